"""Pages of deals: the ladder of each, what waits for a second person, the totals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Absent, Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.exports.actions.confirm_rung import confirm_rung
from wadah.apps.exports.actions.open_deal import open_deal
from wadah.apps.exports.actions.record_rung import record_rung
from wadah.apps.exports.forms import RungForm
from wadah.apps.exports.models import Deal, DealRung, Rung
from wadah.apps.exports.queries.deal import (
    get_deal,
    get_rung,
    list_rungs_to_confirm,
    list_totals,
    may_confirm,
    may_record,
    visible_deals,
)
from wadah.apps.matching.queries.request import get_request
from wadah.apps.registry.queries.product import get_product
from wadah.apps.registry.sheet_file import (
    MOST_ROWS,
    sheet_response,
    synthetic_cell,
    wants_file,
)
from wadah.core.exports import RUNGS, RungTotal, highest_rung, next_rungs
from wadah.core.values import InvalidInput

PAGE = 25
SORTS = {
    "opened": ("-opened_at", "-pk"),
    "business": ("product__business__name", "pk"),
    "buyer": ("request__buyer__name", "pk"),
}


@dataclass(frozen=True, slots=True)
class LadderRow:
    """One rung of a deal as a page shows it: reached or not yet."""

    slug: str
    label: str
    rung: DealRung | None


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal in the list with its whole ladder."""

    deal: Deal
    ladder: tuple[LadderRow, ...]
    highest: LadderRow | None


@require_GET
def deal_list(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    deals = _filtered(visible_deals(actor), request)
    sort = request.GET.get("sort", "opened")
    deals = deals.order_by(*SORTS.get(sort, SORTS["opened"]))
    if wants_file(request):
        return _deal_file(request, deals.prefetch_related("rungs")[:MOST_ROWS])
    page = Paginator(deals.prefetch_related("rungs"), PAGE).get_page(
        request.GET.get("page")
    )
    totals = list_totals(actor)
    context = {
        "page_obj": page,
        "lines": [_line(deal) for deal in page.object_list],
        "before_export": [_labelled(one) for one in totals if not one.is_export],
        "exported": [_labelled(one) for one in totals if one.is_export],
        "rungs": Rung.choices,
        "rung": request.GET.get("rung", ""),
        "q": request.GET.get("q", "").strip(),
        "sort": sort,
    }
    return render(request, "exports/deal_list.html", context)


@require_POST
def deal_add(request: HttpRequest, request_pk: int, product_pk: int) -> HttpResponse:
    actor = _actor(request)
    deal = open_deal(
        actor=actor,
        request=get_request(actor, request_pk),
        product=get_product(actor, product_pk),
    )
    messages.success(request, _("The deal is open. Record the first rung."))
    return redirect("exports:deal_detail", deal.pk)


@require_GET
def deal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    deal = get_deal(actor, pk)
    line = _line(deal)
    reached = [row.slug for row in line.ladder if row.rung]
    context = {
        "deal": deal,
        "ladder": line.ladder,
        "highest": line.highest,
        "may_record": may_record(actor) and bool(next_rungs(highest_rung(reached))),
        "may_confirm": may_confirm(actor),
    }
    return render(request, "exports/deal_detail.html", context)


@require_http_methods(["GET", "POST"])
def rung_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    deal = get_deal(actor, pk)
    rungs = next_rungs(highest_rung(deal.rungs.values_list("rung", flat=True)))
    form = RungForm(request.POST or None, request.FILES or None, rungs=rungs)
    if request.method == "POST" and form.is_valid():
        try:
            record_rung(actor=actor, deal=deal, **form.cleaned_data)
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("Recorded. Another person now checks the proof.")
            )
            return redirect("exports:deal_detail", deal.pk)
    context = {"form": form, "deal": deal, "is_complete": not rungs}
    return render(request, "exports/rung_add.html", context)


@require_POST
def rung_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    rung = get_rung(actor, pk)
    confirm_rung(actor=actor, rung=rung, confirmed_at=timezone.now())
    messages.success(request, _("Confirmed. The rung counts from now on."))
    if request.POST.get("back") == "queue":
        return redirect("exports:rung_queue")
    return redirect("exports:deal_detail", rung.deal_id)


@require_GET
def rung_proof(request: HttpRequest, pk: int) -> FileResponse:
    rung = get_rung(_actor(request), pk)
    if not rung.proof_file:
        raise Absent(f"proof of rung {pk}")
    # Saved to disk by the browser, never shown inside the site: it is a stranger's
    # file. Its ending was chosen by us from its first bytes.
    return FileResponse(rung.proof_file.open("rb"), as_attachment=True)


@require_GET
def rung_queue(request: HttpRequest) -> HttpResponse:
    rungs = list_rungs_to_confirm(_actor(request))
    text = request.GET.get("q", "").strip()
    if text:
        rungs = rungs.filter(
            Q(deal__product__business__name__icontains=text)
            | Q(deal__request__buyer__name__icontains=text)
            | Q(proof__icontains=text)
        )
    if wants_file(request):
        return _rung_file(request, rungs[:MOST_ROWS])
    page = Paginator(rungs, PAGE).get_page(request.GET.get("page"))
    return render(request, "exports/rung_queue.html", {"page_obj": page, "q": text})


def _deal_file(request: HttpRequest, deals: Iterable[Deal]) -> HttpResponse:
    head = [_("Business"), _("Product"), _("Buyer"), _("Destination"), _("Rung"),
            _("Reached on"), _("Value"), _("Currency"), _("Confirmed on"),
            _("Synthetic")]  # fmt: skip
    rows = []
    for deal in deals:
        top = _line(deal).highest
        rung = top.rung if top else None
        rows.append(
            [deal.product.business.name, deal.product.name, deal.request.buyer.name,
             deal.request.destination.name, top.label if top else "",
             *_rung_cells(rung), synthetic_cell(deal.product.business)]
        )  # fmt: skip
    return sheet_response(request, "deals", [head, *rows])


def _rung_cells(rung: DealRung | None) -> list[object]:
    """Day, value, currency and the day of the second person's word."""
    if rung is None:
        return ["", "", "", ""]
    amount = "" if rung.value_amount is None else rung.value_amount
    return [rung.reached_on, amount, rung.value_currency, rung.confirmed_at or ""]


def _rung_file(request: HttpRequest, rungs: Iterable[DealRung]) -> HttpResponse:
    head = [_("Business"), _("Buyer"), _("Rung"), _("Reached on"), _("Value"),
            _("Currency"), _("Confirmed on"), _("Proof"), _("Recorded by"),
            _("Synthetic")]  # fmt: skip
    rows = [
        [rung.deal.product.business.name, rung.deal.request.buyer.name,
         rung.get_rung_display(), *_rung_cells(rung), rung.proof,
         rung.recorded_by.name if rung.recorded_by else "",
         synthetic_cell(rung.deal.product.business)]
        for rung in rungs
    ]  # fmt: skip
    return sheet_response(request, "rungs", [head, *rows])


def _filtered(deals: QuerySet[Deal], request: HttpRequest) -> QuerySet[Deal]:
    text = request.GET.get("q", "").strip()
    if text:
        deals = deals.filter(
            Q(product__name__icontains=text)
            | Q(product__business__name__icontains=text)
            | Q(request__buyer__name__icontains=text)
        )
    rung = request.GET.get("rung", "")
    if rung in RUNGS:
        with_rung = DealRung.objects.filter(rung=rung)
        deals = deals.filter(pk__in=with_rung.values("deal_id"))
    return deals


def _line(deal: Deal) -> DealLine:
    reached = {rung.rung: rung for rung in deal.rungs.all()}
    labels = dict(Rung.choices)
    ladder = tuple(LadderRow(one, str(labels[one]), reached.get(one)) for one in RUNGS)
    top = highest_rung(reached)
    highest = next((row for row in ladder if row.slug == top), None)
    return DealLine(deal, ladder, highest)


def _labelled(total: RungTotal) -> dict[str, object]:
    return {"label": dict(Rung.choices)[total.rung], "total": total}


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor
