"""Who follows which rules, a notification, a change that waits, a sweep of the day.

The notification and the change are invented and say so: no member sent the one, no
regulation holds the other. Nothing of it is approved, so no verdict rests on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from wadah.apps.accounts.actor import Actor, make_local_administrator
from wadah.apps.requirements.actions.draft_change_set import draft_change_set
from wadah.apps.requirements.actions.follow_rules import follow_rules
from wadah.apps.requirements.actions.load_rule_feed import load_rule_feed
from wadah.apps.requirements.actions.propose_change_set import propose_change_set
from wadah.apps.requirements.actions.put_rule_change import put_rule_change
from wadah.apps.requirements.rule_files import load_rows
from wadah.apps.requirements.rule_toml import write_rule
from wadah.apps.requirements.telling import tell_what_comes
from wadah.apps.validation.actions.sweep_products import (
    SweepQuestion,
    sweep_products,
)

_FOLLOWS = (
    ("owner", "coffee_green_robusta", "DE"),
    ("officer", "coffee_green_robusta", "DE"),
    ("officer", "cinnamon_cassia", "GB"),
)
_FEED = """Symbol,Notifying Member,Title,Products,HS Codes,Distribution Date,\
Final Date for Comments,Proposed Date of Entry into Force
G/SPS/N/EU/CONTOH-1,European Union,Example only: draft level of ochratoxin A in \
coffee,Coffee,0901,2026-11-20,2027-01-19,2027-06-01
""".replace("\\\n", "")
# Each more costs the first start of the example seconds.
_MARKETS = ("DE", "GB", "PK")
# Today what buyers ask for; the example makes it a limit of the law.
_ROW = "COF-EU-05"
_LIKE = "COF-EU-03"


def build_rules(people: Mapping[str, Actor], as_of: date) -> None:
    """Fill the pages of rules: news, notifications, a proposal, and the sweep."""
    for role, family, market in _FOLLOWS:
        follow_rules(actor=people[role], family=family, market=market)
    tell_what_comes(as_of)
    load_rule_feed(actor=people["verifier"], content=_FEED.encode(), today=as_of)
    _propose(people["verifier"], as_of)
    sweep_products(
        actor=make_local_administrator(), question=SweepQuestion(as_of, _MARKETS)
    )


def _propose(verifier: Actor, as_of: date) -> None:
    draft = draft_change_set(
        actor=verifier,
        title="Contoh: UE menetapkan batas okratoksin A untuk kopi biji",
        reason="Contoh usulan perubahan; tidak ada peraturan seperti ini.",
        source="Rancangan rekaan (contoh)",
        effective_on=as_of,
    )
    rows = load_rows()
    law = {**rows[_ROW], **{key: rows[_LIKE][key] for key in ("effect", "party")}}
    law.pop("tier")
    put_rule_change(
        actor=verifier,
        change_set_id=draft.pk,
        kind="replace",
        rule_row=_ROW,
        toml=write_rule(law),
        today=as_of,
    )
    propose_change_set(actor=verifier, change_set_id=draft.pk, today=as_of)
