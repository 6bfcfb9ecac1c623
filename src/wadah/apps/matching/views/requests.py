"""Pages of requests: the list, the form, and who can fill a request and why."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.actions.add_buyer import add_buyer
from wadah.apps.matching.actions.add_request import add_request
from wadah.apps.matching.actions.edit_request import edit_request
from wadah.apps.matching.actions.match_request import match_request
from wadah.apps.matching.actions.promise_capacity import promise_capacity
from wadah.apps.matching.actions.record_request_view import record_request_view
from wadah.apps.matching.actions.submit_request import submit_request
from wadah.apps.matching.forms.promise import PromiseForm
from wadah.apps.matching.forms.request import RequestForm, request_initial
from wadah.apps.matching.models import Buyer, BuyerRequest
from wadah.apps.matching.queries.request import (
    find_own_buyer,
    get_request,
    search_requests,
)
from wadah.apps.matching.request_page import list_request_lines
from wadah.apps.matching.views.request_detail import show_request
from wadah.apps.reference.models import Market
from wadah.apps.registry.queries.product import get_product
from wadah.apps.registry.sheet_file import MOST_ROWS, sheet_response, synthetic_cell
from wadah.core.values import InvalidInput, Month

PAGE = 25
SORTS = {
    "new": ("-made_at", "-pk"),
    "quantity": ("-quantity_kg", "-pk"),
    "window": ("window_from", "pk"),
    "buyer": ("buyer__name", "pk"),
    "matches": ("-match_count", "-pk"),
}


@require_GET
def request_list(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    sort = request.GET.get("sort", "new")
    filters = _filters(request)
    found = search_requests(actor, **filters)
    found = found.order_by(*_sort_of(actor, sort))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    waiting = search_requests(actor, state=BuyerRequest.State.SUBMITTED)
    context = {
        "page_obj": page,
        "lines": list_request_lines(actor, page.object_list),
        "sort": sort,
        "filters": filters,
        "states": BuyerRequest.State.choices,
        "markets": Market.objects.all(),
        "may_add": actor.role in (Role.OFFICER, Role.BUYER, Role.ADMINISTRATOR),
        "may_export": _may_edit(actor),
        "is_business": actor.role in (Role.OWNER, Role.STAFF),
        "own_buyer": find_own_buyer(actor),
        "waiting_count": waiting.count() if _may_edit(actor) else 0,
    }
    return render(request, "matching/request_list.html", context)


@require_GET
def request_export(request: HttpRequest) -> HttpResponse:
    """The list as a file, as it is filtered and sorted on the screen."""
    actor = _actor(request)
    head = ["id", "buyer", "country", "family", "quantity_kg", "window_from",
            "window_to", "destination", "incoterm", "state", "matches",
            "is_public", "answer_by", "outcome", "synthetic"]  # fmt: skip
    sort = SORTS.get(request.GET.get("sort", "new"), SORTS["new"])
    found = search_requests(actor, **_filters(request)).order_by(*sort)
    rows = [
        [one.pk, one.buyer.name, one.buyer.country_id, one.family_id, one.quantity_kg,
         one.window_from, one.window_to, one.destination_id, one.incoterm, one.state,
         cast(Any, one).match_count, one.is_public, one.answer_by, one.outcome,
         synthetic_cell(one.buyer)]
        for one in found[:MOST_ROWS]
    ]  # fmt: skip
    return sheet_response(request, "requests", [head, *rows])


@require_http_methods(["GET", "POST"])
def request_add(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    initial = {"family": request.GET.get("family")}
    form = RequestForm(request.POST or None, actor=actor, initial=initial)
    is_draft = "draft" in request.POST
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                added = add_request(
                    actor=actor,
                    buyer=find_or_add_buyer(actor, form),
                    as_draft=is_draft,
                    **form.request_values(),
                )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _say_kept(added))
            return redirect("matching:request_detail", added.pk)
    return render(request, "matching/request_add.html", {"form": form})


@require_http_methods(["GET", "POST"])
def request_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft, or what came back; "send" hands it in after the change."""
    actor = _actor(request)
    wanted = get_request(actor, pk)
    form = RequestForm(
        request.POST or None, actor=actor, wanted=wanted,
        initial=request_initial(wanted),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                changed = edit_request(
                    actor=actor, request=wanted, **form.request_values()
                )
                if "draft" not in request.POST:
                    changed = submit_request(
                        actor=actor, request=wanted, now=timezone.now()
                    )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _say_kept(changed))
            return redirect("matching:request_detail", pk)
    context = {"form": form, "wanted": wanted}
    return render(request, "matching/request_add.html", context)


@require_GET
def request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    wanted = get_request(actor, pk)
    record_request_view(actor=actor, request=wanted, now=timezone.now())
    return show_request(request, wanted)


@require_POST
def request_match(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    wanted = get_request(actor, pk)
    outcome = match_request(actor=actor, request=wanted, as_of=timezone.localdate())
    messages.success(
        request,
        _("%(matches)s can fill it, %(refusals)s cannot yet.")
        % {"matches": len(outcome.matches), "refusals": len(outcome.refusals)},
    )
    return redirect("matching:request_detail", pk)


@require_http_methods(["GET", "POST"])
def promise_add(request: HttpRequest, pk: int, product_pk: int) -> HttpResponse:
    actor = _actor(request)
    wanted = get_request(actor, pk)
    product = get_product(actor, product_pk)
    form = PromiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            promise_capacity(
                actor=actor,
                request=wanted,
                product=product,
                month=Month.parse(data["month"]).first_day(),
                kg=data["kg"],
                expires_on=data["expires_on"],
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The kilograms are held for this request."))
            return redirect("matching:request_detail", pk)
    months = product.capacity.filter(month__gte=wanted.window_from.replace(day=1))
    context = {"form": form, "wanted": wanted, "product": product, "months": months}
    return render(request, "matching/promise_add.html", context)


def _say_kept(request: BuyerRequest) -> str:
    if request.state == BuyerRequest.State.DRAFT:
        return _("The draft is kept. Nobody else sees it yet.")
    if request.state == BuyerRequest.State.SUBMITTED:
        return _("Your request is in. An officer looks at it and lets it out.")
    return _("Your request is in. We look for who can fill it.")


def _sort_of(actor: Actor, sort: str) -> tuple[str, ...]:
    # The order by name would tell a business whose request it is.
    if sort == "buyer" and actor.role in (Role.OWNER, Role.STAFF):
        return SORTS["new"]
    return SORTS.get(sort, SORTS["new"])


def find_or_add_buyer(actor: Actor, form: RequestForm) -> Buyer:
    """The buyer the form names, or the new company it describes."""
    company = form.company()
    if company is not None:
        return add_buyer(actor=actor, **company)
    buyer = find_own_buyer(actor) or form.cleaned_data.get("buyer")
    return cast(Buyer, buyer)


def _filters(request: HttpRequest) -> dict[str, str]:
    return {
        "text": request.GET.get("q", "").strip(),
        "state": request.GET.get("state", ""),
        "destination": request.GET.get("destination", ""),
    }


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor


def _may_edit(actor: Actor) -> bool:
    return actor.role in (Role.OFFICER, Role.ADMINISTRATOR)
