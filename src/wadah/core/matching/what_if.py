"""The facts as they stand once steps are taken, so that a way to yes can be tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from wadah.core.matching.asked import Asked
from wadah.core.matching.mixing import is_mixable
from wadah.core.matching.request import NOT_DETECTED, Lot, Offer
from wadah.core.matching.specs import best_lot, get_bounds, line_admits
from wadah.core.matching.volumes import POOL, read_window, wanted_kg
from wadah.core.values import (
    CapacityEntry,
    Document,
    LabResult,
    SpecLine,
    Step,
    Truth,
    Verdict,
)

Facts = tuple[Asked, Offer]


def apply_steps(asked: Asked, offer: Offer, steps: Iterable[Step]) -> Facts:
    """What is asked and offered after the steps, each taken to have come out well.

    Parameters
    ----------
    asked, offer
        As they stand today.
    steps
        Of a refusal.

    Returns
    -------
    tuple
        A new request and a new offer; what no step touches stays as it was.
    """
    taken = tuple(steps)
    facts = (asked, offer)
    for step in taken:
        change = _CHANGES.get(step.action)
        if change is not None:
            facts = change(*facts, step.subject)
    return facts[0], _with_verdict(facts[1], taken)


def _with_verdict(offer: Offer, taken: Sequence[Step]) -> Offer:
    """Ready once every step of its verdict is taken; there must be some."""
    done = {(step.action, step.subject) for step in taken}
    needed = {(step.action, step.subject) for step in offer.verdict_steps}
    return replace(offer, verdict=Verdict.READY) if needed and needed <= done else offer


def _get_document(asked: Asked, offer: Offer, subject: str) -> Facts:
    if subject == "consent":
        return asked, replace(offer, has_consent=True)
    needs = [n for n in asked.item.certificates if n.document_type == subject]
    papers = [Document(subject, scope=dict(need.scope)) for need in needs]
    kept = [one for one in offer.documents if one.type != subject or not needs]
    return asked, replace(offer, documents=(*kept, *papers))


def _test(asked: Asked, offer: Offer, subject: str) -> Facts:
    """A result that keeps every line on the parameter, in place of what was there."""
    lines = [line for line in asked.item.specs if line.parameter == subject]
    lot_id = best_lot(offer, asked.item.specs).lot
    fresh = tuple(_result(line, lines) for line in lines) or (
        LabResult(subject, "", value="tested"),
    )
    lots = offer.lots or (Lot("sample"),)
    chosen = next((lot for lot in lots if lot.id == lot_id), lots[0])
    kept = tuple(r for r in chosen.results if r.parameter != subject)
    better = replace(chosen, results=(*kept, *fresh))
    return asked, replace(
        offer, lots=tuple(better if lot is chosen else lot for lot in lots)
    )


def _result(line: SpecLine, lines: Sequence[SpecLine]) -> LabResult:
    unit = line.unit or "text"
    if line.value == NOT_DETECTED:
        return LabResult(
            line.parameter, unit, below=Decimal(1), basis=line.basis,
            qualifier=line.qualifier,
        )  # fmt: skip
    alike = [
        other
        for other in lines
        if (other.basis, other.qualifier) == (line.basis, line.qualifier)
    ]
    value = _value_within(alike)
    return LabResult(
        line.parameter, unit, value=value, basis=line.basis, qualifier=line.qualifier
    )


def _value_within(lines: Sequence[SpecLine]) -> Decimal | str:
    """A value that every line admits; ends, what lies between and beside them."""
    ends: list[Decimal] = []
    words: list[str] = []
    for line in lines:
        ends += [bound for bound in get_bounds(line) if bound is not None]
        listed = line.value if isinstance(line.value, tuple) else (line.value,)
        ends += [one for one in listed if isinstance(one, Decimal)]
        words += [one for one in listed if isinstance(one, str)]
    middles = [(a + b) / 2 for a in ends for b in ends]
    beside = [
        end * factor for end in ends for factor in (Decimal("0.9"), Decimal("1.1"))
    ]
    tries: list[Decimal | str] = [*ends, *middles, *beside, *words, Decimal(1), "other"]
    return next(
        (v for v in tries if all(line_admits(x, v) is Truth.YES for x in lines)),
        tries[0],
    )


def _packed(asked: Asked, offer: Offer, subject: str) -> Facts:
    return asked, replace(offer, packing=offer.packing | {subject})


def _formed(asked: Asked, offer: Offer, subject: str) -> Facts:
    return asked, replace(offer, form=subject)


def _moved(asked: Asked, offer: Offer, subject: str) -> Facts:
    return replace(asked, window=read_window(asked.window, subject)), offer


def _asked_importer(asked: Asked, offer: Offer, subject: str) -> Facts:
    """The buyer agrees to what the seller asks."""
    if subject == "quantity":
        item = replace(asked.item, quantity_kg=offer.min_order_kg)
        return replace(asked, item=item), offer
    if subject == "price":
        terms = replace(asked.terms, price=offer.price_floor)
        return replace(asked, terms=terms), offer
    if subject == "payment":
        terms = replace(asked.terms, payment=min(offer.payment, default=None))
        return replace(asked, terms=terms), offer
    return asked, offer


def _partnered(asked: Asked, offer: Offer, subject: str) -> Facts:
    """In a pool the offer fills its share, and the mixture keeps what mixes."""
    if subject != POOL:
        return _get_document(asked, offer, subject)
    judged = best_lot(offer, asked.item.specs).judged
    specs = tuple(
        one.line for one in judged if one.truth is not Truth.NO or not is_mixable(one)
    )
    need = asked.item.quantity_kg
    own = offer.free_in(asked.window)
    kg = None if need is None else min(need, own)
    return replace(asked, item=replace(asked.item, specs=specs, quantity_kg=kg)), offer


def _verified(asked: Asked, offer: Offer, subject: str) -> Facts:
    """The officer verifies what is asked for, in the first month of the window."""
    if subject != "capacity":
        return asked, offer
    need = max(wanted_kg(asked, offer), Decimal(1))
    entry = CapacityEntry(asked.window.first, need, need)
    kept = tuple(e for e in offer.capacity if e.month != entry.month)
    return asked, replace(offer, capacity=(*kept, entry))


_CHANGES: dict[str, Callable[[Asked, Offer, str], Facts]] = {
    "get_document": _get_document,
    "renew_document": _get_document,
    "extend_scope": _get_document,
    "test_lot": _test,
    "retest_with_method": _test,
    "rework_lot": _test,
    "replace_lot": _test,
    "change_packing": _packed,
    "change_form": _formed,
    "change_date": _moved,
    "ask_importer": _asked_importer,
    "use_certified_partner": _partnered,
    "ask_authority": _verified,
}
