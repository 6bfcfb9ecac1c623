"""The board of requests: cards in plain words; saved searches beside it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.models import Role
from wadah.apps.matching.actions.end_search import end_search
from wadah.apps.matching.actions.save_search import save_search
from wadah.apps.matching.board import make_cards
from wadah.apps.matching.forms.request_life import EndSearchForm, SearchForm
from wadah.apps.matching.models import BuyerRequest, SavedSearch
from wadah.apps.matching.queries.request import board_requests
from wadah.apps.matching.queries.searches import list_searches
from wadah.apps.matching.request_page import list_request_lines
from wadah.apps.reference.models import Market, ProductFamily
from wadah.apps.registry.models import Product
from wadah.apps.registry.sheet_file import MOST_ROWS, sheet_response, wants_file
from wadah.core.values import InvalidInput

PAGE = 12
SORTS = {
    "new": ("-published_at", "-pk"),
    "soon": ("answer_by", "window_to", "pk"),
    "small": ("quantity_kg", "pk"),
}
SAVERS = (Role.OWNER, Role.STAFF, Role.OFFICER, Role.ADMINISTRATOR)


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Open to everybody; who has a business sees what it can fill, and answers."""
    actor = cast(ActorRequest, request).actor
    wanted = _read_filters(request)
    found = _filter(board_requests(actor), actor, wanted)
    found = found.order_by(
        _makes_it(actor).desc(), *SORTS.get(wanted["sort"], SORTS["new"])
    )
    if wants_file(request):
        return _board_file(request, actor, found)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "cards": make_cards(actor, page.object_list),
        "wanted": wanted,
        "families": ProductFamily.objects.filter(
            pk__in=board_requests(actor).order_by().values("family")
        ),
        "markets": Market.objects.filter(
            pk__in=board_requests(actor).order_by().values("destination")
        ),
        "is_business": actor.role in (Role.OWNER, Role.STAFF),
        "may_save": actor.role in SAVERS,
        "search_count": list_searches(actor).count(),
    }
    return render(request, "matching/board.html", context)


@require_http_methods(["GET", "POST"])
def search_list(request: HttpRequest) -> HttpResponse:
    """Saved searches: add one, see what there are, end one."""
    actor = cast(ActorRequest, request).actor
    form = SearchForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            save_search(actor=actor, **form.values())
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("Saved. You are told when such a request comes.")
            )
            return redirect("matching:search_list")
    context = {
        "form": form,
        "searches": list_searches(actor),
        "end_form": EndSearchForm(),
    }
    return render(request, "matching/search_list.html", context)


@require_POST
def search_end(request: HttpRequest, pk: int) -> HttpResponse:
    search = SavedSearch.objects.filter(pk=pk).first()
    if search is None:
        raise Http404(f"search {pk}")
    form = EndSearchForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    end_search(
        actor=cast(ActorRequest, request).actor, search=search, reason=reason,
        now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Ended. You are told no more of it."))
    return redirect("matching:search_list")


def _read_filters(request: HttpRequest) -> dict[str, str]:
    names = ("q", "family", "destination", "mine", "sort")
    return {name: request.GET.get(name, "").strip() for name in names}


def _filter(
    found: QuerySet[BuyerRequest], actor: Actor, wanted: dict[str, str]
) -> QuerySet[BuyerRequest]:
    if wanted["q"]:
        names = ProductFamily.objects.filter(name_id__icontains=wanted["q"])
        names |= ProductFamily.objects.filter(name_en__icontains=wanted["q"])
        found = found.filter(family__in=names)
    if wanted["family"]:
        found = found.filter(family_id=wanted["family"])
    if wanted["destination"]:
        found = found.filter(destination_id=wanted["destination"])
    if wanted["mine"] and actor.organisation_id is not None:
        made = Product.objects.filter(business__organisation_id=actor.organisation_id)
        found = found.filter(family__in=made.values("family"))
    return found


def _makes_it(actor: Actor) -> Exists:
    """What the reader makes comes before all else."""
    return Exists(
        Product.objects.filter(
            business__organisation_id=actor.organisation_id or 0,
            family_id=OuterRef("family_id"),
        )
    )


def _board_file(
    request: HttpRequest, actor: Actor, found: QuerySet[BuyerRequest]
) -> HttpResponse:
    head: list[Any] = ["id", "buyer", "family", "quantity_kg", "window_from",
                       "window_to", "destination", "incoterm", "payment",
                       "answer_by"]  # fmt: skip
    rows = [
        [one.request.pk, one.buyer, one.request.family_id, one.request.quantity_kg,
         one.request.window_from, one.request.window_to, one.request.destination_id,
         one.request.incoterm, one.request.payment, one.request.answer_by]
        for one in list_request_lines(actor, found[:MOST_ROWS])
    ]  # fmt: skip
    return sheet_response(request, "board", [head, *rows])
