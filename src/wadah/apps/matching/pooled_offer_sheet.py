"""The PDF of a pooled offer for its buyer; in English, without members' names."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import typst
from babel.dates import format_date
from babel.numbers import format_decimal
from django.contrib.staticfiles import finders

from wadah.apps.matching.models import PooledOffer, PooledShare
from wadah.apps.matching.pooled_offer_page import (
    TONES,
    Member,
    Picture,
    draw_containers,
)
from wadah.apps.matching.word_lists import list_words

TEMPLATE = Path(__file__).with_name("pooled_offer_sheet.typ")


def draw_sheet(picture: Picture, today: date) -> bytes:
    """The PDF of what `describe_sheet` says."""
    wordmark = finders.find("web/wordmark.svg")
    if not isinstance(wordmark, str):
        raise FileNotFoundError("web/wordmark.svg")
    files: Any = {
        "main.typ": TEMPLATE.read_bytes(),
        "wordmark.svg": Path(wordmark).read_bytes(),
        "offer.json": json.dumps(describe_sheet(picture, today)).encode(),
    }
    compiler = typst.Compiler(files, ignore_system_fonts=True)
    pdf = compiler.compile(files, format="pdf")
    if not isinstance(pdf, bytes):
        raise TypeError(type(pdf).__name__)
    return pdf


def describe_sheet(picture: Picture, today: date) -> dict[str, Any]:
    """Members by number and district: the buyer learns no name, lot or contact."""
    offer, request = picture.offer, picture.offer.request
    family = request.family.name_en
    return {
        "title": f"{_kg(picture.kg)} {family}",
        "line": f"Offer of {len(picture.members)} producers together to "
        f"{request.destination.name_en}, shipped between {_day(request.window_from)} "
        f"and {_day(request.window_to)}.",
        "status": _status(offer),
        "date": [today.year, today.month, today.day],
        "foot": f"Request {request.pk}, version {offer.version}, as of {_day(today)}",
        "synthetic": any(m.is_example for m in picture.members),
        "members": [_member(picture, member) for member in picture.members],
        "months": [_month(month) for month in picture.months],
        "shares": [
            {"member": f"Member {member.number}", "month": _month(share.month),
             "tested": _tested(share, request.specs), "kg": _kg(share.kg)}
            for member in picture.members
            for share in member.shares
        ],
        "total": _kg(picture.kg),
        **_containers(picture),
    }  # fmt: skip


def _status(offer: PooledOffer) -> str:
    if offer.state == PooledOffer.State.AGREED:
        return (
            "Every member has accepted. All kilograms are verified capacity and are "
            f"held for this request until {_day(offer.request.window_to)}."
        )
    return "A draft: the members have not all accepted, and nothing is held yet."


def _member(picture: Picture, member: Member) -> dict[str, Any]:
    top = max(one.kg for one in picture.members)
    return {
        "name": f"Member {member.number}",
        "place": member.place,
        "kg": _kg(member.kg),
        "bar": [
            {"width": round(float(100 * share.kg / top), 2),
             "tone": picture.months.index(share.month) % TONES}
            for share in member.shares
        ],
    }  # fmt: skip


def _containers(picture: Picture) -> dict[str, Any]:
    plan = picture.plan
    basis = " by weight only, as no packing is stated" if plan.is_by_weight_only else ""
    members = {str(m.shares[0].product.business_id): m.number for m in picture.members}
    inside: dict[int, list[int]] = {}
    for part in plan.parts:
        listed = inside.setdefault(part.container, [])
        if members[part.share.business] not in listed:
            listed.append(members[part.share.business])
    return {
        "containers-line": f"{plan.code}, {_kg(plan.full_kg)} net each{basis}.",
        "containers": [
            {"name": str(number), "kg": _kg(bar.kg), "full": f"{bar.percent} %",
             "members": ", ".join(f"Member {one}" for one in inside[number])}
            for number, bar in enumerate(draw_containers(picture), 1)
        ],
    }  # fmt: skip


def _tested(share: PooledShare, specs: list[dict[str, Any]]) -> str:
    """What the laboratory found of the parameters that the buyer asks for."""
    if share.lot is None:
        return "-"
    asked = {str(line.get("parameter")) for line in specs}
    words = list_words(frozenset()).parameters
    shown = []
    for row in share.lot.results.all():
        value, unit = row.result.get("value"), row.result.get("unit") or ""
        if row.parameter in asked and value is not None:
            known = words.get(row.parameter)
            name = known.name.en if known else row.parameter
            shown.append(f"{name} {value} {unit}".strip())
    return "; ".join(shown) or "-"


def _kg(kilograms: Decimal) -> str:
    return f"{format_decimal(kilograms, '#,##0.###', locale='en')} kg"


def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale="en")


def _month(day: date) -> str:
    return format_date(day, "MMMM y", locale="en")
