"""What a change set would do, before anybody approves it."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.registry.sheet_file import sheet_response, wants_file
from wadah.apps.requirements.queries.change_set import get_change_set
from wadah.apps.validation.rule_impact import Flip, Impact, preview_rule_changes


@require_GET
def rule_impact(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    row = get_change_set(actor, pk)
    impact = preview_rule_changes(
        actor=actor, change_set=row, as_of=timezone.localdate()
    )
    if wants_file(request):
        return _file(request, impact)
    context = {"row": row, "impact": impact}
    return render(request, "validation/rule_impact.html", context)


def _file(request: HttpRequest, impact: Impact) -> HttpResponse:
    head = [_("Business"), _("Product"), _("Lot"), _("Market"), _("Case"),
            _("Verdict now"), _("Verdict then"), _("Rules"), _("Deals")]  # fmt: skip
    rows = [_line(flip) for flip in (*impact.flips, *impact.moved)]
    return sheet_response(request, "rule-impact", [head, *rows])


def _line(flip: Flip) -> list[object]:
    case = flip.case
    lot = case.lot.code if case and case.lot else ""
    rules = "; ".join(
        f"{one.rule}: {one.before or '-'} > {one.after or '-'}" for one in flip.lines
    )
    deals = "; ".join(f"{one.label} ({one.rung})" for one in flip.deals)
    return [flip.product.business.name, flip.product.name, lot, flip.market,
            case.pk if case else "", flip.before, flip.after, rules,
            deals]  # fmt: skip
