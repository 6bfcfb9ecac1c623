"""Where a person can go: the bar of the layout, in groups where it would be long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Role
from wadah.delivery.web.access import ANYONE, ROUTES

# So many entries stand side by side; more are brought together under their groups.
FLAT = 10


@dataclass(frozen=True, slots=True)
class NavItem:
    url: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Entries of one kind; the group itself leads to the first of them."""

    label: str
    items: tuple[NavItem, ...]

    @property
    def url(self) -> str:
        return self.items[0].url

    @property
    def current(self) -> bool:
        return any(item.current for item in self.items)


_GROUPS: tuple[tuple[Any, tuple[tuple[str, Any], ...]], ...] = (
    (_("Home"), (("home", _("Home")),)),
    (_("Products"), (("product_list", _("Products")),)),
    (
        pgettext_lazy("bar", "Register"),
        (
            ("registry:business_list", _("Businesses")),
            ("registry:group_list", _("Groups")),
            ("registry:import_list", _("Imports")),
            ("registry:duplicate_list", _("Duplicates")),
        ),
    ),
    (
        pgettext_lazy("bar", "Validation"),
        (
            ("validation:case_list", _("Cases")),
            ("validation:readiness_list", _("Readiness")),
            ("validation:sweep_list", _("All markets")),
            ("validation:expiring_list", _("Ending papers")),
            ("requirements:rule_list", _("Rules")),
        ),
    ),
    (
        pgettext_lazy("bar", "Market"),
        (
            ("matching:board", _("Board of requests")),
            ("matching:request_list", _("Requests")),
            ("matching:buyer_list", _("Buyers")),
            ("matching:shortlist_list", _("Shortlists")),
            ("meetings:event_list", _("Events")),
            ("meetings:meeting_list", _("Meetings")),
            ("exports:deal_list", _("Deals")),
            ("exports:rung_queue", _("To confirm")),
        ),
    ),
    (_("Statistics"), (("statistics:overview", _("Statistics")),)),
    (
        pgettext_lazy("bar", "Office"),
        (
            ("accounts:people", _("People")),
            ("reference:index", _("Reference data")),
            ("operations:overview", _("Operations")),
        ),
    ),
    (_("How it works"), (("how_it_works", _("How it works")),)),
)
# Public pages that a role at work does not need in its bar.
_HIDDEN = {
    Role.OWNER: {"how_it_works", "requirements:rule_list", "accounts:people"},
    Role.STAFF: {"how_it_works", "requirements:rule_list", "accounts:people"},
    Role.OFFICER: {"how_it_works", "product_list"},
    Role.ANALYST: {"how_it_works", "requirements:rule_list", "accounts:people"},
    # A buyer comes to his shortlists from the request that they answer.
    Role.BUYER: {"accounts:people", "matching:shortlist_list"},
    Role.VERIFIER: {"accounts:people"},
    Role.APPROVER: {"accounts:people"},
    Role.ADMINISTRATOR: {"how_it_works"},
}


def list_nav_groups(actor: Actor, path: str) -> list[NavGroup]:
    """What this actor may open, the current entry marked.

    A few entries are a group each; a group of one bears the name of its entry.
    """
    allowed = [
        (label, names)
        for label, entries in _GROUPS
        if (names := [entry for entry in entries if _may_see(actor, entry[0])])
    ]
    urls = [reverse(name) for _label, names in allowed for name, _words in names]
    here = _here(path, urls)
    groups = [
        NavGroup(
            str(label if len(names) > 1 else names[0][1]),
            tuple(
                NavItem(url, str(words), url == here)
                for name, words in names
                for url in [reverse(name)]
            ),
        )
        for label, names in allowed
    ]
    if len(urls) > FLAT:
        return groups
    return [NavGroup(item.label, (item,)) for group in groups for item in group.items]


def _may_see(actor: Actor, name: str) -> bool:
    roles = ROUTES.get(name, frozenset())
    may_open = ANYONE in roles or (actor.role is not None and actor.role in roles)
    hidden = _HIDDEN.get(actor.role, set()) if actor.role else set()
    return may_open and name not in hidden


def _here(path: str, urls: list[str]) -> str:
    """The entry that the page belongs to: the longest address it begins with."""
    return max((url for url in urls if _is_at(path, url)), key=len, default="")


def _is_at(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
