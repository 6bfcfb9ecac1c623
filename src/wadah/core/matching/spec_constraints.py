"""What of a specification a lot does not meet, and what to do about it."""

from __future__ import annotations

from wadah.core.matching.mixing import is_mixable
from wadah.core.matching.outcome import Constraint, JsonValue
from wadah.core.matching.specs import Judged, LotJudgement, action_of
from wadah.core.matching.volumes import pool_step
from wadah.core.values import SpecLine, Step, Text, Truth


def spec_constraints(judgement: LotJudgement) -> list[Constraint]:
    """What of the specification the lot does not meet or does not show."""
    return [
        _constraint(judgement.lot, one)
        for one in judgement.judged
        if one.truth is not Truth.YES
    ]


def _constraint(lot: str | None, one: Judged) -> Constraint:
    line, name = one.line, one.line.parameter
    fails = one.truth is Truth.NO
    where = lot or "-"
    text = (
        Text(
            f"Hasil {name} lot {where} tidak memenuhi permintaan.",
            f"The result for {name} of lot {where} does not meet the request.",
        )
        if fails
        else Text(
            f"Belum ada hasil uji {name} lot {where} yang dapat dibandingkan.",
            f"Lot {where} has no result for {name} that can be compared.",
        )
    )
    is_shared = fails and is_mixable(one)
    return Constraint(
        code="spec_fails" if fails else "spec_unknown",
        have=one.found,
        need=_need(line),
        text=text,
        steps=(_step(one),),
        others=((pool_step(),),) if is_shared else (),
        is_shared=is_shared,
    )


def _need(line: SpecLine) -> JsonValue:
    shown: dict[str, JsonValue] = {}
    for key, value in line.as_json().items():
        if value is not None:
            shown[key] = value  # type: ignore[assignment]
    return shown


def _step(one: Judged) -> Step:
    name = one.line.parameter
    action = action_of(one)
    if action == "rework_lot":
        return Step(
            "rework_lot",
            name,
            Text(
                f"Perbaiki lot (keringkan, sortir, bersihkan atau campur) dan uji "
                f"ulang {name}.",
                f"Rework the lot (dry, sort, clean or blend) and test {name} again.",
            ),
        )
    if action == "replace_lot":
        return Step(
            "replace_lot",
            name,
            Text(
                f"Tawarkan lot lain yang memenuhi {name}.",
                f"Offer another lot that meets {name}.",
            ),
        )
    if action == "retest_with_method":
        return Step(
            "retest_with_method",
            name,
            Text(
                f"Uji lagi {name} dengan satuan, basis dan metode yang diminta.",
                f"Test {name} again in the unit, basis and method asked for.",
            ),
        )
    return Step(
        "test_lot",
        name,
        Text(f"Ujikan {name} di laboratorium.", f"Have a laboratory test {name}."),
    )
