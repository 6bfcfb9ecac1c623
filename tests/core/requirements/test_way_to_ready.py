"""The way to ready, worked by hand on rules made for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.core.requirements import (
    Figure,
    JudgedCase,
    Rule,
    RuleBase,
    RuleReader,
    StepBook,
    Vocabulary,
    Way,
    assess,
    case_from_json,
    rank_papers,
    read_step_book,
    way_to_ready,
)
from wadah.core.values import InvalidInput, Status, Step, Text, Verdict

TODAY = date(2026, 11, 24)
SOURCE = {"id": "tarif contoh", "en": "example tariff"}
ROWS: list[dict[str, Any]] = [
    {"action": "test_lot", "needs": ["lab_sample"], "days": [5, 14]},
    {"subject": "lab_sample", "name": {"id": "contoh", "en": "sample"},
     "party": "producer", "cost_idr": [50_000, 300_000], "days": [1, 3]},
    {"subject": "halal_supervisor", "name": {"id": "penyelia", "en": "supervisor"},
     "party": "producer", "cost_idr": [0, 3_000_000], "days": [2, 14]},
    {"subject": "nib", "cost_idr": [0, 0], "days": [1, 3]},
    {"subject": "halal_certificate", "needs": ["nib", "halal_supervisor"],
     "cost_idr": [0, 650_000], "days": [12, 60]},
    {"subject": "ae_product_registration", "after": ["halal_certificate"],
     "cost_idr": [2_000_000, 4_000_000], "days": [7, 45]},
    {"subject": "organic_certificate", "cost_idr": [40_000_000, 100_000_000],
     "days": [90, 365], "valid_months": 12},
    {"subject": "export_declaration_peb", "cost_idr": [300_000, 1_000_000],
     "days": [1, 2]},
    {"subject": "certified_partner", "name": {"id": "mitra", "en": "partner"},
     "cost_idr": [0, 0], "days": [7, 45]},
]  # fmt: skip


@pytest.fixture(scope="session")
def book(words: Vocabulary) -> StepBook:
    return read_step_book([{"source": SOURCE, **row} for row in ROWS], words)


class Bench:
    """Rules of one test, judged for cinnamon to the Emirates."""

    def __init__(self, words: Vocabulary, book: StepBook) -> None:
        self.words, self.book = words, book
        self.rules: list[Rule] = []

    def ask(self, code: str, tree: dict[str, Any], **more: Any) -> Bench:
        reader = RuleReader(self.words, {"S": {"title": "example law"}})
        row = {
            "id": code, "kind": "document", "side": "destination", "party": "exporter",
            "effect": "delays", "markets": ["ALL"], "families": ["cinnamon_cassia"],
            "date_basis": "departs_on", "checked_on": TODAY, "source": "S",
            "confidence": "V1",
            "message": {"id": f"aturan {code}", "en": f"rule {code}"},
            "tree": tree, **more,
        }  # fmt: skip
        self.rules.append(reader.read(row))
        return self

    def judge(self, market: str = "AE", **more: Any) -> JudgedCase:
        data = {
            "product": {"family": "cinnamon_cassia"}, "destination": market,
            "dates": {"as_of": TODAY.isoformat()}, **more,
        }  # fmt: skip
        case = case_from_json(data, self.words, TODAY)
        return JudgedCase(market, case, assess(case, self.base))

    @property
    def base(self) -> RuleBase:
        return RuleBase(tuple(self.rules), {}, self.words)

    def way(self, **more: Any) -> Way:
        one = self.judge(**more)
        return way_to_ready(one.case, one.assessment, self.base, self.book)


@pytest.fixture
def bench(words: Vocabulary, book: StepBook) -> Bench:
    return Bench(words, book)


def keys(way: Way) -> set[str]:
    return {step.key for step in way.steps}


def test_adds_prerequisites_prices_them_and_finds_the_longest_chain(
    bench: Bench,
) -> None:
    bench.ask("A-1", {"document": "halal_certificate"})
    bench.ask("A-2", {"document": "ae_product_registration"})
    bench.ask("A-3", {"limit": "lead", "value": 2, "cost_idr": [300000, 600000]})

    way = bench.way()

    assert [[step.key for step in stage] for stage in way.stages] == [
        ["paper:nib", "prepare:halal_supervisor", "prepare:lab_sample"],
        ["paper:halal_certificate", "test_lot:lead"],
        ["paper:ae_product_registration"],
    ]
    # 2 + 12 + 7 days; slow 14 + 60 + 45. The laboratory (1 + 5) runs beside it.
    assert way.totals.days == (21, 119)
    assert way.totals.schedule.path_high == (
        "prepare:halal_supervisor", "paper:halal_certificate",
        "paper:ae_product_registration",
    )  # fmt: skip
    assert way.totals.ready_on == (date(2026, 12, 15), date(2027, 3, 23))
    # 0 + 0 + 50 thousand + 0 + 300 thousand + 2 million; and the highs.
    assert way.totals.cost_idr == (2_350_000, 8_550_000)
    assert way.totals.unpriced == ()
    assert way.verdict is Verdict.NOT_READY
    assert not way.may_grow


def test_leaves_out_a_prerequisite_that_is_in_hand(bench: Bench) -> None:
    bench.ask("A-1", {"document": "halal_certificate"})
    nib = {"type": "nib", "number": "1", "issued_on": "2025-01-01"}
    lapsed = {**nib, "expires_on": "2026-11-01"}

    assert "paper:nib" not in keys(bench.way(documents=[nib]))
    assert "paper:nib" in keys(bench.way(documents=[lapsed]))


def test_takes_the_cheapest_branch_where_one_of_several_will_do(bench: Bench) -> None:
    bench.ask("A-1", {"one": [{"document": "organic_certificate"},
                              {"document": "ae_product_registration"}]})  # fmt: skip

    way = bench.way()

    assert keys(way) == {"paper:ae_product_registration"}
    assert way.totals.cost_idr == (2_000_000, 4_000_000)


def test_counts_what_another_rule_asks_for_anyhow_as_nothing(bench: Bench) -> None:
    bench.ask("A-1", {"one": [{"document": "organic_certificate"},
                              {"document": "ae_product_registration"}]})  # fmt: skip
    bench.ask("A-2", {"document": "organic_certificate"})

    way = bench.way()

    assert keys(way) == {"paper:organic_certificate"}
    assert way.find("paper:organic_certificate").rules == ("A-2", "A-1")


def test_a_branch_of_unknown_price_comes_last(bench: Bench) -> None:
    bench.ask("A-1", {"one": [{"document": "kosher_certificate"},
                              {"document": "organic_certificate"}]})  # fmt: skip

    assert keys(bench.way()) == {"paper:organic_certificate"}


def test_two_of_three_are_the_two_cheapest(bench: Bench) -> None:
    papers = ("organic_certificate", "nib", "ae_product_registration")
    bench.ask("A-1", {"n": 2, "of": [{"document": one} for one in papers]})

    assert keys(bench.way()) == {"paper:nib", "paper:ae_product_registration"}


def test_an_open_question_comes_first_and_the_way_may_grow(bench: Bench) -> None:
    exempt = {"fact": "attributes.retail_packed", "is": False}
    bench.ask("A-1", {"unless": exempt, "then": {"document": "organic_certificate"}})

    asked = bench.way()
    exempted = bench.way(
        product={"family": "cinnamon_cassia", "attributes": {"retail_packed": False}}
    )
    held_to_it = bench.way(
        product={"family": "cinnamon_cassia", "attributes": {"retail_packed": True}}
    )

    assert keys(asked) == {"answer:attributes.retail_packed"}
    assert asked.may_grow
    assert asked.totals.cost_idr == (0, 0)
    assert not exempted.steps
    assert keys(held_to_it) == {"paper:organic_certificate"}


def test_a_line_that_no_step_mends_is_named(bench: Bench) -> None:
    fact = {"fact": "attributes.retail_packed", "is": False}
    bench.ask("A-1", {"holds": fact}, effect="bars")
    product = {"family": "cinnamon_cassia", "attributes": {"retail_packed": True}}

    way = bench.way(product=product)

    assert [item.rule for item in way.blocked] == ["A-1"]
    assert way.verdict is Verdict.PROHIBITED
    assert not way.steps


def test_papers_of_a_later_day_come_with_the_shipment_and_hold_nothing_up(
    bench: Bench,
) -> None:
    bench.ask("A-1", {"all": [{"document": "nib"},
                              {"document": "export_declaration_peb"}]})  # fmt: skip

    way = bench.way()

    assert keys(way) == {"paper:nib"}
    assert [step.key for step in way.shipment_steps] == ["paper:export_declaration_peb"]
    assert way.shipment_cost_idr == (300_000, 1_000_000)
    assert way.totals.cost_idr == (0, 0)


def test_what_the_importer_does_is_no_cost_of_the_business(bench: Bench) -> None:
    bench.ask("A-1", {"document": "ae_product_registration"}, party="importer")

    way = bench.way()

    assert way.steps[0].party == "importer"
    assert way.totals.cost_idr == (0, 0)
    assert way.totals.days == (7, 45)


def test_one_paper_of_two_rules_has_the_widest_range_of_equal_figures(
    bench: Bench,
) -> None:
    bench.ask("A-1", {"document": "nib", "cost_idr": [1, 5], "days": [2, 4]})
    bench.ask("A-2", {"document": "nib", "cost_idr": [3, 9]})

    step = bench.way().find("paper:nib")

    assert (step.cost_idr, step.cost_from) == ((1, 9), "rule")
    # A figure of a rule goes before one of the book.
    assert (step.days, step.days_from) == ((2, 4), "rule")
    assert step.rules == ("A-1", "A-2")


def test_figures_of_the_organisation_go_before_rule_and_book(
    bench: Bench, book: StepBook
) -> None:
    bench.ask("A-1", {"document": "nib", "cost_idr": [1, 5]})
    own = [
        Figure("nib", "", (7, 8), None, Text("kami", "ours"), date(2026, 1, 1)),
        Figure("nib", "", (9, 9), None, Text("kami", "ours"), date(2026, 12, 1)),
    ]
    bench.book = book.with_own(own, TODAY)

    step = bench.way().find("paper:nib")

    assert (step.cost_idr, step.cost_from) == ((7, 8), "own")
    assert (step.days, step.days_from) == ((1, 3), "book")
    assert step.is_estimate
    assert step.source == Text("kami", "ours")


def test_a_step_of_own_figures_alone_is_no_estimate(
    bench: Bench, book: StepBook
) -> None:
    bench.ask("A-1", {"document": "nib"})
    bench.book = book.with_own([Figure("nib", "", (7, 8), (1, 1))], TODAY)

    assert not bench.way().find("paper:nib").is_estimate


def test_the_partner_holds_what_an_exporter_may_hold(bench: Bench) -> None:
    bench.ask("A-1", {"document": "ae_product_registration"})
    bench.ask("A-2", {"document": "halal_certificate"}, party="producer")
    bench.ask("A-3", {"document": "plot_geolocation_file"})

    way = bench.way()

    assert way.partner is not None
    assert [step.key for step in way.partner.falls_away] == [
        "paper:ae_product_registration"
    ]
    kept = {step.key for step in way.partner.steps}
    assert kept == {
        "paper:nib", "prepare:halal_supervisor", "paper:halal_certificate",
        "paper:plot_geolocation_file", "use_certified_partner:certified_partner",
    }  # fmt: skip
    # Without the registration 2 + 12 days; finding the partner (7) runs beside it.
    assert way.partner.totals.days == (14, 74)


def test_what_only_a_fallen_paper_needed_falls_away_with_it(bench: Bench) -> None:
    bench.ask("A-1", {"document": "halal_certificate"})

    way = bench.way()

    assert way.partner is not None
    assert {step.key for step in way.partner.falls_away} == {
        "paper:nib", "prepare:halal_supervisor", "paper:halal_certificate",
    }  # fmt: skip
    assert [step.action for step in way.partner.steps] == ["use_certified_partner"]


def test_there_is_no_partner_way_where_nothing_falls_away(bench: Bench) -> None:
    bench.ask("A-1", {"document": "halal_certificate"}, party="producer")

    assert bench.way().partner is None


def test_renewals_of_held_and_of_new_papers_within_two_years(bench: Bench) -> None:
    bench.ask("A-1", {"document": "organic_certificate"})
    held = {"type": "organic_certificate", "number": "1", "expires_on": "2027-06-30"}
    other = {"type": "kosher_certificate", "number": "1", "expires_on": "2027-01-01"}

    kept = bench.way(documents=[held, other]).renewals
    got = bench.way().renewals

    # A year each; a renewal takes 365 days at the longest, so the first is begun now.
    assert [(one.due_on, one.start_by, one.is_new) for one in kept] == [
        (date(2027, 6, 30), TODAY, False),
        (date(2028, 6, 30), date(2027, 7, 1), False),
    ]
    # There on 22 February 2027 at the earliest (90 days), then a year.
    assert [(one.due_on, one.is_new) for one in got] == [(date(2028, 2, 22), True)]
    assert got[0].cost_idr == (40_000_000, 100_000_000)


def test_the_paper_that_alone_gives_a_better_verdict_opens_most(bench: Bench) -> None:
    bench.ask("A-1", {"document": "halal_certificate"}, markets=["AE", "SA"])
    bench.ask("A-2", {"document": "nib"}, markets=["SA", "JP", "KR"])
    bench.ask("A-3", {"document": "kosher_certificate"}, markets=["JP"])
    judged = [bench.judge(market) for market in ("AE", "SA", "JP", "KR")]

    found = rank_papers(judged, bench.base)

    assert [(one.subject, one.better, one.nearer) for one in found] == [
        ("nib", ("KR",), ("SA", "JP")),
        ("halal_certificate", ("AE",), ("SA",)),
        ("kosher_certificate", (), ("JP",)),
    ]


def test_a_paper_that_opens_a_market_does_so_in_a_full_assessment(
    base: RuleBase, words: Vocabulary
) -> None:
    judged = []
    for market in ("AE", "CN", "DE", "US"):
        data = {
            "product": {"family": "cinnamon_cassia", "hs": "090619"},
            "destination": market, "dates": {"as_of": "2026-11-24"},
        }  # fmt: skip
        case = case_from_json(data, words, TODAY)
        judged.append(JudgedCase(market, case, assess(case, base)))

    for opening in rank_papers(judged, base):
        for one in judged:
            data = {
                "product": {"family": "cinnamon_cassia", "hs": "090619"},
                "destination": one.label, "dates": {"as_of": "2026-11-24"},
                "documents": [{"type": opening.subject, "number": "1"}],
            }  # fmt: skip
            whole = assess(case_from_json(data, words, TODAY), base)
            if whole.verdict is not one.assessment.verdict:
                assert one.label in opening.better


def test_refuses_a_subject_nobody_knows(words: Vocabulary) -> None:
    with pytest.raises(InvalidInput, match="helal_certificate"):
        read_step_book([{"subject": "helal_certificate"}], words)
    with pytest.raises(ValueError, match="nib"):
        read_step_book(
            [
                {"subject": "nib", "needs": ["halal_certificate"]},
                {"subject": "halal_certificate", "needs": ["nib"]},
            ],
            words,
        )


CHOICES = ("halal_certificate", "ae_product_registration", "organic_certificate",
           "nib", "kosher_certificate")  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(
    trees=st.lists(
        st.tuples(st.sampled_from(["one", "all"]),
                  st.lists(st.sampled_from(CHOICES), min_size=1, max_size=3)),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_doing_every_step_of_the_way_makes_it_ready(
    trees: list[tuple[str, list[str]]], words: Vocabulary, book: StepBook
) -> None:
    bench = Bench(words, book)
    for number, (joint, papers) in enumerate(trees):
        bench.ask(f"A-{number}", {joint: [{"document": one} for one in papers]})
    way = bench.way()

    got = [{"type": s.subject, "number": "1"} for s in way.steps if s.kind == "paper"]
    after = bench.judge(documents=got).assessment

    open_lines = [i for i in after.items if i.status is not Status.MET]
    assert after.verdict is Verdict.READY, open_lines
    priced = [s.cost_idr for s in way.steps if s.cost_idr is not None]
    assert way.totals.cost_idr == (
        sum(low for low, _ in priced), sum(high for _, high in priced),
    )  # fmt: skip
    assert way.totals.days[0] >= max(
        (s.days[0] for s in way.steps if s.days), default=0
    )


def test_a_price_is_looked_for_under_subject_then_action(book: StepBook) -> None:
    step = Step("test_lot", "lead", Text("uji", "test"))

    priced = book.price(step)

    assert (priced.days, priced.days_from, priced.cost_idr) == ((5, 14), "book", None)
