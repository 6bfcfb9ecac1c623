"""The indicators of readiness: each one share of nought to one, with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from wadah.core.requirements.assessment import Assessment, Item
from wadah.core.requirements.case import Case
from wadah.core.requirements.readiness_facts import ProductFacts
from wadah.core.requirements.readiness_market import (
    StandingMarket,
    counts,
    is_of_packing,
)
from wadah.core.requirements.rules import RuleBase
from wadah.core.requirements.sampling import SAMPLE_MAX_AGE
from wadah.core.values import CapacityEntry, Month, Status, Text

MONTHS_AHEAD = 12
# A renewal takes weeks: what lapses sooner is late work already.
LAPSES_SOON = timedelta(days=60)
_HALF = Decimal("0.5")
_PAPER_KINDS = ("document", "certificate", "registration")
_UNKNOWN = Text("belum diketahui", "not known")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that can be shown.

    Parameters
    ----------
    share
        From 0 to 1; None where nothing on record says it.
    shown
        The finding in words, as "6 of 9 limits".
    evidence
        What it rests on.
    seen_on
        The day of that evidence.
    """

    code: str
    dimension: str
    name: Text
    share: Decimal | None
    shown: Text
    evidence: Text
    seen_on: date | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "name": self.name.as_json(),
            "share": None if self.share is None else f"{self.share:.4f}",
            "shown": self.shown.as_json(),
            "evidence": self.evidence.as_json(),
            "seen_on": self.seen_on.isoformat() if self.seen_on else None,
        }


def list_indicators(
    facts: ProductFacts,
    case: Case | None,
    assessment: Assessment | None,
    base: RuleBase | None,
    as_of: date,
) -> tuple[Indicator, ...]:
    """Indicators in the order of the dimensions; those that do not apply are absent."""
    market = None
    if case is not None and assessment is not None and base is not None:
        market = StandingMarket(case, assessment, base)
    return (
        *_quality(market, as_of),
        *_quantity(facts, as_of),
        *_continuity(facts, as_of),
        *_packaging(facts, market),
        *_administration(facts, market, as_of),
    )


def _quality(market: StandingMarket | None, as_of: date) -> Iterator[Indicator]:
    name = Text("Batas yang dipenuhi hasil uji", "Limits kept by results")
    if market is None:
        yield _unknown("limits_kept", "quality", name, _NO_MARKET)
        return
    total, passed = market.limits()
    if total:
        yield Indicator(
            "limits_kept", "quality", name, Decimal(passed) / total,
            Text(f"{passed} dari {total} batas", f"{passed} of {total} limits"),
            Text("hasil laboratorium terakreditasi untuk lot ini",
                 "results of an accredited laboratory for this lot"),
            _newest_sample(market.case),
        )  # fmt: skip
    yield _accredited(market.case)
    yield _sample_age(market.case, as_of)


def _accredited(case: Case) -> Indicator:
    name = Text("Hasil dari laboratorium terakreditasi", "Results of accredited labs")
    evidence = Text("laporan uji lot", "laboratory reports of the lot")
    total = len(case.results)
    if not total:
        return _unknown("accredited", "quality", name, evidence)
    good = sum(one.laboratory_accredited is True for one in case.results)
    shown = Text(f"{good} dari {total} hasil", f"{good} of {total} results")
    return Indicator(
        "accredited", "quality", name, Decimal(good) / total, shown, evidence,
        _newest_sample(case),
    )  # fmt: skip


def _sample_age(case: Case, as_of: date) -> Indicator:
    name = Text(
        "Contoh tidak lebih dari enam bulan", "Sample not older than six months"
    )
    evidence = Text("tanggal pengambilan contoh", "sampling date")
    newest = _newest_sample(case)
    if newest is None:
        return _unknown("sample_age", "quality", name, evidence)
    days = (as_of - newest).days
    is_fresh = timedelta(0) <= as_of - newest <= SAMPLE_MAX_AGE
    shown = Text(f"{days} hari", f"{days} days")
    return Indicator(
        "sample_age", "quality", name, Decimal(is_fresh), shown, evidence, newest
    )


def _quantity(facts: ProductFacts, as_of: date) -> Iterator[Indicator]:
    months = _months(facts, as_of)
    verified = [one.verified_kg for one in months if one.verified_kg > 0]
    declared = sum((one.declared_kg for one in months), Decimal(0))
    name = Text(
        "Kapasitas terverifikasi sebulan dibanding pesanan pertama yang lazim",
        "Verified capacity a month against a usual first order",
    )
    evidence = Text("buku kapasitas, 12 bulan ke depan", "ledger, next 12 months")
    if verified:
        mean = sum(verified, Decimal(0)) / len(verified)
        made, order = _kg(mean), _kg(facts.typical_order_kg)
        shown = Text(
            f"{made.id} kg sebulan, pesanan {order.id} kg",
            f"{made.en} kg a month, order {order.en} kg",
        )
        share = min(Decimal(1), mean / facts.typical_order_kg)
        yield Indicator(
            "capacity", "quantity", name, share, shown, evidence,
            facts.capacity_seen_on,
        )  # fmt: skip
    else:
        yield _unknown("capacity", "quantity", name, evidence)
    named = Text("Bagian yang diverifikasi petugas", "Share verified by an officer")
    if not declared:
        yield _unknown("verified_share", "quantity", named, evidence)
        return
    share = min(Decimal(1), sum(verified, Decimal(0)) / declared)
    seen, said = _kg(sum(verified, Decimal(0))), _kg(declared)
    shown = Text(f"{seen.id} dari {said.id} kg", f"{seen.en} of {said.en} kg")
    yield Indicator(
        "verified_share", "quantity", named, share, shown, evidence,
        facts.capacity_seen_on,
    )  # fmt: skip


def _continuity(facts: ProductFacts, as_of: date) -> Iterator[Indicator]:
    months = {one.month for one in _months(facts, as_of) if one.verified_kg > 0}
    name = Text("Bulan dengan kapasitas terverifikasi", "Months with verified capacity")
    gap_name = Text("Jeda panen terpanjang", "Longest gap between harvests")
    evidence = Text("buku kapasitas, 12 bulan ke depan", "ledger, next 12 months")
    if months:
        ahead = _months_ahead(as_of)
        gap, missing = (
            _longest_gap(ahead, months),
            [m for m in ahead if m not in months],
        )
        count = len(months)
        yield Indicator(
            "months", "continuity", name, Decimal(count) / MONTHS_AHEAD,
            Text(f"{count} dari 12 bulan", f"{count} of 12 months"),
            evidence, facts.capacity_seen_on,
        )  # fmt: skip
        listed = _spans(missing)
        yield Indicator(
            "harvest_gap", "continuity", gap_name, 1 - Decimal(gap) / MONTHS_AHEAD,
            Text(f"{gap} bulan (kosong: {listed})", f"{gap} months (none: {listed})"),
            evidence, facts.capacity_seen_on,
        )  # fmt: skip
    else:
        yield _unknown("months", "continuity", name, evidence)
        yield _unknown("harvest_gap", "continuity", gap_name, evidence)
    yield _counted(
        "material_origin", "continuity",
        Text("Bahan baku dengan asal yang tercatat", "Raw materials of known origin"),
        facts.material_with_origin_count, facts.material_count,
        Text("catatan bahan baku", "record of raw materials"),
    )  # fmt: skip


def _packaging(
    facts: ProductFacts, market: StandingMarket | None
) -> Iterator[Indicator]:
    name = Text("Kemasan tercatat", "Packing is on record")
    evidence = Text("catatan produk", "record of the product")
    if facts.packing:
        listed = ", ".join(word.replace("_", " ") for word in facts.packing)
        yield Indicator(
            "packing_stated", "packaging", name, Decimal(1), Text(listed, listed),
            evidence,
        )  # fmt: skip
    else:
        yield _unknown("packing_stated", "packaging", name, evidence)
    rules = Text("Aturan kemasan dan label dipenuhi", "Packing and label rules met")
    if market is None:
        yield _unknown("packing_rules", "packaging", rules, _NO_MARKET)
        return
    lines = [
        item for item, rule in market.lines() if counts(item) and is_of_packing(rule)
    ]
    if lines:
        yield _lines("packing_rules", "packaging", rules, market, lines)


def _administration(
    facts: ProductFacts, market: StandingMarket | None, as_of: date
) -> Iterator[Indicator]:
    yield _nib(facts, market)
    npwp = Text("NPWP tercatat", "Tax number (NPWP) on record")
    record = Text("catatan usaha", "record of the business")
    there = Text("ada", "there")
    yield (
        Indicator("npwp", "administration", npwp, Decimal(1), there, record)
        if facts.has_npwp
        else _unknown("npwp", "administration", npwp, record)
    )
    papers = Text("Surat yang diminta pasar sudah berlaku", "Papers asked are valid")
    if market is None:
        yield _unknown("papers_valid", "administration", papers, _NO_MARKET)
    else:
        lines = [
            item for item, _ in market.lines()
            if counts(item) and item.kind in _PAPER_KINDS
            and item.status is not Status.LATER
        ]  # fmt: skip
        if lines:
            yield _lines("papers_valid", "administration", papers, market, lines)
        yield _lapse(market.case, as_of)
    yield replace(
        _counted(
            "papers_checked", "administration",
            Text("Surat diperiksa orang kedua", "Papers checked by a second person"),
            facts.paper_checked_count, facts.paper_count,
            Text("surat usaha dan produk", "papers of business and product"),
        ),
        seen_on=facts.papers_checked_on,
    )  # fmt: skip


def _nib(facts: ProductFacts, market: StandingMarket | None) -> Indicator:
    name = Text("NIB", "Business number (NIB)")
    papers = [] if market is None else [
        one for one in market.case.documents if one.type == "nib"
    ]  # fmt: skip
    if papers:
        return Indicator(
            "nib", "administration", name, Decimal(1), Text("surat ada", "paper there"),
            Text("surat NIB", "paper of the NIB"), papers[0].issued_on,
        )  # fmt: skip
    record = Text("catatan usaha", "record of the business")
    if facts.has_nib:
        shown = Text("nomor saja, surat belum ada", "number only, no paper yet")
        return Indicator("nib", "administration", name, _HALF, shown, record)
    return _unknown("nib", "administration", name, record)


def _lapse(case: Case, as_of: date) -> Indicator:
    name = Text("Tidak ada surat habis dalam 60 hari", "No paper lapses in 60 days")
    evidence = Text("tanggal akhir surat", "last days of the papers")
    ends = [one.expires_on for one in case.documents if one.expires_on is not None]
    if not case.documents:
        return _unknown("no_lapse", "administration", name, evidence)
    soon = sum(end <= as_of + LAPSES_SOON for end in ends)
    shown = Text(f"{soon} segera habis atau sudah habis", f"{soon} lapsed or about to")
    return Indicator(
        "no_lapse", "administration", name, Decimal(not soon), shown, evidence, as_of
    )


def _lines(
    code: str, dimension: str, name: Text, market: StandingMarket, lines: list[Item]
) -> Indicator:
    total, met, unknown = market.count(lines)
    market_code = market.case.destination
    return Indicator(
        code, dimension, name, Decimal(met) / total,
        Text(f"{met} dari {total}, {unknown} belum pasti",
             f"{met} of {total}, {unknown} cannot be told"),
        Text(f"aturan untuk {market_code}", f"rules for {market_code}"),
        market.case.dates.as_of,
    )  # fmt: skip


def _counted(
    code: str, dimension: str, name: Text, good: int, total: int, evidence: Text
) -> Indicator:
    if not total:
        return _unknown(code, dimension, name, evidence)
    shown = Text(f"{good} dari {total}", f"{good} of {total}")
    return Indicator(code, dimension, name, Decimal(good) / total, shown, evidence)


def _unknown(code: str, dimension: str, name: Text, evidence: Text) -> Indicator:
    return Indicator(code, dimension, name, None, _UNKNOWN, evidence)


_NO_MARKET = Text("pasar belum dipilih", "no market chosen")


def _newest_sample(case: Case) -> date | None:
    days = [one.sampled_on for one in case.results if one.sampled_on is not None]
    return max(days, default=None)


def _months_ahead(as_of: date) -> list[Month]:
    months = [Month.of(as_of)]
    while len(months) < MONTHS_AHEAD:
        months.append(months[-1].next())
    return months


def _months(facts: ProductFacts, as_of: date) -> list[CapacityEntry]:
    ahead = set(_months_ahead(as_of))
    return [one for one in facts.capacity if one.month in ahead]


def _longest_gap(ahead: list[Month], filled: set[Month]) -> int:
    longest = current = 0
    for month in ahead:
        current = 0 if month in filled else current + 1
        longest = max(longest, current)
    return longest


def _spans(months: list[Month]) -> str:
    """Months in a row told by the first and the last.

    >>> _spans([Month(2026, 11), Month(2027, 1), Month(2027, 2)])
    '2026-11, 2027-01/2027-02'
    """
    spans: list[list[Month]] = []
    for month in months:
        if spans and spans[-1][-1].next() == month:
            spans[-1].append(month)
        else:
            spans.append([month])
    told = [str(s[0]) if len(s) == 1 else f"{s[0]}/{s[-1]}" for s in spans]
    return ", ".join(told) or "-"


def _kg(number: Decimal | int) -> Text:
    english = f"{Decimal(number):,.0f}"
    return Text(english.replace(",", "."), english)
