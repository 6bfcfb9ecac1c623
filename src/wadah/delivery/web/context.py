"""What the layout needs on every page: who is here and where he can go."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from wadah.apps.accounts.actor import ANONYMOUS
from wadah.delivery.web.navigation import list_nav_groups


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the layout."""
    actor = getattr(request, "actor", ANONYMOUS)
    return {"actor": actor, "nav_groups": list_nav_groups(actor, request.path)}
