"""One small rule at a time: met, missing, unknown, later; and how sure it is."""

from __future__ import annotations

from datetime import date

import pytest

from wadah.core.requirements import (
    Case,
    Dates,
    RuleBase,
    RuleReader,
    assess,
)
from wadah.core.values import Answer, Document, HsCode, Status, Verdict

SOURCES = {"LAW": {"title": "A law"}}
COVER = {
    "id": "XX-COVER-01",
    "families": ["cocopeat"],
    "tree": {"all": []},
}
DEFAULTS = {
    "kind": "document",
    "side": "destination",
    "party": "exporter",
    "effect": "delays",
    "markets": ["AU"],
    "date_basis": "arrives_on",
    "checked_on": date(2026, 11, 24),
    "source": "LAW",
    "confidence": "V1",
    "message": {"id": "Perlu.", "en": "Needed."},
}
PERMIT = {"document": "import_permit", "holders": ["importer"]}
PHYTO = {"document": "phytosanitary_certificate"}
CLEAN = {"holds": {"fact": "attributes.clean", "is": True}}
BICON = {"holds": {"fact": "answers.bicon_permit", "is": "not_needed"}}


def verdict_of(words, rule, **case):
    """Status of the one rule `XX-TEST-01` and the verdict."""
    reader = RuleReader(words, SOURCES, defaults=DEFAULTS)
    rules = (reader.read({"id": "XX-TEST-01", **rule}), reader.read(COVER))
    given = {
        "dates": Dates(date(2026, 11, 24), arrives_on=date(2026, 12, 24)),
        "hs": HsCode("530500"),
        **case,
    }
    out = assess(Case("cocopeat", "AU", **given), RuleBase(rules, {}, words))
    found = [item.status for item in out.items if item.rule == "XX-TEST-01"]
    return (found[0] if found else None), out.verdict


PAPER = (Document("import_permit"),)


@pytest.mark.parametrize(
    ("rule", "case", "status", "verdict"),
    [
        ({"tree": PERMIT}, {"documents": PAPER}, "met", "ready"),
        ({"tree": PERMIT}, {}, "missing", "not_ready"),
        ({"tree": PHYTO}, {}, "later", "ready"),
        ({"tree": PERMIT, "valid_from": date(2026, 12, 25)}, {}, "later", "ready"),
        (
            {"tree": PERMIT, "valid_from": date(2026, 12, 24)},
            {},
            "missing",
            "not_ready",
        ),
        ({"tree": PERMIT, "valid_to": date(2026, 12, 23)}, {}, None, "ready"),
        ({"tree": PERMIT, "valid_to": date(2026, 12, 24)}, {}, "missing", "not_ready"),
        ({"tree": CLEAN}, {"facts": {"attributes.clean": True}}, "met", "ready"),
        (
            {"tree": CLEAN},
            {"facts": {"attributes.clean": False}},
            "failing",
            "not_ready",
        ),
        ({"tree": CLEAN}, {}, "unknown", "cannot_tell"),
        (
            {"tree": CLEAN, "effect": "bars"},
            {"facts": {"attributes.clean": False}},
            "failing",
            "prohibited",
        ),
        ({"tree": CLEAN, "effect": "bars"}, {}, "unknown", "cannot_tell"),
        ({"tree": PERMIT, "effect": "bars"}, {}, "failing", "prohibited"),
        ({"tree": PERMIT, "effect": "costs"}, {}, "advice", "ready"),
        ({"tree": PERMIT, "effect": "advice"}, {}, "advice", "ready"),
        ({"tree": PERMIT, "effect": "contract"}, {}, "advice", "ready"),
        ({"tree": PERMIT, "confidence": "G"}, {}, "unknown", "cannot_tell"),
        ({"tree": PERMIT, "confidence": "G"}, {"documents": PAPER}, "met", "ready"),
        (
            {"tree": CLEAN, "confidence": "G", "effect": "bars"},
            {"facts": {"attributes.clean": False}},
            "unknown",
            "cannot_tell",
        ),
        ({"tree": PERMIT, "is_lookup": True}, {}, "unknown", "cannot_tell"),
        ({"tree": PERMIT, "confidence": "VO"}, {}, "missing", "not_ready"),
        (
            {"tree": PERMIT, "checked_on": date(2025, 1, 1)},
            {},
            "unknown",
            "cannot_tell",
        ),
        (
            {"tree": PERMIT, "checked_on": date(2025, 1, 1)},
            {"documents": PAPER},
            "met",
            "ready",
        ),
        (
            {"tree": PERMIT, "says_not_asked": True, "effect": "advice"},
            {},
            "not_asked",
            "ready",
        ),
        ({"tree": PERMIT, "where": CLEAN["holds"]}, {}, "unknown", "cannot_tell"),
        (
            {"tree": PERMIT, "where": CLEAN["holds"]},
            {"facts": {"attributes.clean": False}},
            None,
            "ready",
        ),
        ({"tree": PERMIT, "markets": ["GB"]}, {}, None, "ready"),
        (
            {"tree": PERMIT, "markets": ["ALL"], "excluded_markets": ["AU"]},
            {},
            None,
            "ready",
        ),
        ({"tree": PERMIT, "hs": ["090111"]}, {}, None, "ready"),
        ({"tree": PERMIT, "hs": ["5305"]}, {}, "missing", "not_ready"),
        (
            {"tree": PERMIT, "hs": ["5305"]},
            {"hs": HsCode("530500", "2028")},
            "unknown",
            "cannot_tell",
        ),
        ({"tree": PERMIT, "hs": ["5305"]}, {"hs": None}, "unknown", "cannot_tell"),
        ({"tree": {"one": [PERMIT, BICON]}}, {}, "unknown", "cannot_tell"),
        ({"tree": {"one": [PERMIT, PHYTO]}}, {}, "later", "ready"),
        ({"tree": {"one": [PERMIT, CLEAN]}}, {"documents": PAPER}, "met", "ready"),
        (
            {"tree": {"all": [PERMIT, CLEAN]}},
            {"documents": PAPER},
            "unknown",
            "cannot_tell",
        ),
        ({"tree": {"all": [PERMIT, CLEAN]}}, {}, "missing", "not_ready"),
        (
            {"tree": {"n": 2, "of": [PERMIT, CLEAN, BICON]}},
            {"documents": PAPER},
            "unknown",
            "cannot_tell",
        ),
        (
            {"tree": {"n": 1, "of": [PERMIT, CLEAN, BICON]}},
            {"documents": PAPER},
            "met",
            "ready",
        ),
        (
            {"tree": {"unless": CLEAN["holds"], "then": PERMIT}},
            {"facts": {"attributes.clean": True}},
            "met",
            "ready",
        ),
        (
            {"tree": {"unless": CLEAN["holds"], "then": PERMIT}},
            {},
            "unknown",
            "cannot_tell",
        ),
        (
            {"tree": {"unless": CLEAN["holds"], "then": PERMIT}},
            {"facts": {"attributes.clean": False}},
            "missing",
            "not_ready",
        ),
        (
            {"tree": {"unless": CLEAN["holds"], "then": PERMIT}},
            {"documents": PAPER},
            "met",
            "ready",
        ),
        ({}, {}, "unknown", "cannot_tell"),
    ],
)
def test_a_rule_has_one_status_on_each_side(words, rule, case, status, verdict):
    found = verdict_of(words, rule, **case)

    assert found == (None if status is None else Status(status), Verdict(verdict))


def test_a_dated_answer_to_the_rule_itself_makes_it_met(words):
    rule = {"tree": PERMIT, "confidence": "G"}
    dated = Answer(True, date(2026, 11, 20), "the importer")

    met = verdict_of(words, rule, answers={"rules.XX-TEST-01": dated})
    undated = verdict_of(words, rule, answers={"rules.XX-TEST-01": Answer(True)})

    assert met == (Status.MET, Verdict.READY)
    assert undated == (Status.UNKNOWN, Verdict.CANNOT_TELL)


@pytest.mark.parametrize(
    ("arrives", "status"),
    [
        (None, Status.UNKNOWN),
        (date(2026, 12, 31), Status.LATER),
        (date(2027, 1, 1), Status.MISSING),
    ],
)
def test_an_unknown_day_is_asked_for_only_when_it_decides(words, arrives, status):
    rule = {"tree": PERMIT, "valid_from": date(2027, 1, 1)}
    dates = Dates(date(2026, 11, 24), arrives_on=arrives)

    assert verdict_of(words, rule, dates=dates)[0] is status
