"""The sheets of a case and of a product, and the badge of their state."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils import timezone

from wadah.apps.accounts.models import Role
from wadah.apps.registry.models import Product
from wadah.apps.validation.models import Case
from wadah.apps.validation.queries.sheets import (
    find_decision_to_issue,
    judge_sheet,
    list_case_sheets,
    list_public_sheets,
)
from wadah.apps.validation.sheets.page import LOOKS
from wadah.apps.validation.sheets.state import State

register = template.Library()


@register.filter
def as_day(text: str) -> date:
    """A day of a signed text, which holds days and moments as ISO 8601."""
    return date.fromisoformat(text[:10])


@register.inclusion_tag("validation/_sheet_badge.html")
def sheet_badge(state: str, size: str = "") -> dict[str, Any]:
    look, icon, word = LOOKS[State(state)]
    return {"look": look, "icon": icon, "word": word, "is_big": size == "big"}


@register.inclusion_tag("validation/_sheets.html", takes_context=True)
def case_sheets(context: dict[str, Any], case: Case) -> dict[str, Any]:
    """Sheets of a case, with the button to issue one for whoever may."""
    today, actor = timezone.localdate(), context["actor"]
    decision = find_decision_to_issue(case, today)
    return {
        "case": case,
        "sheets": [(row, judge_sheet(row, today)) for row in list_case_sheets(case)],
        "may_issue": decision is not None and actor.role is Role.APPROVER,
        "waits": decision is not None,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("validation/_public_sheets.html")
def product_sheets(product: Product) -> dict[str, Any]:
    """What is proved of a published product, by whom, when; nothing else."""
    return {"sheets": list_public_sheets(product, timezone.localdate())}
