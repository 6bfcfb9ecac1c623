"""What the last sweep said: counts by family and market, the products behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.typed import read_words
from wadah.apps.reference.models import Market, ProductFamily
from wadah.apps.registry.sheet_file import (
    MOST_ROWS,
    sheet_response,
    synthetic_cell,
    wants_file,
)
from wadah.apps.validation.actions.start_sweep import start_sweep
from wadah.apps.validation.models import Sweep, SweepOrder
from wadah.apps.validation.queries.sweep import (
    SweptWanted,
    count_swept,
    find_last_order,
    find_latest_sweep,
    find_open_order,
    list_sweeps,
    list_swept,
)
from wadah.apps.validation.sweep.tally import VERDICTS, Tally
from wadah.apps.validation.sweep.thinning import KEPT_ALL_DAYS
from wadah.apps.validation.sweep_page import make_rows, sort_rows, total_up
from wadah.apps.validation.views.queue import VERDICT_WORDS

FAMILIES_A_PAGE = 25
PRODUCTS_A_PAGE = 50
SWEEPS_SHOWN = 12
REFRESH_SECONDS = 3


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor


@require_GET
def sweep_list(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    sweep = find_latest_sweep(actor)
    tally = count_swept(actor, sweep) if sweep else {}
    if sweep and wants_file(request):
        return _tally_file(request, sweep, tally)
    totals = total_up(tally)
    verdict = _choose_verdict(request, totals)
    words = read_words(request)
    markets = sweep.markets if sweep else []
    rows = [
        row
        for row in make_rows(tally, _family_names(), markets, verdict)
        if words.casefold() in row.name.casefold()
    ]
    rows = sort_rows(rows, request.GET.get("sort", ""))
    context = {
        "sweep": sweep,
        "totals": [(code, VERDICT_WORDS[code], totals[code]) for code in VERDICTS],
        "verdict": verdict,
        "verdicts": [(code, VERDICT_WORDS[code]) for code in VERDICTS],
        "words": words,
        "markets": _market_names(markets),
        "page_obj": Paginator(rows, FAMILIES_A_PAGE).get_page(request.GET.get("page")),
        "before": _list_before(actor, sweep),
        "kept_days": KEPT_ALL_DAYS,
        "sees_products": actor.role is not Role.ANALYST,
        **_ordering(actor),
    }
    response = render(request, "validation/sweep_list.html", context)
    if context["order_open"]:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _choose_verdict(request: HttpRequest, totals: Mapping[str, int]) -> str:
    """The one asked for, else the best that any product has."""
    asked = request.GET.get("verdict", "")
    if asked in VERDICTS:
        return asked
    return next((code for code in VERDICTS if totals[code]), VERDICTS[0])


def _list_before(actor: Actor, sweep: Sweep | None) -> list[Sweep]:
    """The sweeps before this one."""
    found = list_sweeps(actor)[: SWEEPS_SHOWN + 1]
    return [one for one in found if sweep and one.pk != sweep.pk]


def _ordering(actor: Actor) -> dict[str, object]:
    """How far a sweep is that somebody asked for; only who may ask is told."""
    if actor.role is not Role.ADMINISTRATOR:
        return {"may_start": False, "order_open": None, "order_failed": False}
    order = find_open_order(actor, timezone.now())
    last = find_last_order(actor)
    steps = [step.value for step in SweepOrder.Step]
    step = order.step if order else ""
    return {
        "may_start": order is None,
        "order_open": order,
        "order_pct": 100 * steps.index(step) // len(steps) if step else 0,
        "order_failed": order is None
        and last is not None
        and last.state != SweepOrder.State.DONE,
    }


@require_POST
def sweep_start(request: HttpRequest) -> HttpResponse:
    start_sweep(actor=_actor(request), as_of=timezone.localdate(), now=timezone.now())
    messages.success(request, _("The sweep is with the worker."))
    return redirect("validation:sweep_list")


@require_GET
def swept_list(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    sweep = find_latest_sweep(actor)
    if sweep is None:
        return redirect("validation:sweep_list")
    wanted = _read_wanted(request, sweep)
    found = list_swept(actor, sweep, wanted)
    if wants_file(request):
        return _swept_file(request, sweep, wanted, found[:MOST_ROWS])
    context = {
        "sweep": sweep,
        "wanted": wanted,
        "markets": _market_names(sweep.markets),
        "market_name": dict(_market_names(sweep.markets)).get(wanted.market, ""),
        "families": ProductFamily.objects.filter(
            pk__in=list(count_swept(actor, sweep))
        ),
        "verdicts": [(code, VERDICT_WORDS[code]) for code in VERDICTS],
        "page_obj": Paginator(found, PRODUCTS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "validation/swept_list.html", context)


def _read_wanted(request: HttpRequest, sweep: Sweep) -> SweptWanted:
    asked = request.GET
    market = asked.get("market", "")
    usual = "DE" if "DE" in sweep.markets else sweep.markets[0]
    return SweptWanted(
        market=market if market in sweep.markets else usual,
        text=read_words(request),
        verdict=asked.get("verdict", ""),
        family=asked.get("family", "")[:60],
        rule=asked.get("rule", "").strip()[:40],
        sort=asked.get("sort", ""),
    )


def _family_names() -> dict[str, str]:
    return {family.pk: family.name for family in ProductFamily.objects.all()}


def _market_names(codes: list[str]) -> list[tuple[str, str]]:
    names = {row.pk: row.name for row in Market.objects.filter(pk__in=codes)}
    return [(code, names.get(code, code)) for code in codes]


def _tally_file(request: HttpRequest, sweep: Sweep, tally: Tally) -> HttpResponse:
    head = [
        _("Kind of goods"), _("Market"), *(str(VERDICT_WORDS[v]) for v in VERDICTS),
        _("As of"),
    ]  # fmt: skip
    names = _family_names()
    rows = [
        [names.get(family, family), market, *counts, sweep.as_of]
        for family, markets in tally.items()
        for market, counts in markets.items()
    ]
    return sheet_response(request, "sweep", [head, *rows])


def _swept_file(
    request: HttpRequest, sweep: Sweep, wanted: SweptWanted, found: Iterable[Any]
) -> HttpResponse:
    head = [
        _("Product"), _("Business"), _("Synthetic"), _("Kind of goods"), _("Market"),
        _("Answer"), _("Rules that decide"), _("As of"),
    ]  # fmt: skip
    rows = [
        [row.product.name, row.product.business.name,
         synthetic_cell(row.product.business), row.product.family.name, wanted.market,
         str(VERDICT_WORDS[row.verdict]), row.rules, sweep.as_of]
        for row in found
    ]  # fmt: skip
    return sheet_response(request, "swept-products", [head, *rows])
