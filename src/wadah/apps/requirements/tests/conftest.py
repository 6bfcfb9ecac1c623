"""People who look after the rules, and a change of one rule from draft to approval."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Role
from wadah.apps.requirements.actions.decide_change_set import decide_change_set
from wadah.apps.requirements.actions.draft_change_set import draft_change_set
from wadah.apps.requirements.actions.propose_change_set import propose_change_set
from wadah.apps.requirements.actions.put_rule_change import put_rule_change
from wadah.apps.requirements.models import RuleChangeSet
from wadah.apps.requirements.rule_files import load_rows
from wadah.apps.requirements.rule_toml import write_rule

TODAY = date(2026, 11, 24)
FROM = date(2027, 3, 1)
Drafting = Callable[..., RuleChangeSet]


def toml_of(row: str, **changes: object) -> str:
    """The packaged row as text, with other values of some keys."""
    return write_rule({**load_rows()[row], **changes})


@pytest.fixture
def second_administrator(make_person: Callable[..., Actor]) -> Actor:
    return make_person("second@example.org", Role.ADMINISTRATOR, "platform")


@pytest.fixture
def draft(administrator: Actor) -> RuleChangeSet:
    return draft_change_set(
        actor=administrator,
        title="Ochratoxin in roasted coffee",
        reason="The Commission lowers the level.",
        source="Regulation (EU) 2027/1",
        effective_on=FROM,
    )


@pytest.fixture
def lower(administrator: Actor, draft: RuleChangeSet) -> RuleChangeSet:
    """The draft with a lower limit of ochratoxin A in roasted coffee."""
    row = load_rows()["COF-EU-03"]
    put_rule_change(
        actor=administrator,
        change_set_id=draft.pk,
        kind="replace",
        rule_row="COF-EU-03",
        toml=toml_of("COF-EU-03", tree={**row["tree"], "value": 2}),
        today=TODAY,
    )
    return draft


@pytest.fixture
def approved(
    lower: RuleChangeSet, administrator: Actor, approver: Actor
) -> RuleChangeSet:
    propose_change_set(actor=administrator, change_set_id=lower.pk, today=TODAY)
    return decide_change_set(
        actor=approver, change_set_id=lower.pk, approve=True, note="", today=TODAY
    )
