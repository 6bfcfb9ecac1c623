"""A population is judged as each of its cases is."""

from __future__ import annotations

import contextlib
import importlib.util
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pytest

from wadah.core.requirements import Case, RuleBase, assess, case_from_json
from wadah.core.requirements.assess import verdict_of
from wadah.core.requirements.case import Dates
from wadah.core.requirements.population.face import (
    WEIGHTS,
    NotTabular,
    Plan,
    Tabulator,
    list_bits,
    list_facts,
    list_needs,
    list_steps,
    make_plan,
    papers_schema,
    results_schema,
    subjects_schema,
)
from wadah.core.values import Document, InvalidInput, LabResult, SpecLine

# Not a test: it draws the cases, here and where two engines are compared.
_SPEC = importlib.util.spec_from_file_location(
    "drawing", Path(__file__).with_name("drawing.py")
)
drawing = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(drawing)
AS_OF = drawing.AS_OF

MARKETS = (
    "DE NL GB US JP CN AU SA PK MY KR TH IN SG AE TR CA VN XI TW".split()
)  # fmt: skip
PLANNED = {
    "departs_on": "2026-12-05",
    "arrives_on": "2027-01-09",
    "placed_on": "2027-01-20",
}
Told = tuple[str, tuple[str, ...]]


FEW = ["DE", "US", "PK", "SA"]


def draw(
    base: RuleBase, count: int, seed: int, dates: Any = None, markets: Any = MARKETS
) -> list[Case]:
    drawer = drawing.Drawer(base, markets, seed, dates)
    drawn: list[Case] = []
    while len(drawn) < count:
        # A number that cannot be (a share over a hundred) is refused by both.
        with contextlib.suppress(InvalidInput):
            drawn.append(case_from_json(drawer.draw(), base.words, AS_OF))
    return drawn


def tabulator(base: RuleBase, markets: Iterable[str] = FEW) -> Tabulator:
    facts, needs = list_facts(base, markets), list_needs(base)
    return Tabulator(base, tuple(facts), tuple(needs))


def sweep(plan: Plan, cases: list[Case]) -> list[Told]:
    """The verdict of each case before its own market, by the engine."""
    base, writer = plan.base, tabulator(plan.base, plan.markets)
    with duckdb.connect() as connection:
        connection.execute("SET disabled_optimizers = 'in_clause'")
        _load(
            connection,
            "subjects",
            [writer.subject(i, case) for i, case in enumerate(cases)],
            subjects_schema(base, plan.markets),
        )
        papers = [row for i, case in enumerate(cases) for row in writer.papers(i, case)]
        _load(connection, "papers", papers, papers_schema(base))
        results = [
            row for i, case in enumerate(cases) for row in writer.results(i, case)
        ]
        _load(connection, "results", results, results_schema())
        for step in list_steps(plan):
            sql = ibis.to_sql(step.expression, dialect="duckdb")
            connection.execute(f"CREATE TABLE {step.name} AS {sql}")
        rows = connection.execute(
            f"SELECT subject, market, weight, {', '.join(plan.deciding)} "
            f"FROM judged JOIN verdicts USING ({', '.join(plan.codes)})"
        ).fetchall()
    told = {row[:2]: (row[2], _rules(plan, row[3:])) for row in rows}
    return [_told(*told[i, case.destination]) for i, case in enumerate(cases)]


def _load(connection: Any, name: str, rows: list[Any], schema: Any) -> None:
    given = pa.Table.from_pylist(rows, schema=schema.to_pyarrow())
    connection.register("given", given)
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")


def _rules(plan: Plan, deciding: tuple[int, ...]) -> set[str]:
    masks = dict(zip(plan.deciding, deciding, strict=True))
    return {rule for name, bit, rule in list_bits(plan) if masks[name] >> bit & 1}


def _told(weight: int, rules: set[str]) -> Told:
    return WEIGHTS[weight].value, tuple(sorted(rules))


def judge_singly(base: RuleBase, cases: Iterable[Case]) -> list[Told]:
    told = []
    for case in cases:
        outcome = assess(case, base)
        deciding = {
            item.rule
            for item in outcome.items
            if verdict_of(item) is outcome.verdict and outcome.verdict != "ready"
        }
        told.append((outcome.verdict.value, tuple(sorted(deciding))))
    return told


def test_a_population_is_judged_as_each_case_is(base):
    cases = draw(base, 200, seed=1, markets=FEW)

    swept = sweep(make_plan(base, Dates(AS_OF), FEW), cases)

    assert swept == judge_singly(base, cases)
    assert {verdict for verdict, _ in swept} == {
        "ready", "cannot_tell", "not_ready", "prohibited",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("planned", "seed"), [(None, 2), (PLANNED, 3)], ids=["no_shipment", "shipment"]
)
def test_thousands_of_drawn_cases_get_one_verdict_from_both(base, planned, seed):
    days = {name: date.fromisoformat(day) for name, day in (planned or {}).items()}
    plan = make_plan(base, Dates(AS_OF, **days), MARKETS)
    cases = draw(base, 2500, seed, planned)

    swept = sweep(plan, cases)

    assert swept == judge_singly(base, cases)
    counts = Counter(verdict for verdict, _ in swept)
    assert min(counts.values()) >= 10 and len(counts) == 4
    # Every rule that can weigh has decided something, or the draw proves little.
    decided = {rule for _, rules in swept for rule in rules}
    assert len(decided) >= 80


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"lots": frozenset(("L1", "L2"))}, "lots"),
        ({"contract": (SpecLine("moisture", "<=", None),)}, "contract"),
        ({"facts": {"attributes.species": "a|b"}}, "words"),
        ({"facts": {"attributes.species": ("a", "b")}}, "attributes.species"),
        ({"facts": {"parties.producer.site": ("A", "B")}}, "parties.producer.site"),
    ],
)
def test_a_case_without_a_place_in_the_columns_is_named(base, change, what):
    case = replace(draw(base, 1, seed=4)[0], **change)

    with pytest.raises(NotTabular) as refusal:
        tabulator(base).subject(0, case)

    assert refusal.value.what == what


def test_a_result_of_words_with_numbers_is_left_to_the_single_case(base):
    result = LabResult("off_odour", "text", values=())
    odd = replace(result, below=Decimal(1))

    with pytest.raises(NotTabular) as refusal:
        tabulator(base).result(0, odd)

    assert refusal.value.what == "results.unit"


def test_a_paper_with_a_process_scope_is_left_to_the_single_case(base):
    case = draw(base, 1, seed=4)[0]
    paper = Document("haccp_certificate", scope={"process": "roasting"})

    with pytest.raises(NotTabular) as refusal:
        tabulator(base).paper(0, paper, case)

    assert refusal.value.what == "documents.scope.process"


def test_a_paper_keeps_only_what_limits_it(base):
    case = draw(base, 1, seed=5)[0]
    paper = Document(
        "nib", holder="PT Lada", scope={"product": ("0901.11", "cocopeat")}
    )

    row = tabulator(base).paper(7, paper, case)

    assert row["holder"] == "|pt lada|"
    assert row["product"] == "|0901.11|cocopeat|"
    assert row["product_codes"] == "|090111|"
    assert row["lot"] is None and row["fits_market"] is None


def test_a_tree_that_no_expression_knows_sends_its_markets_to_the_single_case(base):
    rule = next(one for one in base.rules if one.id == "ID-ALL-01")
    odd = replace(rule, tree="a tree of another kind")
    plan = make_plan(replace(base, rules=(odd,)), Dates(AS_OF), ["DE", "JP"])

    assert plan.by_single_case == {"DE", "JP"}
