"""A file of notifications raises "may change" on the rules it touches, once."""

from __future__ import annotations

from datetime import date

import pytest

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.requirements.actions.dismiss_flag import dismiss_flag
from wadah.apps.requirements.actions.load_rule_feed import (
    FeedCounts,
    FeedRefused,
    load_rule_feed,
)
from wadah.apps.requirements.actions.take_up_flag import take_up_flag
from wadah.apps.requirements.feed_file import read_feed
from wadah.apps.requirements.models import FeedEntry, RuleChangeSet, RuleFlag
from wadah.apps.requirements.tests.conftest import TODAY
from wadah.core.values import InvalidInput

HEAD = (
    "Symbol,Notifying Member,Title,Products,HS Codes,Distribution Date,"
    "Final Date for Comments,Proposed Date of Entry into Force,Link\n"
)
COFFEE = (
    "G/SPS/N/EU/900,European Union,Ochratoxin A in coffee,Roasted coffee,090121,"
    "20/11/2026,2027-01-19,To be determined,https://eping.wto.org/900\n"
)
TOYS = "G/TBT/N/JPN/1,Japan,Toys,Toys,9503,2026-11-01,,,\n"
CHAD = "G/SPS/N/TCD/1,Chad,Coffee,Coffee,0901,2026-11-01,,,\n"


def load(actor: Actor, text: str) -> FeedCounts:
    return load_rule_feed(actor=actor, content=text.encode(), today=TODAY)


def flagged() -> set[str]:
    return set(RuleFlag.objects.values_list("rule_row", flat=True))


@pytest.mark.django_db
def test_flags_rules_of_the_market_about_the_goods(administrator: Actor) -> None:
    counts = load(administrator, HEAD + COFFEE + TOYS + CHAD)

    assert (counts.rows, counts.new, counts.elsewhere) == (3, 3, 2)
    assert counts.flags == len(flagged())
    assert {"COF-EU-03", "COF-EU-01", "EU-ALL-07"} <= flagged()
    assert not flagged() & {"COF-GB-01", "COF-ID-01", "FSH-EU-05", "COF-BUY-01"}
    entry = FeedEntry.objects.get(symbol="G/SPS/N/EU/900")
    assert (entry.markets, entry.hs_codes) == (["EU"], ["090121"])
    assert entry.families == ["coffee_roasted_ground"]
    assert entry.comments_until == date(2027, 1, 19)
    assert entry.in_force_on is None


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing(administrator: Actor) -> None:
    first = load(administrator, HEAD + COFFEE)
    second = load(administrator, HEAD + COFFEE)

    assert (first.new, first.flags > 0) == (1, True)
    assert (second.new, second.changed, second.unchanged, second.flags) == (0, 0, 1, 0)
    assert FeedEntry.objects.count() == 1


@pytest.mark.django_db
def test_a_revised_notice_is_changed_and_a_dismissed_flag_stays(
    administrator: Actor,
) -> None:
    load(administrator, HEAD + COFFEE)
    flag = RuleFlag.objects.get(rule_row="COF-EU-03")
    dismiss_flag(actor=administrator, flag_id=flag.pk, note="About soluble coffee.")

    counts = load(administrator, HEAD + COFFEE.replace("2027-01-19", "2027-02-01"))

    flag.refresh_from_db()
    assert (counts.changed, counts.flags) == (1, 0)
    assert (flag.state, flag.note) == ("dismissed", "About soluble coffee.")


@pytest.mark.django_db
def test_wrong_rows_are_all_named_and_nothing_is_kept(administrator: Actor) -> None:
    bad = (
        "G/SPS/N/EU/901,European Union,,Coffee,0901,2026-11-01,,,\n"
        "G/SPS/N/EU/902,European Union,T,Coffee,0901,the first,,,\n"
        "G/SPS/N/EU/903,European Union,T,Coffee,0901,31/13/2026,,,\n"
        "G/SPS/N/EU/904,European Union,T,Coffee,0901,2026-11-01,,,javascript:x\n"
        "G/SPS/N/EU/900,European Union,T,Coffee,0901,2026-11-01,,,\n"
    )
    with pytest.raises(FeedRefused) as caught:
        load(administrator, HEAD + COFFEE + bad)

    named = [(f.row, f.error.field, f.error.rule) for f in caught.value.faults]
    assert named == [
        (3, "title", "required"),
        (4, "distributed_on", "date_format"),
        (5, "distributed_on", "date_format"),
        (6, "link", "link_format"),
        (7, "symbol", "symbol_twice"),
    ]
    assert not FeedEntry.objects.exists()
    assert not AuditRow.objects.exists()


@pytest.mark.parametrize(
    ("content", "field", "rule"),
    [
        (b"a,b\n1,2\n", "symbol", "column_missing"),
        (b"", "symbol", "column_missing"),
        (b"PK\x03\x04\x00\x00", "file", "file_not_csv"),
        ("Symbol;é".encode("cp1252"), "file", "file_not_utf8"),
    ],
)
def test_a_file_that_is_no_feed_is_refused(
    content: bytes, field: str, rule: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_feed(content)

    assert (caught.value.field, caught.value.rule) == (field, rule)


def test_reads_semicolons_a_mark_and_words_with_codes() -> None:
    text = (
        "\ufeffDocument symbol;Notifying Member;Title;Products covered;Date\n"
        "G/SPS/N/USA/1;United States of America;Tolerances;"
        "Cinnamon, frozen shrimp (HS 0906.11, 0306.17);24 November 2026\n"
    )
    (row,), faults = read_feed(text.encode())

    assert faults == []
    assert row.markets == ("US",)
    assert row.hs_codes == ("090611", "030617")
    assert row.families == ("cinnamon_cassia", "shrimp_frozen")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", ["owner", "colleague", "stranger", "officer", "approver", "analyst"]
)
def test_other_roles_load_nothing(request: pytest.FixtureRequest, role: str) -> None:
    with pytest.raises(Absent):
        load(request.getfixturevalue(role), HEAD + COFFEE)
    assert not FeedEntry.objects.exists()


@pytest.mark.django_db
def test_a_flag_becomes_a_change_set(
    administrator: Actor, draft: RuleChangeSet
) -> None:
    load(administrator, HEAD + COFFEE)
    flag = RuleFlag.objects.get(rule_row="COF-EU-03")

    take_up_flag(actor=administrator, flag_id=flag.pk, change_set_id=draft.pk)

    flag.refresh_from_db()
    assert (flag.state, flag.change_set_id) == ("taken_up", draft.pk)
    with pytest.raises(Absent):
        dismiss_flag(actor=administrator, flag_id=flag.pk, note="x")
