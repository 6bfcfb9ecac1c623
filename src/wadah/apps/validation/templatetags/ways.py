"""What the page of a case shows of its way and of the readiness of its product."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.translation import get_language

from wadah.apps.registry.models import Product
from wadah.apps.validation.models import Case, ProductReadiness
from wadah.apps.validation.queries.readiness import list_history
from wadah.apps.validation.readiness_words import describe_profile, level_words
from wadah.apps.validation.way_pages import describe_way, find_way

register = template.Library()
register.filter("level_words", level_words)


@register.simple_tag(takes_context=True)
def find_case_way(context: Context, case: Case) -> dict[str, Any]:
    """The way of a case as the reader's organisation reckons it today."""
    way = find_way(context["request"].actor, case, timezone.localdate())
    return describe_way(way, case, get_language() or "id")


@register.simple_tag
def find_readiness(product: Product) -> dict[str, Any] | None:
    """The newest profile that was kept, or nothing."""
    row: ProductReadiness | None = list_history(product).first()
    if row is None:
        return None
    return describe_profile(row.result, get_language() or "id")
