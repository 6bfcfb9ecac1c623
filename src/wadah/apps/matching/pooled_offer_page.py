"""A pooled offer as a picture: who gives what and when, and how it fills containers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import PooledOffer, PooledShare
from wadah.apps.matching.queries.pooled_offers import (
    list_living_shares,
    list_readable_keys,
)
from wadah.core.pooling import CONTAINERS, Part, Share, trace_containers
from wadah.core.values import Month

# So many months have a colour of their own; the table says them all.
TONES = 6
# Below it a number beneath a segment runs into the next one on a phone.
LEAST_NUMBERED_PERCENT = 5


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar: its place across in percent, its tone, the words for it."""

    left: str
    width: str
    tone: int
    label: str


@dataclass(frozen=True, slots=True)
class Member:
    """One business of the offer; without a name where the reader may not know it."""

    number: int
    name: str
    place: str
    is_named: bool
    shares: tuple[PooledShare, ...]

    @property
    def kg(self) -> Decimal:
        return sum((share.kg for share in self.shares), Decimal(0))

    @property
    def is_example(self) -> bool:
        return bool(self.shares[0].product.business.is_example)


@dataclass(frozen=True, slots=True)
class Bar:
    """One member or one container."""

    label: str
    kg: Decimal
    segments: tuple[Segment, ...]
    percent: int = 100


@dataclass(frozen=True, slots=True)
class ContainerPlan:
    """The containers of an offer: how much each takes, and what stands in which."""

    code: str
    full_kg: Decimal
    is_by_weight_only: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """All that a page or a file shows of an offer."""

    offer: PooledOffer
    members: tuple[Member, ...]
    months: tuple[date, ...]
    plan: ContainerPlan

    @property
    def kg(self) -> Decimal:
        return sum((member.kg for member in self.members), Decimal(0))


def make_picture(actor: Actor, offer: PooledOffer) -> Picture:
    """The living shares by member, numbered in a fixed order."""
    shares = list_living_shares(actor, offer)
    named = list_readable_keys(actor, shares)
    by_business: dict[int, list[PooledShare]] = {}
    for share in sorted(shares, key=lambda s: (s.product.business_id, s.month)):
        by_business.setdefault(share.product.business_id, []).append(share)
    members = tuple(
        _member(number, rows, named)
        for number, rows in enumerate(by_business.values(), 1)
    )
    months = tuple(sorted({share.month for share in shares}))
    return Picture(offer, members, months, plan_offer(offer.pool, shares))


def _member(number: int, rows: list[PooledShare], named: set[int]) -> Member:
    business = rows[0].product.business
    is_named = all(row.product_id in named for row in rows)
    name = business.name if is_named else _("Member %(number)s") % {"number": number}
    place = business.region.name if business.region else ""
    return Member(number, name, place, is_named, tuple(rows))


def plan_offer(pool: Mapping[str, Any], shares: Sequence[PooledShare]) -> ContainerPlan:
    """The plan of the matching, or one by weight alone where no packing is known."""
    found = pool.get("containers") or []
    if found:
        code, full_kg = str(found[0]["code"]), Decimal(str(found[0]["full_kg"]))
    else:
        code, full_kg = CONTAINERS[0].code, CONTAINERS[0].payload_kg
    rows = [
        Share(
            str(share.product.business_id), str(share.product_id),
            Month.of(share.month), share.kg, share.lot.code if share.lot else "",
        )
        for share in shares
    ]  # fmt: skip
    return ContainerPlan(code, full_kg, not found, trace_containers(rows, full_kg))


def draw_members(picture: Picture) -> list[Bar]:
    """One bar a member, stacked by month, to the scale of the largest."""
    top = max((member.kg for member in picture.members), default=Decimal(1))
    return [
        Bar(
            f"{member.number}. {member.name}",
            member.kg,
            _stack(
                [(s.kg, picture.months.index(s.month) % TONES, "")
                 for s in member.shares],
                top,
            ),
        )
        for member in picture.members
    ]  # fmt: skip


def draw_containers(picture: Picture) -> list[Bar]:
    """One bar a container, full at its net load, stacked by member."""
    number = {
        str(member.shares[0].product.business_id): member.number
        for member in picture.members
    }
    loads: dict[int, list[tuple[Decimal, int, str]]] = {}
    for part in picture.plan.parts:
        of = number[part.share.business]
        loads.setdefault(part.container, []).append(
            (part.share.kg, (of - 1) % TONES, str(of))
        )
    bars = []
    for place, load in loads.items():
        kg = sum((one[0] for one in load), Decimal(0))
        percent = int(100 * kg / picture.plan.full_kg)
        label = _("Container %(number)s") % {"number": place}
        bars.append(Bar(label, kg, _stack(load, picture.plan.full_kg), percent))
    return bars


def _stack(
    pieces: Sequence[tuple[Decimal, int, str]], top: Decimal
) -> tuple[Segment, ...]:
    segments, left = [], Decimal(0)
    for kg, tone, label in pieces:
        width = 100 * kg / top
        shown = label if width >= LEAST_NUMBERED_PERCENT else ""
        segments.append(Segment(f"{left:.2f}%", f"{width:.2f}%", tone, shown))
        left += width
    return tuple(segments)


def list_trace(picture: Picture) -> list[list[object]]:
    """Rows from the container back to member, product and lot, with a head."""
    head: list[object] = [
        "container", "container_code", "kg", "month", "member", "business",
        "region", "product", "product_name", "lot", "synthetic",
    ]  # fmt: skip
    of_product = {
        str(share.product_id): (member, share)
        for member in picture.members
        for share in member.shares
    }
    rows: list[list[object]] = [head]
    for part in picture.plan.parts:
        member, share = of_product[part.share.product]
        product = share.product
        rows.append(
            [part.container, picture.plan.code, part.share.kg, str(part.share.month),
             member.number, member.name, member.place,
             product.pk if member.is_named else "",
             product.name if member.is_named else "",
             part.share.lot if member.is_named else "",
             _("yes") if member.is_example else _("no")]
        )  # fmt: skip
    return rows
