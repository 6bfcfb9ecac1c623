"""What must hold for every case of the whole rule base.

Cases are the worked ones, with evidence taken away and put back: they reach every group
of goods and every kind of rule.
"""

from __future__ import annotations

import copy
import importlib.util
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wadah.core.requirements import assess, assessment_to_json, case_from_json
from wadah.core.values import Answer, Document, Effect, LabResult, Status, Verdict

TODAY = date(2026, 11, 24)
ORDER = tuple(Verdict)
MANY = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def worked():
    path = Path(__file__).parent / "worked/test_worked_cases.py"
    spec = importlib.util.spec_from_file_location("worked_cases", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [module.build_case(case.values[0]) for case in module.read_cases()]


WORKED = worked()


@pytest.fixture(scope="module")
def cases(words):
    return [case_from_json(data, words, TODAY) for data in WORKED]


def drawn(data, cases):
    """A worked case with a part of its evidence taken away."""
    case = data.draw(st.sampled_from(cases))

    def part(values):
        return tuple(one for one in values if data.draw(st.booleans()))

    return replace(
        case,
        documents=part(case.documents),
        results=part(case.results),
        answers={key: case.answers[key] for key in part(case.answers)},
        facts={key: case.facts[key] for key in part(case.facts)},
    )


def is_no_worse(after, before):
    return ORDER.index(after.verdict) >= ORDER.index(before.verdict)


@MANY
@given(data=st.data())
def test_a_valid_paper_more_never_makes_a_verdict_worse(base, words, cases, data):
    case = drawn(data, cases)
    kind = data.draw(st.sampled_from(sorted(words.document_types)))
    holder = data.draw(st.sampled_from([None, "exporter", "importer"]))
    paper = Document(kind, holder=holder, expires_on=date(2030, 1, 1))

    after = assess(replace(case, documents=(*case.documents, paper)), base)

    assert is_no_worse(after, assess(case, base))


@MANY
@given(data=st.data())
def test_a_passing_result_of_the_lot_never_makes_a_verdict_worse(base, cases, data):
    case = replace(drawn(data, cases), lots=frozenset({"L1"}))
    slug, unit, basis = data.draw(
        st.sampled_from(
            [
                ("lead", "mg/kg", None),
                ("ochratoxin_a", "ug/kg", "as_sold"),
                ("aflatoxin_sum", "ug/kg", None),
                ("cadmium", "mg/kg", "wet_weight"),
                ("benzo_a_pyrene", "ug/kg", "fat"),
                ("pesticide.carbaryl", "mg/kg", None),
            ]
        )
    )
    result = LabResult(
        slug,
        unit,
        below=Decimal("0.001"),
        loq=Decimal("0.001"),
        basis=basis,
        laboratory_accredited=True,
        sampled_on=date(2026, 11, 10),
        lot="L1",
    )

    after = assess(replace(case, results=(*case.results, result)), base)

    assert is_no_worse(after, assess(case, base))


@MANY
@given(data=st.data())
def test_a_dated_yes_to_an_open_rule_never_makes_a_verdict_worse(base, cases, data):
    case = drawn(data, cases)
    before = assess(case, base)
    codes = [one.code for one in before.questions if one.code.startswith("rules.")]
    if not codes:
        return
    code = data.draw(st.sampled_from(codes))
    settled = {**case.answers, code: Answer(True, TODAY, "the authority")}

    assert is_no_worse(assess(replace(case, answers=settled), base), before)


@MANY
@given(data=st.data())
def test_an_unknown_on_a_mandatory_rule_never_gives_ready(base, cases, data):
    out = assess(drawn(data, cases), base)

    weighs = [one for one in out.items if one.effect in (Effect.BARS, Effect.DELAYS)]
    if any(one.status is Status.UNKNOWN for one in weighs):
        assert out.verdict is not Verdict.READY
    if out.verdict is Verdict.READY:
        assert {one.status for one in weighs} <= {Status.MET, Status.LATER}


@MANY
@given(data=st.data())
def test_the_order_of_rules_papers_and_results_does_not_matter(base, cases, data):
    case = drawn(data, cases)
    mixed = replace(
        case,
        documents=tuple(data.draw(st.permutations(case.documents))),
        results=tuple(data.draw(st.permutations(case.results))),
        facts=dict(reversed(case.facts.items())),
    )
    turned = replace(base, rules=tuple(reversed(base.rules)))

    def statuses(one, rules):
        out = assess(one, rules)
        lines = {(item.rule, item.status) for item in (*out.items, *out.benefits)}
        return out.verdict, lines, {question.code for question in out.questions}

    assert statuses(case, base) == statuses(mixed, base) == statuses(case, turned)


@MANY
@given(data=st.data())
def test_the_same_case_gets_the_same_answer_and_is_left_as_it_was(base, cases, data):
    case = drawn(data, cases)
    before = copy.deepcopy(case)

    first = json.dumps(assessment_to_json(assess(case, base)))
    again = json.dumps(assessment_to_json(assess(case, base)))

    assert first == again
    assert case == before
    assert json.loads(first)["verdict"] in {one.value for one in Verdict}


@MANY
@given(data=st.data())
def test_every_line_that_weighs_says_why_and_what_would_change_it(base, cases, data):
    out = assess(drawn(data, cases), base)

    for item in out.items:
        assert item.reason.id
        assert item.reason.en
        assert item.source.title
        open_and_heavy = item.effect in (Effect.BARS, Effect.DELAYS) and (
            item.status in (Status.FAILING, Status.MISSING, Status.EXPIRED)
        )
        assert item.steps or not open_and_heavy, item.rule
        if item.status is Status.UNKNOWN and item.effect is not Effect.BENEFIT:
            assert item.steps or item.asks, item.rule


@MANY
@given(data=st.data())
def test_a_benefit_never_weighs(base, cases, data):
    case = drawn(data, cases)
    bare = tuple(one for one in base.rules if one.effect is not Effect.BENEFIT)

    without = assess(case, replace(base, rules=bare))

    assert assess(case, base).verdict is without.verdict


def test_every_case_and_answer_survives_the_way_through_json(base, words, cases):
    for data, case in zip(WORKED, cases, strict=True):
        again = case_from_json(json.loads(json.dumps(data)), words, TODAY)
        assert again == case
        shown = assessment_to_json(assess(case, base))
        assert json.loads(json.dumps(shown)) == shown


@pytest.mark.parametrize("word", ["no", "prohibited", 0, False, "unknown"])
def test_only_a_yes_settles_the_own_question_of_a_rule(base, words, word):
    """EU-ALL-03 points at a list that the rule base does not hold for this product."""
    row = {"value": word, "looked_up_on": "2026-11-20", "source": "the list"}
    case = case_from_json(
        {
            "product": {"family": "palm_sugar_aren"},
            "destination": "DE",
            "dates": {"as_of": "2026-11-24"},
            "answers": {"rules.EU-ALL-03": row},
        },
        words,
        date(2026, 11, 24),
    )
    yes = replace(
        case,
        answers={
            "rules.EU-ALL-03": replace(case.answers["rules.EU-ALL-03"], value=True)
        },
    )

    def status(one):
        lines = {item.rule: item.status for item in assess(one, base).items}
        return lines["EU-ALL-03"]

    assert (status(case), status(yes)) == (Status.UNKNOWN, Status.MET)
