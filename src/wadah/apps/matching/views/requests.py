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
from wadah.apps.matching.actions.match_request import match_request
from wadah.apps.matching.actions.promise_capacity import promise_capacity
from wadah.apps.matching.forms.promise import PromiseForm
from wadah.apps.matching.forms.request import RequestForm
from wadah.apps.matching.messages import (
    describe_certificates,
    describe_matches,
    describe_pool,
    describe_refusals,
    show_value,
)
from wadah.apps.matching.models import Buyer, BuyerRequest
from wadah.apps.matching.queries.match import (
    list_matches,
    list_pool_rows,
    list_promises,
    list_refusals,
)
from wadah.apps.matching.queries.request import (
    find_own_buyer,
    get_request,
    search_requests,
)
from wadah.apps.matching.words import PACKINGS, PAYMENTS
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
    found = found.order_by(*SORTS.get(sort, SORTS["new"]))
    context = {
        "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "sort": sort,
        "filters": filters,
        "states": BuyerRequest.State.choices,
        "markets": Market.objects.all(),
        "may_add": actor.role in (Role.OFFICER, Role.BUYER, Role.ADMINISTRATOR),
        "may_export": _may_edit(actor),
    }
    return render(request, "matching/request_list.html", context)


@require_GET
def request_export(request: HttpRequest) -> HttpResponse:
    """The list as a file, as it is filtered and sorted on the screen."""
    actor = _actor(request)
    head = ["id", "buyer", "country", "family", "quantity_kg", "window_from",
            "window_to", "destination", "incoterm", "state", "matches",
            "synthetic"]  # fmt: skip
    sort = SORTS.get(request.GET.get("sort", "new"), SORTS["new"])
    found = search_requests(actor, **_filters(request)).order_by(*sort)
    rows = [
        [one.pk, one.buyer.name, one.buyer.country_id, one.family_id, one.quantity_kg,
         one.window_from, one.window_to, one.destination_id, one.incoterm, one.state,
         cast(Any, one).match_count, synthetic_cell(one.buyer)]
        for one in found[:MOST_ROWS]
    ]  # fmt: skip
    return sheet_response(request, "requests", [head, *rows])


@require_http_methods(["GET", "POST"])
def request_add(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    initial = {"family": request.GET.get("family")}
    form = RequestForm(request.POST or None, actor=actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                added = add_request(
                    actor=actor, buyer=_buyer(actor, form), **form.request_values()
                )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("Your request is in. We look for who can fill it.")
            )
            return redirect("matching:request_detail", added.pk)
    return render(request, "matching/request_add.html", {"form": form})


@require_GET
def request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, get_request(_actor(request), pk))


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


def _show(request: HttpRequest, wanted: BuyerRequest) -> HttpResponse:
    actor = _actor(request)
    context = {
        "wanted": wanted,
        "matches": describe_matches(list_matches(actor, wanted)),
        "refusals": describe_refusals(list_refusals(actor, wanted)),
        "pool_rows": list_pool_rows(actor, wanted),
        "pool_sentence": describe_pool(wanted.pool),
        "specs": [show_value(line) for line in wanted.specs],
        "certificates": describe_certificates(wanted.certificates),
        "packing": [PACKINGS.get(word, word) for word in wanted.packing],
        "payment": PAYMENTS.get(wanted.payment, wanted.payment),
        "promises": list_promises(actor, wanted),
        "may_edit": _may_edit(actor),
        "is_buyer": actor.role is Role.BUYER,
    }
    return render(request, "matching/request_detail.html", context)


def _buyer(actor: Actor, form: RequestForm) -> Buyer:
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
