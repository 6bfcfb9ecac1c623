"""Does a laboratory result of this lot keep a bound?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from wadah.core.requirements.bases import BasisDesk, Restated, usual_basis
from wadah.core.requirements.case import Case
from wadah.core.requirements.evidence import Evidence, of_result
from wadah.core.requirements.finding import MET, Finding, met, sentences, unknown
from wadah.core.requirements.limit_words import basis_words, bound_words, restated_words
from wadah.core.requirements.rules import LimitLeaf, SamplingPlan
from wadah.core.requirements.sampling import find_sample_fault
from wadah.core.requirements.vocabulary import Vocabulary
from wadah.core.values import (
    LabResult,
    SpecLine,
    Status,
    Step,
    Text,
    Truth,
    all_of,
    convert,
    dimension,
)

_WHY = {
    "other_lot": Text("hasil uji dari lot lain", "the report is of another lot"),
    "lot_not_named": Text("hasil uji tidak menyebut lot", "the report names no lot"),
    "lots_differ": Text(
        "hasil uji menyebut beberapa lot dan lot kiriman belum disebut",
        "the reports name several lots and the consignment names none",
    ),
    "old_sample": Text("contoh sudah lama", "the sample is too old"),
    "sample_not_dated": Text(
        "tanggal pengambilan contoh tidak ada", "the sample has no date"
    ),
    "sample_after_as_of": Text(
        "tanggal contoh sesudah hari pertanyaan", "the sample is dated in the future"
    ),
    "no_loq": Text(
        "tidak terdeteksi, tetapi batas kuantifikasi tidak disebut",
        "not detected, but the limit of quantification is not named",
    ),
    "loq_too_high": Text(
        "batas kuantifikasi lebih tinggi daripada batas",
        "the limit of quantification lies above the limit",
    ),
    "basis": Text("dasar hitung berbeda", "the basis differs"),
    "unit": Text("satuan tidak sebanding", "the unit does not compare"),
    "method": Text("metode berbeda atau tidak disebut", "the method differs"),
    "qualifier": Text("keterangan berbeda", "the qualifier differs"),
    "not_accredited": Text(
        "laboratorium tidak terbukti terakreditasi",
        "the laboratory is not shown to be accredited",
    ),
    "too_few_samples": Text("jumlah contoh kurang", "there are too few samples"),
    "no_value": Text("tidak ada nilai", "there is no value"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One result before one bound.

    Parameters
    ----------
    result
        As reported, or in the basis of the bound; then `restated` says from what.
    fault
        Why it does not count; None where `truth` says whether it keeps the bound.
    lacks
        Parameters whose result would let it convert to the basis of the bound.
    """

    result: LabResult
    restated: Restated | None = None
    fault: str | None = None
    truth: Truth | None = None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LimitDesk:
    """What is needed to judge results: the case and the words."""

    case: Case
    words: Vocabulary

    def judge(self, leaf: LimitLeaf) -> Finding:
        """Failing when a usable result breaks the bound, unknown when none is usable.

        Every usable result must keep the bound: a second report does not undo the
        first.
        """
        readings = self.readings(leaf)
        broken = [one for one in readings if one.truth is Truth.NO]
        if broken:
            found = replace(self._broken(leaf), evidence=_shown(broken))
            return _say_restated(found, broken, leaf)
        kept = [one for one in readings if one.truth is Truth.YES]
        if kept:
            assumed = leaf.line.qualifier is not None and any(
                one.result.qualifier is None for one in kept
            )
            reason = _say_assumed(leaf.line) if assumed else MET.reason
            return _say_restated(met(_shown(kept), reason), kept, leaf)
        return replace(self._no_result(leaf, readings), evidence=_shown(readings))

    def readings(self, leaf: LimitLeaf) -> list[Reading]:
        """Every result of the parameter; in the basis of the bound if it converts."""
        return [
            reading
            for result in self.results_of(leaf.line.parameter)
            for reading in self._read(result, leaf)
        ]

    def _read(self, result: LabResult, leaf: LimitLeaf) -> Iterator[Reading]:
        fault = self._fault(result, leaf)
        if fault != "basis":
            yield self._reading(Reading(result, fault=fault), leaf)
            return
        basis = self._basis(leaf.line)
        found = self._bases.restate(result, basis)
        for one in found:
            reading = Reading(one.result, one, self._fault(one.result, leaf))
            yield self._reading(reading, leaf)
        if not found:
            helps = self._unit_fault(result, leaf.line) or self._way_fault(result, leaf)
            lacks = () if helps else self._bases.missing_contents(result, basis)
            yield Reading(result, fault="basis", lacks=lacks)

    def _reading(self, reading: Reading, leaf: LimitLeaf) -> Reading:
        if reading.fault is not None:
            return reading
        truth = self._compare(reading.result, leaf)
        if truth is Truth.CANNOT_TELL:
            return replace(reading, fault="loq_too_high")
        return replace(reading, truth=truth)

    @property
    def _bases(self) -> BasisDesk:
        return BasisDesk(self.case, self.words)

    def _basis(self, line: SpecLine) -> str:
        return line.basis or usual_basis(line.parameter, self.words)

    def has_result(self, parameter: str) -> bool:
        return any(True for _ in self.results_of(parameter))

    def results_of(self, name: str) -> Iterable[LabResult]:
        family, _, substance = name.partition(".")
        for result in self.case.results:
            head = result.parameter.partition(".")[0]
            if result.parameter == name or (substance == "*" and head == family):
                yield result

    def _fault(self, result: LabResult, leaf: LimitLeaf) -> str | None:
        return (
            find_sample_fault(result, self.case)
            or self._value_fault(result, leaf)
            or self._basis_fault(result, leaf.line)
            or self._unit_fault(result, leaf.line)
            or self._way_fault(result, leaf)
        )

    def _value_fault(self, result: LabResult, leaf: LimitLeaf) -> str | None:
        if result.below is not None:
            return "no_loq" if result.loq is None else None
        if leaf.plan is not None:
            return "too_few_samples" if len(result.values) < leaf.plan.n else None
        if result.value is None and not result.values:
            return "no_value"
        return None

    def _basis_fault(self, result: LabResult, line: SpecLine) -> str | None:
        same = self._bases.basis_of(result) == self._basis(line)
        return None if same else "basis"

    def _unit_fault(self, result: LabResult, line: SpecLine) -> str | None:
        wanted = line.unit or "text"
        return "unit" if dimension(result.unit) != dimension(wanted) else None

    def _way_fault(self, result: LabResult, leaf: LimitLeaf) -> str | None:
        if leaf.method is not None and result.method != leaf.method:
            return "method"
        wanted = leaf.line.qualifier
        if wanted is not None and (result.qualifier or wanted) != wanted:
            return "qualifier"
        if leaf.needs_accreditation and result.laboratory_accredited is not True:
            return "not_accredited"
        return None

    def _compare(self, result: LabResult, leaf: LimitLeaf) -> Truth:
        line = leaf.line
        if result.below is not None:
            bound = max(result.below, result.loq or result.below)
            return _below_admits(line, self._in_unit(bound, result, line))
        if leaf.plan is not None:
            counts = [self._in_unit(one, result, line) for one in result.values]
            return _plan_admits(leaf.plan, counts)
        if isinstance(result.value, str):
            return line.admits(result.value)
        numbers = result.values or ((result.value,) if result.value is not None else ())
        return all_of(line.admits(self._in_unit(n, result, line)) for n in numbers)

    def _in_unit(self, value: Decimal, result: LabResult, line: SpecLine) -> Decimal:
        return convert(value, result.unit, line.unit or "text")

    def _broken(self, leaf: LimitLeaf) -> Finding:
        name, bound = self._name(leaf.line.parameter), bound_words(leaf)
        return Finding(
            Status.FAILING,
            Text(
                f"Hasil uji {name.id} tidak memenuhi batas {bound.id}.",
                f"The result for {name.en} breaks the bound {bound.en}.",
            ),
            steps=(
                Step(
                    "rework_lot",
                    leaf.line.parameter,
                    Text(
                        f"Olah ulang atau ganti lot, lalu uji {name.id} lagi.",
                        f"Rework or replace the lot and test {name.en} again.",
                    ),
                ),
            ),
        )

    def _no_result(self, leaf: LimitLeaf, readings: Sequence[Reading]) -> Finding:
        name = self._name(leaf.line.parameter)
        test = leaf.steps or (self._test_step(leaf, "test_lot"),)
        if not readings:
            reason = Text(
                f"Belum ada hasil uji {name.id} untuk lot ini.",
                f"There is no result for {name.en} of this lot.",
            )
            return unknown(reason, (), test)
        kept = list(dict.fromkeys(one.fault for one in readings if one.fault))
        why_id = "; ".join(_WHY[one].id for one in kept)
        why_en = "; ".join(_WHY[one].en for one in kept)
        reason = Text(
            f"Hasil uji {name.id} tidak dapat dipakai: {why_id}.",
            f"The result for {name.en} cannot be used: {why_en}.",
        )
        again = replace(
            self._test_step(leaf, "retest_with_method"),
            cost_idr=test[0].cost_idr,
            days=test[0].days,
        )
        lacks = tuple(dict.fromkeys(name for one in readings for name in one.lacks))
        if not lacks:
            return unknown(reason, (), (again,))
        return unknown(
            sentences([reason, self._say_lacks(lacks, leaf)]),
            (f"results.{name}" for name in lacks),
            (*(self._content_step(name) for name in lacks), again),
        )

    def _say_lacks(self, lacks: Iterable[str], leaf: LimitLeaf) -> Text:
        names = [self._name(one) for one in lacks]
        basis = basis_words(self._basis(leaf.line))
        listed_id = " dan ".join(name.id for name in names)
        listed_en = " and ".join(name.en for name in names)
        return Text(
            f"Dengan hasil uji {listed_id} dari lot yang sama, nilainya dapat dihitung "
            f"ke dasar batas ini ({basis.id}).",
            f"With the {listed_en} of the same lot it can be worked out in the basis "
            f"of the limit ({basis.en}).",
        )

    def _content_step(self, parameter: str) -> Step:
        name = self._name(parameter)
        return Step(
            "test_lot",
            parameter,
            Text(
                f"Uji {name.id} lot ini (sebagaimana dijual).",
                f"Test the {name.en} of this lot (as sold).",
            ),
        )

    def _test_step(self, leaf: LimitLeaf, action: str) -> Step:
        name, bound = self._name(leaf.line.parameter), bound_words(leaf)
        return Step(
            action,
            leaf.line.parameter,
            Text(
                f"Uji {name.id} pada lot ini ({bound.id}); laporan menyebut metode, "
                "batas kuantifikasi, dasar hitung, tanggal contoh dan lot.",
                f"Test {name.en} of this lot ({bound.en}); the report names method, "
                "limit of quantification, basis, sampling date and lot.",
            ),
        )

    def _name(self, parameter: str) -> Text:
        slug = parameter.removesuffix(".*")
        found = self.words.find_parameter(slug)
        return found.name if found else Text(slug, slug)


def _shown(readings: Iterable[Reading]) -> tuple[Evidence, ...]:
    used: list[LabResult] = []
    for one in readings:
        restated = one.restated
        used += [one.result] if restated is None else [restated.reported]
        used += () if restated is None else restated.contents
    return tuple(dict.fromkeys(of_result(one) for one in used))


def _say_restated(
    finding: Finding, readings: Iterable[Reading], leaf: LimitLeaf
) -> Finding:
    """The reason with what was worked out, where something was."""
    said = [
        restated_words(one.restated, leaf.line.unit)
        for one in readings
        if one.restated is not None
    ]
    return replace(finding, reason=sentences([finding.reason, *said]))


def _say_assumed(line: SpecLine) -> Text:
    """Met, and what was taken for granted: the report does not say it."""
    return Text(
        f"Syarat terpenuhi; laporan tidak menyebut {line.qualifier}, dianggap demikian "
        "karena itu lazim. Minta laboratorium menuliskannya.",
        f"The requirement is met; the report does not name {line.qualifier}, which is "
        "taken for granted as usual. Ask the laboratory to write it down.",
    )


def _below_admits(line: SpecLine, bound: Decimal) -> Truth:
    """The value lies from nought to `bound`: the answer must hold for all of it."""
    if line.operator in ("<=", "<") and isinstance(line.value, Decimal):
        return Truth.YES if bound <= line.value else Truth.CANNOT_TELL
    if line.operator in (">=", ">") and isinstance(line.value, Decimal):
        return Truth.NO if bound <= line.value else Truth.CANNOT_TELL
    if line.operator == "between" and line.min_value is not None:
        return Truth.NO if bound <= line.min_value else Truth.CANNOT_TELL
    return Truth.CANNOT_TELL


def _plan_admits(plan: SamplingPlan, counts: list[Decimal]) -> Truth:
    if any(count > plan.M for count in counts):
        return Truth.NO
    marginal = sum(count >= plan.m for count in counts)
    return Truth.of(marginal <= plan.c)
