"""From a buyer's words to a structured request, without guessing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from wadah.core.language.request_text.bounds import FoundSpec
from wadah.core.language.request_text.certificates import AskedPaper, read_certificates
from wadah.core.language.request_text.dates import Deadline, read_deadlines
from wadah.core.language.request_text.delivery import read_delivery
from wadah.core.language.request_text.doubts import Doubt, Doubts
from wadah.core.language.request_text.frequency import (
    frequency_of_need,
    read_frequency,
    with_trial,
)
from wadah.core.language.request_text.goods import (
    GoodsIndex,
    list_mentions,
    rank_families,
)
from wadah.core.language.request_text.items import ItemPart, split_items
from wadah.core.language.request_text.money import AskedPrice, read_price
from wadah.core.language.request_text.numbers import read_notation
from wadah.core.language.request_text.packing import read_packing
from wadah.core.language.request_text.payment import read_payment
from wadah.core.language.request_text.quantities import (
    Quantity,
    QuantityReading,
    View,
    make_view,
    read_quantity,
    sort_amounts,
)
from wadah.core.language.request_text.reading import ReadItem, RequestReading
from wadah.core.language.request_text.source import Source, read_source
from wadah.core.language.request_text.spec_texts import read_word_specs
from wadah.core.language.request_text.specs import read_number_specs

_ON_REPORT = re.compile(r"\bon (?:the )?coa\b|on (?:the )?certificate of analysis")
_TESTS = {
    "lead": "coa_heavy_metals", "cadmium": "coa_heavy_metals",
    "mercury": "coa_heavy_metals", "aflatoxin_sum": "coa_aflatoxin",
    "aflatoxin_b1": "coa_aflatoxin",
}  # fmt: skip
_PRICED_BY_WEIGHT = frozenset(("t", "kg", "FCL20", "FCL40", "FCL40HC", "flexitank"))
_LEAST_TONNE_PRICE = Decimal(100)
_CLOSE_SCORES = 0.85


def read_request(
    body: str, index: GoodsIndex, *, subject: str = "",
    received_on: date | None = None, buyer_country: str | None = None,
) -> RequestReading:  # fmt: skip
    """Read a buyer's mail, chat line, form or note.

    Parameters
    ----------
    body, subject
        The words, in English or Indonesian, with German, French or Dutch among them.
    index
        Of `build_goods_index`.
    received_on
        Settles the year of a day that has none; without it such a day is a doubt.
    buyer_country
        ISO alpha-2 of the sender; goods go there unless he asks for somebody else.

    Returns
    -------
    RequestReading
        What the text says. A field it does not state is None or empty, never a usual
        value; what can be read in two ways is in `doubts`.

    Raises
    ------
    InvalidInput
        `text_empty` or `text_too_long`.

    Notes
    -----
    "Below 5" and "at most 5" both become `<=`: mails use them for the same bound.

    Examples
    --------
    >>> from wadah.core.language import Family, build_goods_index, build_thesaurus
    >>> from wadah.core.values import Text
    >>> oil = Family("used_cooking_oil", Text("minyak jelantah", "used cooking oil"),
    ...              ("151800",))
    >>> index = build_goods_index(build_thesaurus([oil], []))
    >>> mail = "need used cooking oil, FFA max 5 %, 20 t, CIF Rotterdam"
    >>> read = read_request(mail, index)
    >>> read.items[0].family, read.items[0].specs[0].line.value, read.delivery.place
    ('used_cooking_oil', Decimal('5'), 'Rotterdam')
    """
    source = read_source(subject, body)
    notation, doubts = read_notation(source), Doubts()
    mentions = list_mentions(source, index)
    ranked = rank_families(source, mentions, index)
    amounts = sort_amounts(source, notation)
    parts = split_items(source, mentions, ranked, amounts.wanted)
    views = [
        View(source, notation, amounts)
        if not part.hidden
        else make_view(source.without(part.hidden), notation)
        for part in parts
    ]
    items = tuple(
        _read_item(view, part, f"items[{place}]", index, doubts)
        for place, (view, part) in enumerate(zip(views, parts, strict=True))
    )
    _doubt_goods(ranked, items, index, doubts)
    delivery = read_delivery(source, buyer_country, doubts)
    price = _complete(read_price(source, notation, doubts), items[0].quantity, doubts)
    paid = read_payment(source)
    needed, reply = _deadlines(read_deadlines(source, received_on, doubts))
    _doubt_past(needed, received_on, doubts)
    return RequestReading(
        text=source.text,
        items=items,
        delivery=delivery,
        price=price,
        payment=paid[0] if paid else None,
        payment_span=paid[1] if paid else None,
        needed_by=needed.day if needed else None,
        needed_by_span=needed.span if needed else None,
        reply_by=reply.day if reply else None,
        excludes=tuple({m.family: m.span for m in mentions if m.is_excluded}.items()),
        doubts=tuple(doubts.found),
    )


def _read_item(
    view: View, part: ItemPart, at: str, index: GoodsIndex, doubts: Doubts
) -> ReadItem:
    family, source = part.family or "", view.source
    quantity = read_quantity(view, doubts, at)
    frequency = _frequency(source, quantity)
    asked = Doubts()
    specs = _joint_specs(
        read_number_specs(source, family, view.notation, asked),
        read_word_specs(source, family),
    )
    doubts.found += _placed(asked, specs, at)
    papers = _with_tests(source, read_certificates(source), specs)
    for number, paper in enumerate(papers):
        if not paper.is_required:
            doubts.add(
                "certificate_optional", f"{at}.certificates[{number}]",
                f"{paper.shown} disambut baik, tidak diwajibkan.",
                f"{paper.shown} is welcome, not required.", paper.span,
            )  # fmt: skip
    _doubt_quantity(quantity.order, at, doubts)
    known = index.thesaurus.families.get(family)
    return ReadItem(
        family=part.family,
        hs6=known.hs6[0] if known and known.hs6 else None,
        span=part.span,
        quantity=quantity.order,
        then=quantity.then,
        frequency=frequency[0]
        if frequency
        else ("one_off" if quantity.order else None),
        frequency_span=frequency[1] if frequency else None,
        specs=specs,
        papers=papers,
        packing=read_packing(source),
    )


def _placed(asked: Doubts, specs: tuple[FoundSpec, ...], at: str) -> list[Doubt]:
    """Doubts about a parameter, with the path of its line where there is one."""
    places = {spec.line.parameter: place for place, spec in enumerate(specs)}
    placed = []
    for doubt in asked.found:
        place = places.get(doubt.field.removeprefix("specs."))
        path = f"{at}.specs" if place is None else f"{at}.specs[{place}]"
        placed.append(replace(doubt, field=path))
    return placed


def _frequency(
    view: Source, read: QuantityReading
) -> tuple[str, tuple[int, int] | None] | None:
    found = read_frequency(view)
    if found:
        is_trial = bool(read.order and read.order.is_trial)
        return with_trial(found[0], has_trial=is_trial), found[1]
    order = read.order
    if order and order.tonnes and read.annual_tonnes:
        lots = read.annual_tonnes / order.tonnes
        word = frequency_of_need(int(lots)) if lots == int(lots) else None
        return (word, None) if word else None
    return None


def _joint_specs(*groups: Iterable[FoundSpec]) -> tuple[FoundSpec, ...]:
    """One line for each parameter and qualifier; numbers go before words."""
    found: dict[tuple[str, str | None], FoundSpec] = {}
    for group in groups:
        for spec in group:
            line = spec.line
            found.setdefault((line.parameter, line.qualifier), spec)
    kept = [
        spec
        for spec in found.values()
        # "Cut sticks grade A" is one line, not a form and a grade.
        if not any(_is_grade_of(spec, other) for other in found.values())
    ]
    return tuple(sorted(kept, key=lambda spec: spec.span))


def _is_grade_of(spec: FoundSpec, other: FoundSpec) -> bool:
    is_pair = spec.line.parameter == "grade" and other.line.parameter == "form"
    return is_pair and other.span[0] <= spec.span[0] < other.span[1]


def _with_tests(
    view: Source, papers: tuple[AskedPaper, ...], specs: tuple[FoundSpec, ...]
) -> tuple[AskedPaper, ...]:
    """ "Coumarin on CoA, lead < 2, aflatoxin < 10": the report shows these as well."""
    on_report = _ON_REPORT.search(view.plain)
    if not on_report:
        return papers
    start, end = view.sentence(on_report.start())
    known = {paper.name for paper in papers}
    added = {
        _TESTS[spec.line.parameter]: spec.span
        for spec in specs
        if spec.line.parameter in _TESTS and start <= spec.span[0] < end
    }
    new = tuple(
        AskedPaper(name, True, span)
        for name, span in added.items()
        if name not in known
    )
    return tuple(sorted(papers + new, key=lambda paper: paper.span))


def _doubt_quantity(order: Quantity | None, at: str, doubts: Doubts) -> None:
    if order is None:
        return
    if order.value <= 0:
        doubts.add(
            "contradiction", f"{at}.quantity", "Jumlahnya nol.",
            "The quantity is zero.", order.span,
        )  # fmt: skip
    if order.is_ambiguous:
        doubts.add(
            "number_ambiguous", f"{at}.quantity",
            "Jumlahnya dapat dibaca dua cara.",
            "The quantity can be read in two ways.", order.span,
        )  # fmt: skip
    if order.tonnes is None or order.is_volume:
        doubts.add(
            "quantity_not_weight", f"{at}.quantity",
            "Beratnya tidak tertulis; jumlahnya bukan berat.",
            "The quantity is no weight, and the weight is not written.", order.span,
        )  # fmt: skip


def _doubt_goods(
    ranked: list[tuple[str, float]], items: tuple[ReadItem, ...], index: GoodsIndex,
    doubts: Doubts,
) -> None:  # fmt: skip
    families = index.thesaurus.families
    asked = {item.family for item in items}
    if not ranked:
        doubts.add(
            "product_ambiguous", "items[0].family",
            "Barang yang diminta tidak dikenali.",
            "The goods asked for are not recognised.",
        )  # fmt: skip
        return
    best, score = ranked[0]
    for other, near in ranked[1:3]:
        is_neighbour = other in families[best].mistaken_for and other not in asked
        if is_neighbour and near > score * _CLOSE_SCORES:
            doubts.add(
                "product_ambiguous", "items[0].family",
                f"Bisa juga {families[other].name.id}.",
                f"It may also be {families[other].name.en}.", items[0].span,
            )  # fmt: skip
    for place, item in enumerate(items):
        known = families.get(item.family or "")
        codes = known.hs6 if known else ()
        if len(codes) > 1:
            others = ", ".join(codes[1:])
            doubts.add(
                "hs_ambiguous", f"items[{place}].hs6",
                f"Untuk barang ini juga dipakai {others}.",
                f"For these goods {others} is used as well.", item.span,
            )  # fmt: skip


def _complete(
    price: AskedPrice | None, order: Quantity | None, doubts: Doubts
) -> AskedPrice | None:
    """A price without a unit is one for the tonne where only that can be meant."""
    if price is None or price.value is None or price.unit is not None:
        return _doubt_currency(price, doubts)
    by_weight = order is not None and order.unit in _PRICED_BY_WEIGHT
    doubts.add(
        "unit_missing", "price",
        "Harga tidak menyebut satuan.", "The price names no unit.", price.span,
    )  # fmt: skip
    if by_weight and price.value >= _LEAST_TONNE_PRICE:
        price = replace(price, unit="t")
    return _doubt_currency(price, doubts)


def _doubt_currency(price: AskedPrice | None, doubts: Doubts) -> AskedPrice | None:
    if price is not None and price.value is not None and price.currency is None:
        doubts.add(
            "unit_missing", "price.currency",
            "Harga tidak menyebut mata uan"
            "g.", "The price names no currency.", price.span,
        )  # fmt: skip
    return price


def _deadlines(found: tuple[Deadline, ...]) -> tuple[Deadline | None, Deadline | None]:
    needed = [one for one in found if not one.is_answer]
    reply = [one for one in found if one.is_answer]
    return (needed[0] if needed else None), (reply[0] if reply else None)


def _doubt_past(
    needed: Deadline | None, received_on: date | None, doubts: Doubts
) -> None:
    if needed and received_on and needed.day < received_on:
        doubts.add(
            "contradiction", "needed_by",
            f"{needed.day.isoformat()} sudah lewat saat surat diterima.",
            f"{needed.day.isoformat()} lies before the day the mail came.", needed.span,
        )  # fmt: skip
