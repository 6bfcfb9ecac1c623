"""Pages of shortlists: the list, one of them, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal, in_language
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.actions.add_shortlist_entry import add_shortlist_entry
from wadah.apps.matching.actions.approve_shortlist import approve_shortlist
from wadah.apps.matching.actions.change_shortlist_entry import change_shortlist_entry
from wadah.apps.matching.actions.drop_shortlist_entry import drop_shortlist_entry
from wadah.apps.matching.actions.give_feedback import give_feedback
from wadah.apps.matching.actions.make_shortlist import make_shortlist
from wadah.apps.matching.actions.reopen_shortlist import reopen_shortlist
from wadah.apps.matching.actions.send_shortlist import send_shortlist
from wadah.apps.matching.forms.shortlist import EntryForm, FeedbackForm
from wadah.apps.matching.models import Shortlist, ShortlistEntry
from wadah.apps.matching.queries.request import get_request
from wadah.apps.matching.queries.shortlist import (
    find_unsent,
    get_entry,
    get_shortlist,
    list_addable,
    list_entries,
    list_versions,
    search_shortlists,
)
from wadah.apps.matching.shortlist_page import (
    is_for_buyer,
    list_entry_lines,
    list_open_moves,
    sheet_rows,
)
from wadah.apps.registry.sheet_file import MOST_ROWS, sheet_response, wants_file
from wadah.core.values import InvalidInput

PAGE = 25
SORTS = {
    "new": ("-made_at", "-pk"),
    "old": ("made_at", "pk"),
    "buyer": ("request__buyer__name", "-pk"),
}


@require_GET
def shortlist_list(request: HttpRequest) -> HttpResponse:
    """Every version in sight: the history, and for an approver what waits."""
    actor = _actor(request)
    sort, state = request.GET.get("sort", "new"), request.GET.get("state", "")
    text = request.GET.get("q", "").strip()
    found = search_shortlists(actor, text=text, state=state)
    found = found.order_by(*SORTS.get(sort, SORTS["new"]))
    if wants_file(request):
        rows = found.prefetch_related("entries__product__business")[:MOST_ROWS]
        return sheet_response(request, "shortlists", sheet_rows(rows))
    context = {
        "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "state": state,
        "sort": sort,
        "text": text,
        "states": Shortlist.State.choices,
        "is_buyer": is_for_buyer(actor),
    }
    return render(request, "matching/shortlist_list.html", context)


@require_POST
def shortlist_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of the request, or the one that is there already."""
    actor = _actor(request)
    wanted = get_request(actor, pk)
    try:
        shortlist = make_shortlist(actor=actor, request=wanted, now=timezone.now())
    except Refused as error:
        messages.error(request, in_language(error.rule.sentence))
        unsent = find_unsent(wanted)
        if unsent is not None:
            return redirect("matching:shortlist_detail", unsent.pk)
        return redirect("matching:request_detail", pk)
    return redirect("matching:shortlist_detail", shortlist.pk)


@require_GET
def shortlist_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, get_shortlist(_actor(request), pk))


@require_POST
def shortlist_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve it, send it, or open it again."""
    actor = _actor(request)
    shortlist = get_shortlist(actor, pk)
    now = timezone.now()
    moves: dict[str, tuple[Callable[..., Shortlist], dict[str, Any], str]] = {
        "approve": (approve_shortlist, {"now": now}, _("The shortlist is approved.")),
        "send": (send_shortlist, {"now": now}, _("The buyer has the shortlist.")),
        "reopen": (reopen_shortlist, {}, _("The shortlist can be changed again.")),
    }
    if request.POST.get("move") not in moves:
        raise Http404("move")
    act, given, done = moves[request.POST["move"]]
    try:
        act(actor=actor, shortlist=shortlist, **given)
    except Refused as error:
        messages.error(request, in_language(error.rule.sentence))
    else:
        messages.success(request, done)
    return redirect("matching:shortlist_detail", pk)


@require_POST
def shortlist_entry_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    shortlist = get_shortlist(actor, pk)
    form = EntryForm(request.POST, products=list_addable(actor, shortlist))
    if form.is_valid():
        try:
            add_shortlist_entry(actor=actor, shortlist=shortlist, **form.cleaned_data)
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            return redirect("matching:shortlist_detail", pk)
    return _show(request, shortlist, entry_form=form)


@require_POST
def shortlist_entry_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Up, down, off the list, or another note."""
    actor = _actor(request)
    entry = get_entry(actor, pk)
    move = request.POST.get("move", "")
    try:
        if move == "drop":
            drop_shortlist_entry(actor=actor, entry=entry)
        elif move in ("up", "down"):
            places = -1 if move == "up" else 1
            change_shortlist_entry(actor=actor, entry=entry, places=places)
        else:
            note = request.POST.get("note", "")
            change_shortlist_entry(actor=actor, entry=entry, note=note)
    except Refused as error:
        messages.error(request, in_language(error.rule.sentence))
    return redirect("matching:shortlist_detail", entry.shortlist_id)


@require_POST
def shortlist_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    entry = get_entry(actor, pk)
    form = FeedbackForm(request.POST, prefix=f"e{entry.pk}")
    if form.is_valid():
        try:
            give_feedback(
                actor=actor, entry=entry, now=timezone.now(), **form.cleaned_data
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Thank you. The officer reads it."))
            return redirect("matching:shortlist_detail", entry.shortlist_id)
    return _show(request, entry.shortlist, feedback_form=form, of_entry=entry)


def _show(
    request: HttpRequest, shortlist: Shortlist, *, entry_form: EntryForm | None = None,
    feedback_form: FeedbackForm | None = None, of_entry: ShortlistEntry | None = None,
) -> HttpResponse:  # fmt: skip
    """The whole page; the forms are those that came back with errors."""
    actor = _actor(request)
    row = get_shortlist(actor, shortlist.pk)
    moves = list_open_moves(actor, row)
    addable = list_addable(actor, row) if "change" in moves else None
    context = {
        "shortlist": row,
        "wanted": row.request,
        "lines": list_entry_lines(
            actor, row, list_entries(actor, row), feedback_form,
            of_entry.pk if of_entry else 0,
        ),
        "moves": moves,
        "versions": list_versions(actor, row.request),
        "is_buyer": is_for_buyer(actor),
        "entry_form": entry_form
        or (EntryForm(products=addable) if addable is not None else None),
    }  # fmt: skip
    return render(request, "matching/shortlist_detail.html", context)


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor
