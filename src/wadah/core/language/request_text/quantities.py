"""How much is asked for: of all amounts in a text, the one that is the order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from wadah.core.language.request_text.amounts import (
    CONTRACT_UNITS,
    Amount,
    list_amounts,
)
from wadah.core.language.request_text.containers import (
    Containers,
    find_size,
    is_load,
    list_containers,
    size_by_load,
)
from wadah.core.language.request_text.doubts import Doubts
from wadah.core.language.request_text.frequency import THEN, TRIAL
from wadah.core.language.request_text.numbers import Notation
from wadah.core.language.request_text.packs import inner_spans, unit_tonnes
from wadah.core.language.request_text.source import Source, Span

_PACK_NOUN = (
    r"(?:bags?|sacks?|bales?|bundles?|drums?|blocks?|bricks?|cartons?|box(?:es)?"
    r"|pouch\w*|kraft|jute|gunny|pp|paper"
    r"|jumbo|woven|karung|dus|inner|master|polybags?|tins?|jerry\w*|pails?|multi\w*"
    r"|vacuum|compressed|grainpro|big bags?)"
)
_PACK_AFTER = re.compile(
    rf"\s?-?(?:net )?(?:\w+ )?{_PACK_NOUN}\b|\s?(?:each|per (?:bag|bale|carton|drum)"
    rf"|/ ?(?:bag|bale|carton|drum))\b"
)
_PACK_BEFORE = re.compile(
    rf"(?:{_PACK_NOUN}|packing|packed|packaging|kemasan|isi)\s?:?\s?(?:of |in |a |x "
    rf"|zu |@ |van |de |in bags of )?\(?$"
)
_MOST_PACK_KG = Decimal(1200)
_ANNUAL = re.compile(
    r"\bannual|per year|/ ?year|a year\b|yearly need|per annum|p\.a\.|setahun"
    r"|per tahun|im jahr|our capacity|turnover"
)
_SAMPLE = re.compile(
    r"\bsamples?\b(?! order| lot)|\bsampel\b|\bmuster\b|pre-?shipment|echantillon"
)
_TIMES_BOXES = re.compile(r"\s?x\s?$")
_EQUALS = re.compile(
    r"\s?(?:to start |to begin )?\s?[=(]\s?(?:about |approx\.? |ca\.? |abt |so "
    r"|total )?$"
)
_IN_BOX = re.compile(
    r"\s?(?:in|into|per|by)\s(?:one |a |an |mixed )?(?:mixed |shared )?$"
)
_UP_TO = re.compile(r"up to")
_LOADED_UNITS = ("flexitank", "iso_tank")
_LONGEST_REACH = 90


@dataclass(frozen=True, slots=True)
class Quantity:
    """The order of one item.

    Parameters
    ----------
    tonnes
        Weight of one lot, None where it must not be guessed.
    is_trial
        The text calls it a first or trial order.
    """

    value: Decimal
    unit: str
    tonnes: Decimal | None
    span: Span
    is_trial: bool = False
    is_volume: bool = False
    is_ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class QuantityReading:
    """What is ordered, what may follow it, and the need of a year in tonnes."""

    order: Quantity | None
    then: Quantity | None = None
    annual_tonnes: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of one view of a text, told apart by what they are about."""

    wanted: tuple[Amount, ...]
    loads: tuple[Amount, ...]
    sizes: tuple[Amount, ...]
    annual: tuple[Amount, ...]
    boxes: tuple[Containers, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The text as far as it is about one item, with its amounts."""

    source: Source
    notation: Notation
    amounts: Amounts


def make_view(source: Source, notation: Notation) -> View:
    return View(source, notation, sort_amounts(source, notation))


def sort_amounts(source: Source, notation: Notation) -> Amounts:
    """Tell what is ordered from loads, sizes of packs, samples and yearly needs."""
    boxes = list_containers(source, notation)
    inner = inner_spans(source)
    wanted: list[Amount] = []
    loads: list[Amount] = []
    sizes: list[Amount] = []
    annual: list[Amount] = []
    for amount in list_amounts(source, notation):
        if any(
            amount.span[0] < end and start < amount.span[1]
            for start, end in (box.span for box in boxes)
        ):
            continue
        clause = source.clause_text(amount.span[0])
        if amount.unit in ("g", "ml", "l") or any(
            start == amount.span[0] for start, _ in inner
        ):
            sizes.append(amount)
        elif _ANNUAL.search(clause) and not boxes_near(boxes, amount):
            annual.append(amount)
        elif _SAMPLE.search(clause) and amount.high < 100:
            continue
        elif (
            amount.is_mass
            and is_load(source, amount)
            and not _is_pack_size(source, amount)
        ):
            loads.append(amount)
        elif _is_pack_size(source, amount):
            sizes.append(amount)
        elif amount.is_count and _is_inside_box(source, amount, boxes):
            continue
        else:
            wanted.append(amount)
    return Amounts(tuple(wanted), tuple(loads), tuple(sizes), tuple(annual), boxes)


def boxes_near(boxes: tuple[Containers, ...], amount: Amount) -> bool:
    return any(abs(box.span[1] - amount.span[0]) < 12 for box in boxes)


def _is_pack_size(source: Source, amount: Amount) -> bool:
    if amount.unit not in ("kg", "lb") or amount.high > _MOST_PACK_KG:
        return False
    after = source.plain[amount.span[1] : amount.span[1] + 26]
    before = source.plain[max(0, amount.span[0] - 22) : amount.span[0]]
    return bool(_PACK_AFTER.match(after) or _PACK_BEFORE.search(before))


def _is_inside_box(
    source: Source, amount: Amount, boxes: tuple[Containers, ...]
) -> bool:
    """ "320 bags each box": what fills a container, not what is ordered."""
    after = source.plain[amount.span[1] : amount.span[1] + 40]
    return bool(boxes) and bool(
        re.match(
            r"[^.;]{0,18}?(?:each|per|in (?:one|each)|/)\s?(?:box|cont|20|40|fcl)",
            after,
        )
    )


def read_quantity(view: View, doubts: Doubts, at: str) -> QuantityReading:
    """The order, with its weight where the text tells it."""
    source, amounts = view.source, view.amounts
    found = [
        one
        for one in (
            *_from_boxes(source, amounts, doubts, at),
            *_from_amounts(source, amounts),
        )
    ]
    annual = amounts.annual[0].tonnes() if amounts.annual else None
    if not found:
        return QuantityReading(None, None, annual)
    found = [
        one
        for one in found
        if not any(
            one is not other and _within(one.span, other.span) for other in found
        )
    ]
    found.sort(key=lambda one: one.span)
    order = _order(source, found, amounts)
    then = next((one for one in found if _follows(source, order, one)), None)
    return QuantityReading(order, then, annual)


def _within(inner: Span, outer: Span) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _from_boxes(
    source: Source, amounts: Amounts, doubts: Doubts, at: str
) -> list[Quantity]:
    found = []
    for box in amounts.boxes:
        if _ANNUAL.search(source.clause_text(box.span[0])) and not amounts.loads:
            continue
        times = next(
            (one for one in (*amounts.loads, *amounts.wanted) if one.is_mass
             and _TIMES_BOXES.fullmatch(source.plain[one.span[1] : box.span[0]])),
            None,
        )  # fmt: skip
        if times:
            total = (times.tonnes() or Decimal(0)) * box.count
            found.append(Quantity(total, "t", total, (times.span[0], box.span[1])))
            continue
        load = _load_of(source, box.span, amounts.loads)
        each = load.low * _factor(load) if load else None
        if each is not None and box.count == 1:
            found.append(Quantity(each, "t", each, box.span))
            continue
        unit = box.unit
        if unit == "FCL":
            size = find_size(source, source.sentence(box.span[0]))
            unit = size[0] if size else size_by_load(each)
            doubts.add(
                "unit_missing", f"{at}.quantity",
                "Ukuran peti kemas tidak ditulis (20 atau 40 kaki).",
                "The size of the container is not written (20 or 40 feet).", box.span,
            )  # fmt: skip
        found.append(
            Quantity(box.count, unit, each * box.count if each else None, box.span)
        )
    return [_marked(source, one) for one in found]


def _factor(amount: Amount) -> Decimal:
    return (amount.tonnes() or Decimal(0)) / (amount.high or Decimal(1))


def _load_of(source: Source, span: Span, loads: tuple[Amount, ...]) -> Amount | None:
    near = sorted(
        loads, key=lambda one: (one.span[0] < span[0], abs(one.span[0] - span[0]))
    )
    for one in near:
        if abs(one.span[0] - span[0]) <= _LONGEST_REACH + 60:
            return one
    return None


def _from_amounts(source: Source, amounts: Amounts) -> list[Quantity]:
    found = []
    for amount in amounts.wanted:
        is_start = bool(_UP_TO.search(source.cut(amount.span)))
        value = amount.low if is_start else amount.high
        unit = CONTRACT_UNITS.get(amount.unit, amount.unit)
        tonnes, is_volume = amount.tonnes(), False
        if amount.unit in _LOADED_UNITS:
            load = _load_of(source, amount.span, amounts.loads)
            tonnes = load.low * _factor(load) * value if load else None
        elif tonnes is None:
            weight = unit_tonnes(source, amount, amounts.sizes, (0, len(source.plain)))
            if weight:
                tonnes, is_volume = weight[0] * value, weight[1]
        found.append(
            Quantity(
                value, unit, tonnes, amount.span, False, is_volume, amount.is_ambiguous
            )
        )
    return [_marked(source, one) for one in _summed(source, found)]


def _summed(source: Source, found: list[Quantity]) -> list[Quantity]:
    """ "800 pcs of a, 400 pcs of b": pieces listed with commas are one order."""
    joined: list[Quantity] = []
    for one in found:
        last = joined[-1] if joined else None
        gap = source.plain[last.span[1] : one.span[0]] if last else ""
        is_list = re.fullmatch(r"[^.;:\n\d]{0,30}(?:\d+-\d+ cm)?, ?[a-z ]{0,24}", gap)
        goes_on = is_list and not THEN.search(gap)
        if last and last.unit == one.unit == "piece" and goes_on:
            joined[-1] = Quantity(
                last.value + one.value, "piece",
                last.tonnes + one.tonnes if last.tonnes and one.tonnes else None,
                (last.span[0], one.span[1]),
            )  # fmt: skip
        else:
            joined.append(one)
    return joined


def _marked(source: Source, one: Quantity) -> Quantity:
    start, end = source.sentence(one.span[0])
    before = source.plain[max(start, one.span[0] - 34) : one.span[0]]
    after = source.plain[one.span[1] : min(end, one.span[1] + 26)]
    cue = TRIAL.search(before.rsplit(",", 1)[-1]) or TRIAL.search(
        re.split(r"[,;(]", after, maxsplit=1)[0]
    )
    then = THEN.search(before)
    is_trial = bool(cue) and not (then and not TRIAL.search(before[then.end() :]))
    return Quantity(
        one.value,
        one.unit,
        one.tonnes,
        one.span,
        is_trial,
        one.is_volume,
        one.is_ambiguous,
    )


def _order(source: Source, found: list[Quantity], amounts: Amounts) -> Quantity:
    trials = [one for one in found if one.is_trial]
    pool = trials or [one for one in found if not _comes_later(source, one)] or found
    boxes = [one for one in pool if one.unit.startswith("FCL")]
    others = [one for one in pool if not one.unit.startswith("FCL")]
    if not boxes:
        return _same_in_tonnes(pool)
    box = boxes[0]
    for one in others:
        gap = (
            source.plain[box.span[1] : one.span[0]]
            if one.span[0] > box.span[0]
            else None
        )
        if gap is not None and _EQUALS.fullmatch(gap):
            return one
        if (
            one.tonnes
            and one.unit in ("t", "kg")
            and (box.value <= 1 or _is_before(source, one, box))
        ):
            return one
    return (
        box
        if box.span[0] <= min((one.span[0] for one in others), default=box.span[0])
        or box.value > 1
        else others[0]
    )


def _is_before(source: Source, mass: Quantity, box: Quantity) -> bool:
    return mass.span[1] <= box.span[0] and bool(
        _IN_BOX.fullmatch(source.plain[mass.span[1] : box.span[0]])
    )


def _same_in_tonnes(pool: list[Quantity]) -> Quantity:
    first = pool[0]
    return next(
        (one for one in pool[1:] if one.unit == "t" and one.tonnes == first.tonnes),
        first,
    )


def _comes_later(source: Source, one: Quantity) -> bool:
    start = source.sentence(one.span[0])[0]
    return bool(THEN.search(source.plain[max(start, one.span[0] - 40) : one.span[0]]))


def _follows(source: Source, order: Quantity, one: Quantity) -> bool:
    return (
        one.span[0] > order.span[1] and one is not order and _comes_later(source, one)
    )
