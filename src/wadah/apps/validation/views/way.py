"""Pages of the way to ready: of a case, over markets, and the figures behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.reference.models import Market
from wadah.apps.registry.queries.business import can_edit, get_business
from wadah.apps.registry.queries.product import get_product
from wadah.apps.registry.sheet_file import MOST_ROWS, sheet_response, wants_file
from wadah.apps.requirements.rule_base import read_rule_base
from wadah.apps.requirements.step_files import read_packaged_steps
from wadah.apps.validation.actions.keep_step_figure import (
    FigureValues,
    keep_step_figure,
)
from wadah.apps.validation.figure_forms import StepFigureForm
from wadah.apps.validation.models import StepFigure
from wadah.apps.validation.queries.case import get_case
from wadah.apps.validation.queries.step_figures import (
    get_own_figure,
    list_own_figures,
    make_step_book,
)
from wadah.apps.validation.way_pages import (
    describe_openings,
    describe_way,
    find_way,
    judge_markets,
    name_subject,
    rank_for_business,
)
from wadah.core.requirements import (
    JudgedCase,
    StepBook,
    Way,
    rank_papers,
    way_to_ready,
)
from wadah.core.values import InvalidInput, Verdict

PAGE = 25
_BEST_FIRST = tuple(reversed(Verdict))


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor


def _language() -> str:
    return get_language() or "id"


@require_GET
def case_way(request: HttpRequest, pk: int) -> HttpResponse:
    actor, today = _actor(request), timezone.localdate()
    case = get_case(actor, pk)
    way = find_way(actor, case, today)
    context = {
        "case": case,
        "page": describe_way(way, case, _language()),
        "may_add": can_edit(actor, case.product.business),
    }
    return render(request, "validation/case_way.html", context)


@require_GET
def product_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Which paper of this product opens most markets, and each market's way."""
    actor, today = _actor(request), timezone.localdate()
    product = get_product(actor, pk)
    book = make_step_book(actor, product.business, today)
    judged = judge_markets(product, today)
    names = {market.pk: market.name for market in Market.objects.all()}
    openings = rank_papers(list(judged.values()), read_rule_base())
    context = {
        "product": product,
        "business": product.business,
        "papers": describe_openings(openings, book, names, _language()),
        "markets": _market_rows(judged, book, names),
        "may_add": can_edit(actor, product.business),
        "count": len(judged),
        "gap_count": len(names) - len(judged),
    }
    return render(request, "validation/paper_openings.html", context)


def _market_rows(
    judged: Mapping[str, JudgedCase], book: StepBook, names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """A row for all markets with one way: the best first, then the fewest steps."""
    rows: dict[tuple[object, ...], dict[str, Any]] = {}
    for code, one in judged.items():
        # Markets of one group are asked the same and answer the same: one way serves
        # all of them.
        key = tuple((i.rule, i.status, i.asks) for i in one.assessment.items)
        if key not in rows:
            way = way_to_ready(one.case, one.assessment, read_rule_base(), book)
            rows[key] = _market_row(way)
        rows[key]["names"] = sorted([*rows[key]["names"], names[code]])
    return sorted(rows.values(), key=_row_order)


def _market_row(way: Way) -> dict[str, Any]:
    return {
        "names": [],
        "verdict": way.verdict,
        "step_count": len(way.steps),
        "blocked_count": len(way.blocked),
        "cost_idr": way.totals.cost_idr,
        "unpriced_count": len(way.totals.unpriced),
        "days": way.totals.days,
    }


def _row_order(row: Mapping[str, Any]) -> tuple[int, int, str]:
    return _BEST_FIRST.index(row["verdict"]), row["step_count"], row["names"][0]


@require_GET
def business_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Which paper opens most over all products of a business."""
    actor, today = _actor(request), timezone.localdate()
    business = get_business(actor, pk)
    book = make_step_book(actor, business, today)
    openings, names, left_out = rank_for_business(business, today)
    context = {
        "business": business,
        "papers": describe_openings(openings, book, names, _language()),
        "left_out": left_out,
        "count": len(names),
    }
    return render(request, "validation/paper_openings.html", context)


@require_GET
def figure_list(request: HttpRequest) -> HttpResponse:
    figures = list_own_figures(_actor(request))
    book, language = read_packaged_steps(), _language()
    rows = [
        (figure, name_subject(figure.subject, language, book)) for figure in figures
    ]
    text = request.GET.get("q", "").strip().casefold()
    if text:
        rows = [
            row for row in rows
            if text in f"{row[1]} {row[0].subject} {row[0].source}".casefold()
        ]  # fmt: skip
    if wants_file(request):
        return _figure_file(request, rows[:MOST_ROWS])
    context = {
        "q": request.GET.get("q", ""),
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "today": timezone.localdate(),
    }
    return render(request, "validation/figure_list.html", context)


def _figure_file(
    request: HttpRequest, rows: list[tuple[StepFigure, str]]
) -> HttpResponse:
    head = [_("Step"), "subject", "action", "cost_low_idr", "cost_high_idr",
            "days_low", "days_high", _("Source"), _("Note"), _("Valid from"),
            _("Ended on")]  # fmt: skip
    lines = [
        [name, one.subject, one.action, one.cost_low_idr, one.cost_high_idr,
         one.days_low, one.days_high, one.source, one.note, one.valid_from,
         one.ended_on]
        for one, name in rows
    ]  # fmt: skip
    return sheet_response(request, "step-figures", [head, *lines])


@require_http_methods(["GET", "POST"])
def figure_add(request: HttpRequest) -> HttpResponse:
    initial = {
        "valid_from": timezone.localdate(),
        "subject": request.GET.get("subject", ""),
    }
    return _figure_form(request, None, initial)


@require_http_methods(["GET", "POST"])
def figure_edit(request: HttpRequest, pk: int) -> HttpResponse:
    figure = get_own_figure(_actor(request), pk)
    initial = {name: getattr(figure, name) for name in FigureValues.__slots__}
    return _figure_form(request, figure, initial)


def _figure_form(
    request: HttpRequest, figure: StepFigure | None, initial: dict[str, Any]
) -> HttpResponse:
    form = StepFigureForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            keep_step_figure(
                actor=_actor(request),
                figure=figure,
                values=FigureValues(**form.cleaned_data),
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("The figure is kept and used in every way from now on.")
            )
            return redirect("validation:figure_list")
    context = {"form": form, "figure": figure}
    return render(request, "validation/figure_form.html", context)
