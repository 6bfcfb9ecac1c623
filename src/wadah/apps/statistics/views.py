"""The page of the government analyst and its export."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.registry.sheet_file import sheet_response
from wadah.apps.statistics import queries


def overview(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    return render(request, "statistics/overview.html", make_overview(actor))


def make_overview(actor: Actor) -> dict[str, object]:
    """Everything the overview shows; the analyst's home shows it too."""
    language = get_language() or "id"
    steps = queries.count_funnel(actor)
    regions = queries.count_by_region(actor)
    return {
        "today": timezone.localdate(),
        "funnel": [
            {
                "code": step.definition.code,
                "name": step.definition.name.in_language(language),
                "definition": step.definition.definition.in_language(language),
                "count": step.count,
                "out_of": step.out_of,
                "share_pct": None if step.share is None else 100 * step.share,
            }
            for step in steps
        ],
        "regions": regions,
        "outside": queries.count_outside_province(actor),
        "official_counts": queries.list_official_counts(actor),
        "months": queries.count_registered_by_month(actor),
    }


def funnel_export(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    language = get_language() or "id"
    today = timezone.localdate()
    head = [_("step"), _("count"), _("out of"), _("definition"), _("counted on")]
    rows = [
        [
            step.definition.name.in_language(language),
            step.count,
            step.out_of,
            step.definition.definition.in_language(language),
            today,
        ]
        for step in queries.count_funnel(actor)
    ]
    return sheet_response(request, "wadah-funnel", [head, *rows])
