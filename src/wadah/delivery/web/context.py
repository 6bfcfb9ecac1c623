"""What the layout needs on every page: who is here and where he can go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.actor import ANONYMOUS, Actor
from wadah.apps.accounts.models import Role
from wadah.delivery.web.access import ANYONE, ROUTES


@dataclass(frozen=True, slots=True)
class NavItem:
    url: str
    label: str
    current: bool


_ENTRIES: tuple[tuple[str, Any], ...] = (
    ("home", _("Home")),
    ("product_list", _("Products")),
    ("registry:business_list", _("Businesses")),
    ("registry:group_list", _("Groups")),
    ("registry:import_list", _("Imports")),
    ("registry:duplicate_list", _("Duplicates")),
    ("validation:case_list", _("Cases")),
    ("validation:expiring_list", _("Ending papers")),
    ("validation:readiness_list", _("Readiness")),
    ("matching:request_list", _("Requests")),
    ("meetings:meeting_list", _("Meetings")),
    ("exports:deal_list", _("Deals")),
    ("exports:rung_queue", _("To confirm")),
    ("statistics:overview", _("Statistics")),
    ("accounts:people", _("People")),
    ("requirements:rule_list", _("Rules")),
    ("reference:index", _("Reference data")),
    ("operations:overview", _("Operations")),
    ("how_it_works", _("How it works")),
)
# Public pages that a role at work does not need in its bar.
_HIDDEN = {
    Role.OWNER: {"how_it_works", "requirements:rule_list", "accounts:people"},
    Role.STAFF: {"how_it_works", "requirements:rule_list", "accounts:people"},
    Role.OFFICER: {"how_it_works", "product_list"},
    Role.ANALYST: {"how_it_works", "requirements:rule_list", "accounts:people"},
    Role.BUYER: {"accounts:people"},
    Role.VERIFIER: {"accounts:people"},
    Role.APPROVER: {"accounts:people"},
}


def list_nav_items(actor: Actor, path: str) -> list[NavItem]:
    """The entries this actor may open, the current one marked."""
    hidden = _HIDDEN.get(actor.role, set()) if actor.role else set()
    items = []
    for name, label in _ENTRIES:
        allowed = ROUTES.get(name, frozenset())
        may = ANYONE in allowed or (actor.role is not None and actor.role in allowed)
        if not may or name in hidden:
            continue
        items.append(NavItem(reverse(name), label, current=False))
    # An address may lie beneath that of another entry: the longest is where one is.
    here = max((i.url for i in items if _is_at(path, i.url)), key=len, default="")
    return [replace(item, current=item.url == here) for item in items]


def _is_at(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the layout."""
    actor = getattr(request, "actor", ANONYMOUS)
    return {"actor": actor, "nav_items": list_nav_items(actor, request.path)}
