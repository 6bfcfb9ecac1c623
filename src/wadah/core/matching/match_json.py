"""Reads the input of `match` and writes its answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from wadah.core.matching.evidence_json import Row, Words
from wadah.core.matching.outcome import MatchResult, Refusal
from wadah.core.matching.read_offer import read_offer
from wadah.core.matching.read_request import read_request
from wadah.core.matching.request import Accepted, Offer, PoolTerms, Request, Window
from wadah.core.matching.scalars import (
    as_object,
    as_rows,
    find_amount,
    find_date,
    get_month_end,
    get_text,
    refuse,
)
from wadah.core.values import Month

# From the first of a month, into the eleventh month after it, leap years too.
YEAR_DAYS = 345

MatchInput = tuple[Request, tuple[Offer, ...] | None, Window]


def match_from_json(data: object, words: Words, today: date) -> MatchInput:
    """Read the input of `match`.

    Parameters
    ----------
    data
        `{"request", "as_of", "window", "offers"}`. `request` is the answer of `request
        parse`; it may also name `buyer`, `buyer_role`, `excluded_businesses` and
        `excluded_roles`, an item `form`, `bag_kg` and `pack`. An offer may also state
        `attributes`, `payment`, `verdict`, `consent`, `role`, `is_new_exporter`,
        `distance_km`, `collection_idr_per_kg`, `excluded_buyers`, `excluded_roles` and
        `excluded_destinations`. `pool` bounds the pooled offer: `minimum_share`,
        `maximum_share`, `new_exporters`, `maximum_distance_km`, `accepted`.
    words
        The closed lists.
    today
        Stands for an absent `as_of`. An absent window runs for twelve months from
        there, or until `needed_by` where that is a day.

    Returns
    -------
    tuple
        Request, offers (None where the document has none: use the registry), window.

    Raises
    ------
    InvalidInput
        With the path of the field, as `offers[1].lots[0].results[2].unit`.
    """
    top = as_object(data, "")
    asked = as_object(top.get("request"), "request")
    request = replace(read_request(asked, words), pool=_pool_terms(top.get("pool")))
    as_of = find_date(top.get("as_of"), "as_of") or today
    window = _window(top.get("window"), as_of, asked.get("needed_by"))
    if top.get("offers") is None:
        return request, None, window
    offers = tuple(
        read_offer(as_object(row, f"offers[{i}]"), f"offers[{i}]", words, request.price)
        for i, row in enumerate(as_rows(top["offers"], "offers"))
    )
    return request, offers, window


def _window(value: object, as_of: date, needed_by: object) -> Window:
    if value is None:
        first = Month.of(as_of)
        written = needed_by if isinstance(needed_by, str) else ""
        if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", written):
            last, last_day = get_month_end(written, "request.needed_by")
        else:
            year_on = as_of.replace(day=1) + timedelta(days=YEAR_DAYS)
            last, last_day = get_month_end(str(Month.of(year_on)), "window.to")
    else:
        row = as_object(value, "window")
        first, _ = get_month_end(row.get("from"), "window.from")
        last, last_day = get_month_end(row.get("to"), "window.to")
    if last < first:
        raise refuse(
            "window.to",
            "range",
            "Akhir jendela waktu tidak boleh sebelum awalnya.",
            "The window must not end before it begins.",
        )
    if last_day < as_of:
        raise refuse(
            "window.to" if value is not None else "request.needed_by",
            "past",
            f"Jendela waktu berakhir sebelum {as_of}.",
            f"The window ends before {as_of}.",
        )
    return Window(first, last, last_day, as_of)


def _pool_terms(value: object) -> PoolTerms:
    row: Row = as_object(value or {}, "pool")
    shares = {}
    for key in ("minimum_share", "maximum_share"):
        share = find_amount(row.get(key), f"pool.{key}")
        if share is not None and share > 1:
            raise refuse(
                f"pool.{key}",
                "out_of_range",
                "Bagian ditulis antara 0 dan 1.",
                "A share is written between 0 and 1.",
            )
        shares[key] = share
    far = row.get("maximum_distance_km")
    new = find_amount(row.get("new_exporters"), "pool.new_exporters")
    return PoolTerms(
        minimum_share=shares["minimum_share"],
        maximum_share=shares["maximum_share"],
        new_exporters=int(new or 0),
        maximum_distance_km=find_amount(far, "pool.maximum_distance_km"),
        accepted=tuple(
            _accepted(as_object(one, f"pool.accepted[{i}]"), f"pool.accepted[{i}]")
            for i, one in enumerate(as_rows(row.get("accepted"), "pool.accepted"))
        ),
    )


def _accepted(row: Row, at: str) -> Accepted:
    kg = find_amount(row.get("kg"), f"{at}.kg")
    if not kg:
        raise refuse(
            f"{at}.kg",
            "above_zero",
            "Harus lebih dari nol.",
            "This must be above zero.",
        )
    return Accepted(
        business=get_text(row.get("business"), f"{at}.business"),
        product=get_text(row.get("product"), f"{at}.product"),
        month=Month.parse(get_text(row.get("month"), f"{at}.month"), f"{at}.month"),
        kg=kg,
    )


NO_POOL: Mapping[str, object] = {
    "status": "short",
    "shares": [],
    "shortfall_kg": 0,
    "binding": [],
}
"""Stands for a pool where the weight asked for is not known."""


def match_to_json(
    result: MatchResult, pool: Mapping[str, object] = NO_POOL
) -> dict[str, object]:
    """The answer of `match` for one item.

    Parameters
    ----------
    result
        Of `match`.
    pool
        The pooled offer as plain data.

    Returns
    -------
    dict
        `{"matches", "refused", "pool"}`.
    """
    return {
        "matches": [
            {
                "product": found.offer.product,
                "business": found.offer.business,
                "score": found.score,
                "parts": {name: round(part, 4) for name, part in found.parts},
                "reasons": [reason.as_json() for reason in found.reasons],
            }
            for found in result.matches
        ],
        "refused": [_refusal(refusal) for refusal in result.refused],
        "pool": dict(pool),
    }


def _refusal(refusal: Refusal) -> dict[str, object]:
    return {
        "product": refusal.offer.product,
        "business": refusal.offer.business,
        "constraints": [
            {
                "code": constraint.code,
                "have": constraint.have,
                "need": constraint.need,
                "text": constraint.text.as_json(),
            }
            for constraint in refusal.constraints
        ],
        "steps": [step.as_json() for step in refusal.steps],
        "can_join_pool": refusal.can_join,
        "is_yes_after_steps": refusal.is_yes_after_steps,
        "cost_idr": list(refusal.cost_idr) if refusal.cost_idr else None,
        "days": list(refusal.days) if refusal.days else None,
    }
