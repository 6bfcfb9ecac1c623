"""What was read from a buyer's words, as the form of a request shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from wadah.apps.registry.words import FORMS
from wadah.core.language import RequestReading
from wadah.core.matching import read_certificate
from wadah.core.matching.contact_words import hide_contact
from wadah.core.values import SpecLine

TONNE_OF = {"t": Decimal(1), "kg": Decimal("0.001")}
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text; `mark` is 0 where no field comes from it."""

    text: str
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Pointer:
    """The words a field comes from: the number of their mark, and what they say."""

    mark: int
    words: str


def prefill(
    reading: RequestReading, place: int, known_papers: Iterable[str], today: date
) -> dict[str, Any]:
    """Initial values of `ReadRequestForm` for one of the goods read."""
    item = reading.items[place]
    tonnes = item.quantity.tonnes if item.quantity else None
    papers = tuple(known_papers)
    values: dict[str, Any] = {
        "family": item.family,
        "quantity": None if tonnes is None else tonnes.normalize(),
        "quantity_unit": "t",
        "window_from": today,
        "window_to": reading.needed_by,
        "destination": reading.delivery.destination,
        "incoterm": reading.delivery.incoterm,
        "named_place": reading.delivery.place,
        "payment": reading.payment,
        "packing": list(item.packing),
        "certificates": [
            read_certificate(paper.name, papers, "certificates").document_type
            for paper in item.papers
            if paper.is_required
        ],
        "words": hide_contact(reading.text.strip()),
        "price_currency": "",
    }
    price = reading.price
    if price is not None and price.value is not None and price.unit in TONNE_OF:
        values["price_amount"] = price.value / TONNE_OF[price.unit]
        values["price_currency"] = price.currency or ""
    for number, line in enumerate(form_lines(spec.line for spec in item.specs)):
        for part, value in line.items():
            values[f"spec_{number}_{part}"] = value
    forms = [s.line.value for s in item.specs if s.line.parameter == "form"]
    values["form"] = next((word for word in forms if word in FORMS), "")
    return values


def form_lines(lines: Iterable[SpecLine]) -> list[dict[str, Any]]:
    """Lines of the form: a range is two of them, at least and at most."""
    found = []
    for line in lines:
        if line.parameter == "form" and line.value in FORMS:
            continue
        ends = [(line.operator, line.value)]
        if line.operator == "between":
            ends = [(">=", line.min_value), ("<=", line.max_value)]
        for operator, value in ends:
            written = f"{value.normalize():f}" if isinstance(value, Decimal) else value
            found.append(
                {
                    "parameter": line.parameter,
                    "operator": operator,
                    "value": written,
                    "unit": line.unit or "",
                    "qualifier": line.qualifier or "",
                }
            )
    return found


# Field of the form -> field of the reading; "item." stands for the goods shown.
_FIELDS = {
    "family": "item.family", "quantity": "item.quantity", "window_to": "needed_by",
    "destination": "destination", "incoterm": "incoterm", "named_place": "named_place",
    "price_amount": "price", "payment": "payment",
}  # fmt: skip


def list_pointers(reading: RequestReading, place: int) -> dict[str, list[Pointer]]:
    """For each field of the form the words it comes from."""
    at, words = f"items[{place}]", reading.words()
    marks = _marks(words, at)
    found: dict[str, list[Pointer]] = {}
    for field, name in _FIELDS.items():
        path = name.replace("item.", f"{at}.")
        if path in words:
            found[field] = [_pointer(reading, words[path], marks)]
    item = reading.items[place]
    several = {
        "certificates": [paper.span for paper in item.papers if paper.is_required],
        "packing": list(item.packing.values()),
    }
    for field, spans in several.items():
        if spans:
            found[field] = [_pointer(reading, span, marks) for span in spans]
    number = 0
    for spec in item.specs:
        for _ in form_lines([spec.line]):
            found[f"spec_{number}_parameter"] = [_pointer(reading, spec.span, marks)]
            number += 1
    return found


def list_segments(reading: RequestReading, place: int) -> list[Segment]:
    """The text cut at the words that a field of the goods shown comes from."""
    marks = _marks(reading.words(), f"items[{place}]")
    found, at = [], 0
    for mark, (start, end) in enumerate(marks, 1):
        found += [
            Segment(reading.text[at:start]),
            Segment(reading.text[start:end], mark),
        ]
        at = end
    return [one for one in (*found, Segment(reading.text[at:])) if one.text]


def _marks(words: Mapping[str, tuple[int, int]], at: str) -> list[tuple[int, int]]:
    """Places that do not overlap: what runs into one another is one mark."""
    spans = sorted(
        span
        for path, span in words.items()
        if not path.startswith("items[") or path.startswith(f"{at}.")
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pointer(
    reading: RequestReading, span: tuple[int, int], marks: list[tuple[int, int]]
) -> Pointer:
    mark = next(n for n, (start, end) in enumerate(marks, 1) if start <= span[0] < end)
    words = " ".join(reading.text[span[0] : span[1]].split())
    return Pointer(mark, words[:_LONGEST_QUOTE])
