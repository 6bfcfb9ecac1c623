"""Reads reference rows for their screens."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.reference.models import HsCode, HsCorrelation
from wadah.delivery.reference.kinds import KINDS, Kind


def get_kind(actor: Actor, slug: str) -> Kind:
    """A table of reference rows. Raises `Absent` when there is none or not for him."""
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL, Reach.OWN)
    kind = KINDS.get(slug)
    if kind is None:
        raise Absent(slug)
    return kind


def may_keep(actor: Actor) -> bool:
    """Whether the actor may change reference rows, not only read them."""
    return actor.reach(Subject.CONFIGURATION) is Reach.ALL


def list_rows(kind: Kind, text: str, sort: str, offered: str) -> QuerySet[Any]:
    """Rows that hold the text, in a known order; `offered` is yes, no or all."""
    rows = kind.model._default_manager.select_related(*kind.related)
    if text:
        wanted = Q()
        for name in kind.search:
            wanted |= Q(**{f"{name}__icontains": text})
        rows = rows.filter(wanted)
    if kind.is_kept and offered in ("yes", "no"):
        today = timezone.localdate()
        is_off = Q(disabled_from__isnull=False, disabled_from__lte=today)
        rows = rows.filter(is_off if offered == "no" else ~is_off)
    known = {column.sort for column in kind.columns if column.sort}
    order = sort if sort.removeprefix("-") in known else kind.order
    return rows.order_by(order, "pk")


def get_row(actor: Actor, kind: Kind, pk: str) -> models.Model:
    """One row to change. Raises `Absent` when it is not there or not for him."""
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL)
    try:
        row = kind.model._default_manager.select_related(*kind.related).filter(pk=pk)
        found = row.first()
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise Absent(f"{kind.slug} {pk}")
    return found


def list_editions(actor: Actor) -> list[str]:
    """Editions of the nomenclature that were loaded, newest first."""
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL, Reach.OWN)
    found = HsCode.objects.order_by("-edition").values_list("edition", flat=True)
    return list(found.distinct())


def search_codes(actor: Actor, edition: str, text: str) -> QuerySet[HsCode]:
    """Codes that begin with the digits, or whose text holds every word."""
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL, Reach.OWN)
    rows = HsCode.objects.filter(edition=edition)
    digits = text.replace(".", "").replace(" ", "")
    if digits.isdigit():
        return rows.filter(code__startswith=digits).order_by("code")
    for word in text.split()[:8]:
        rows = rows.filter(
            Q(text_id__icontains=word)
            | Q(text_en__icontains=word)
            | Q(national_lines_id__icontains=word)
        )
    return rows.order_by("code") if text else rows.filter(level__lte=2).order_by("code")


def get_code(actor: Actor, edition: str, code: str) -> HsCode:
    """One code of one edition. Raises `Absent`."""
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL, Reach.OWN)
    row = HsCode.objects.filter(edition=edition, code=code).first()
    if row is None:
        raise Absent(f"{edition} {code}")
    return row


def list_above(row: HsCode) -> list[HsCode]:
    """The codes above a code, the widest first."""
    above: list[HsCode] = []
    code = row.parent_code
    while code:
        parent = HsCode.objects.filter(edition=row.edition, code=code).first()
        if parent is None or parent in above:
            break
        above.insert(0, parent)
        code = parent.parent_code
    return above


def list_correlations(code: str) -> QuerySet[HsCorrelation]:
    """Pairs with the edition before, from the subheading of a code."""
    return HsCorrelation.objects.filter(from_code=code[:6])


def list_correlations_back(code: str) -> QuerySet[HsCorrelation]:
    """Pairs in which the code is the older one."""
    return HsCorrelation.objects.filter(to_code=code[:6])
