"""A change of the rules: drafted, proposed, approved by another; the past stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.requirements.actions.decide_change_set import decide_change_set
from wadah.apps.requirements.actions.draft_change_set import draft_change_set
from wadah.apps.requirements.actions.drop_rule_change import drop_rule_change
from wadah.apps.requirements.actions.propose_change_set import propose_change_set
from wadah.apps.requirements.actions.put_rule_change import put_rule_change
from wadah.apps.requirements.actions.withdraw_change_set import withdraw_change_set
from wadah.apps.requirements.models import RuleChange, RuleChangeSet
from wadah.apps.requirements.queries.change_set import list_change_sets
from wadah.apps.requirements.rule_base import read_packaged_rules, read_rule_base
from wadah.apps.requirements.rule_files import load_rows
from wadah.apps.requirements.rule_toml import parse_rule, write_rule
from wadah.apps.requirements.tests.conftest import FROM, TODAY, toml_of
from wadah.core.requirements import LimitLeaf, RuleBase, leaves
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
State = RuleChangeSet.State


def versions(base: RuleBase, row: str = "COF-EU-03") -> list[tuple[object, ...]]:
    """Version, first and last day, and the bound of every version of a row."""
    return [
        (rule.version, phase.valid_from, phase.valid_to, leaf.line.value)
        for rule in base.rules
        if rule.row == row
        for phase in rule.phases
        for leaf in leaves(rule.tree)
        if isinstance(leaf, LimitLeaf)
    ]


def test_a_rule_is_written_and_read_as_the_same_data() -> None:
    for row in load_rows().values():
        assert parse_rule(write_rule(row)) == row


def test_nothing_changes_before_a_second_person_approves(
    lower: RuleChangeSet, administrator: Actor
) -> None:
    propose_change_set(actor=administrator, change_set_id=lower.pk, today=TODAY)

    assert read_rule_base() is read_packaged_rules()


def test_an_approved_change_closes_a_version_and_opens_the_next(
    approved: RuleChangeSet,
) -> None:
    packaged = versions(read_packaged_rules())

    assert versions(read_rule_base()) == [
        (1, packaged[0][1], date(2027, 2, 28), Decimal("3.0")),
        (2, FROM, None, Decimal(2)),
    ]
    verbs = list(AuditRow.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-4:] == [
        "rule_change_set.drafted",
        "rule_change.put",
        "rule_change_set.proposed",
        "rule_change_set.approved",
    ]


def test_the_rules_known_before_the_approval_can_still_be_read(
    approved: RuleChangeSet,
) -> None:
    assert approved.decided_at is not None
    before = approved.decided_at - timedelta(seconds=1)

    assert versions(read_rule_base(before)) == versions(read_packaged_rules())
    assert versions(read_rule_base(approved.decided_at)) == versions(read_rule_base())
    day = approved.decided_at.date()
    assert versions(read_rule_base(day - timedelta(days=1))) == versions(
        read_packaged_rules()
    )


def put(
    actor: Actor, draft: RuleChangeSet, row: str, toml: str = "", kind: str = "replace"
) -> RuleChange:
    return put_rule_change(
        actor=actor,
        change_set_id=draft.pk,
        kind=kind,
        rule_row=row,
        toml=toml,
        today=TODAY,
    )


def approve(
    draft: RuleChangeSet, proposer: Actor, decider: Actor, note: str = ""
) -> RuleChangeSet:
    propose_change_set(actor=proposer, change_set_id=draft.pk, today=TODAY)
    return decide_change_set(
        actor=decider, change_set_id=draft.pk, approve=True, note=note, today=TODAY
    )


def test_a_correction_takes_the_place_of_the_wrong_row(
    draft: RuleChangeSet, administrator: Actor, approver: Actor
) -> None:
    tree = {**load_rows()["COF-EU-03"]["tree"], "value": 4}
    put(administrator, draft, "COF-EU-03", toml_of("COF-EU-03", tree=tree), "correct")

    approve(draft, administrator, approver)

    since = versions(read_packaged_rules())[0][1]
    assert versions(read_rule_base()) == [(2, since, None, Decimal(4))]


def test_a_closed_row_ends_with_all_its_parts(
    draft: RuleChangeSet, administrator: Actor, approver: Actor
) -> None:
    put(administrator, draft, "FSH-EU-05", kind="close")

    approve(draft, administrator, approver)

    ends = {
        (rule.id, phase.valid_to)
        for rule in read_rule_base().rules
        if rule.row == "FSH-EU-05"
        for phase in rule.phases
    }
    last = date(2027, 2, 28)
    assert ends == {("FSH-EU-05a", last), ("FSH-EU-05b", last), ("FSH-EU-05c", last)}


def test_a_new_row_begins_on_the_day(
    draft: RuleChangeSet, administrator: Actor, approver: Actor
) -> None:
    toml = toml_of("COF-EU-03", id="COF-CH-01", markets=["CH"])
    put(administrator, draft, "COF-CH-01", toml, "open")

    approve(draft, administrator, approver)

    assert versions(read_rule_base(), "COF-CH-01") == [(1, FROM, None, Decimal("3.0"))]


@pytest.mark.parametrize(
    ("row", "toml", "kind", "field", "rule"),
    [
        ("COF-EU-99", "x = 1", "replace", "rule_row", "unknown_word"),
        ("COF-EU-03", "x = 1", "open", "rule_row", "rule_exists"),
        ("COF-EU-03", "id = ", "replace", "toml", "toml_syntax"),
        ("COF-EU-03", 'id = "COF-EU-04"', "replace", "toml.id", "rule_id_differs"),
        ("COF-EU-03", 'id = "COF-EU-03"', "replace", "toml.kind", "key_missing"),
        (
            "COF-EU-03",
            toml_of("COF-EU-03", families=["tea"]),
            "replace",
            "toml",
            "families_unknown",
        ),
        (
            "COF-EU-03",
            toml_of("COF-EU-03", tree={"limit": "ochratoxin", "value": 2}),
            "replace",
            "toml.tree.limit",
            "unknown_word",
        ),
        (
            "COF-EU-03",
            toml_of("COF-EU-03", tree={"limit": "lead", "value": 1, "unit": "cfu/g"}),
            "replace",
            "toml",
            "unit_for_parameter",
        ),
        (
            "COF-XX-01",
            toml_of("COF-EU-03", id="COF-XX-01", tree={"limit": "ochratoxin_a",
                    "value": 2, "unit": "ug/kg", "basis": "as_sold"}),
            "open",
            "toml",
            "limits_differ",
        ),
    ],
)  # fmt: skip
def test_a_wrong_change_is_refused_by_its_field_and_not_kept(
    draft: RuleChangeSet,
    administrator: Actor,
    row: str,
    toml: str,
    kind: str,
    field: str,
    rule: str,
) -> None:
    with pytest.raises(InvalidInput) as caught:
        put(administrator, draft, row, toml, kind)

    assert (caught.value.field, caught.value.rule) == (field, rule)
    assert RuleChange.objects.count() == 0


def test_a_second_put_takes_the_place_of_the_first(
    lower: RuleChangeSet, administrator: Actor
) -> None:
    put(administrator, lower, "cof-eu-03", kind="close")

    (row,) = lower.changes.all()
    assert (row.kind, row.toml, row.closes_version) == ("close", "", 1)


def test_req_01_who_proposed_does_not_decide(
    lower: RuleChangeSet, administrator: Actor, second_administrator: Actor
) -> None:
    propose_change_set(actor=administrator, change_set_id=lower.pk, today=TODAY)

    with pytest.raises(Refused, match="REQ-01"):
        decide_change_set(
            actor=administrator,
            change_set_id=lower.pk,
            approve=True,
            note="",
            today=TODAY,
        )
    decided = decide_change_set(
        actor=second_administrator,
        change_set_id=lower.pk,
        approve=True,
        note="",
        today=TODAY,
    )

    assert decided.state == State.APPROVED


def test_the_database_holds_the_four_eyes(
    lower: RuleChangeSet, administrator: Actor
) -> None:
    rows = RuleChangeSet.objects.filter(pk=lower.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(decided_by_id=administrator.user_id)


def test_req_02_what_was_proposed_is_not_edited(
    lower: RuleChangeSet, administrator: Actor
) -> None:
    propose_change_set(actor=administrator, change_set_id=lower.pk, today=TODAY)
    change = lower.changes.get()

    with pytest.raises(Refused, match="REQ-02"):
        put(administrator, lower, "COF-EU-04", kind="close")
    with pytest.raises(Refused, match="REQ-02"):
        drop_rule_change(
            actor=administrator, change_set_id=lower.pk, change_id=change.pk
        )
    with pytest.raises(Refused, match="REQ-02"):
        propose_change_set(actor=administrator, change_set_id=lower.pk, today=TODAY)


def test_req_03_an_empty_draft_is_not_proposed(
    lower: RuleChangeSet, administrator: Actor
) -> None:
    change = lower.changes.get()
    drop_rule_change(actor=administrator, change_set_id=lower.pk, change_id=change.pk)

    with pytest.raises(Refused, match="REQ-03"):
        propose_change_set(actor=administrator, change_set_id=lower.pk, today=TODAY)


def test_req_04_a_change_rests_on_the_newest_version(
    lower: RuleChangeSet,
    administrator: Actor,
    second_administrator: Actor,
    approver: Actor,
) -> None:
    other = draft_change_set(
        actor=second_administrator, title="t", reason="r", source="s", effective_on=FROM
    )
    put(second_administrator, other, "COF-EU-03", kind="close")
    propose_change_set(actor=second_administrator, change_set_id=other.pk, today=TODAY)
    approve(lower, administrator, approver)

    with pytest.raises(Refused, match="REQ-04"):
        decide_change_set(
            actor=approver, change_set_id=other.pk, approve=True, note="", today=TODAY
        )

    other.refresh_from_db()
    assert other.state == State.PROPOSED
    assert len(versions(read_rule_base())) == 2


def test_req_05_what_was_decided_stays(
    approved: RuleChangeSet, administrator: Actor, approver: Actor
) -> None:
    with pytest.raises(Refused, match="REQ-05"):
        decide_change_set(
            actor=approver,
            change_set_id=approved.pk,
            approve=False,
            note="no",
            today=TODAY,
        )
    with pytest.raises(Refused, match="REQ-05"):
        withdraw_change_set(actor=administrator, change_set_id=approved.pk)


def test_a_rejection_needs_a_reason_and_changes_no_rule(
    lower: RuleChangeSet, administrator: Actor, approver: Actor
) -> None:
    propose_change_set(actor=administrator, change_set_id=lower.pk, today=TODAY)
    asked = {"actor": approver, "change_set_id": lower.pk, "approve": False}

    with pytest.raises(InvalidInput, match="rejected"):
        decide_change_set(**asked, note=" ", today=TODAY)  # type: ignore[arg-type]
    decided = decide_change_set(**asked, note="Not published yet.", today=TODAY)  # type: ignore[arg-type]

    assert (decided.state, decided.decision_note) == ("rejected", "Not published yet.")
    assert read_rule_base() is read_packaged_rules()


def test_a_withdrawn_set_waits_for_nobody(
    lower: RuleChangeSet, administrator: Actor
) -> None:
    propose_change_set(actor=administrator, change_set_id=lower.pk, today=TODAY)

    row = withdraw_change_set(actor=administrator, change_set_id=lower.pk)

    assert row.state == State.WITHDRAWN


@pytest.mark.parametrize("role", ["owner", "colleague", "stranger", "officer",
                                  "analyst", "buyer_actor", "approver"])  # fmt: skip
def test_other_roles_draft_nothing(request: pytest.FixtureRequest, role: str) -> None:
    actor: Actor = request.getfixturevalue(role)

    with pytest.raises(Absent):
        draft_change_set(
            actor=actor, title="t", reason="r", source="s", effective_on=FROM
        )
    assert not RuleChangeSet.objects.exists()


def test_a_draft_is_seen_by_its_maker_alone_until_it_is_proposed(
    lower: RuleChangeSet,
    administrator: Actor,
    second_administrator: Actor,
    approver: Actor,
    owner: Actor,
) -> None:
    def seen() -> list[int]:
        people = (administrator, second_administrator, approver, owner)
        return [list_change_sets(actor).count() for actor in people]

    assert seen() == [1, 0, 0, 0]
    propose_change_set(actor=administrator, change_set_id=lower.pk, today=TODAY)
    assert seen() == [1, 1, 1, 0]


def test_another_proposer_does_not_touch_the_draft(
    lower: RuleChangeSet, second_administrator: Actor
) -> None:
    with pytest.raises(Absent):
        put(second_administrator, lower, "COF-EU-04", kind="close")


def test_a_change_a_later_release_took_over_is_left_out(
    approved: RuleChangeSet, make_person: Callable[..., Actor]
) -> None:
    RuleChange.objects.update(closes_version=7)
    approved.state = State.APPROVED
    approved.save()

    assert versions(
        read_rule_base(approved.decided_at + timedelta(days=1))
    ) == versions(  # type: ignore[operator]
        read_packaged_rules()
    )
