"""Pages of meetings: what is today, what waits for an outcome, what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.queries.request import get_request
from wadah.apps.meetings.actions.cancel_meeting import cancel_meeting
from wadah.apps.meetings.actions.close_meeting import close_meeting
from wadah.apps.meetings.actions.schedule_meeting import schedule_meeting
from wadah.apps.meetings.forms.meetings import ClosingForm, MeetingForm
from wadah.apps.meetings.models import Meeting
from wadah.apps.meetings.queries.meeting import (
    get_meeting,
    list_meetings_closed,
    list_meetings_scheduled,
    list_meetings_to_close,
    list_meetings_today,
    list_meetings_upcoming,
    search_meetings,
)
from wadah.apps.registry.queries.product import get_product
from wadah.apps.registry.sheet_file import (
    MOST_ROWS,
    sheet_response,
    synthetic_cell,
    wants_file,
)
from wadah.core.values import InvalidInput

PAGE = 25
SORTS = {
    "date": ("starts_at", "pk"),
    "business": ("product__business__name", "starts_at"),
    "buyer": ("request__buyer__name", "starts_at"),
}


@require_GET
def meeting_list(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    text = request.GET.get("q", "").strip()
    now = timezone.now()
    show = request.GET.get("show", "")
    closed = search_meetings(list_meetings_closed(actor), text)
    if request.GET.get("outcome") in Meeting.Outcome.values:
        closed = closed.filter(outcome=request.GET["outcome"])
    sort = request.GET.get("sort", "")
    if sort in SORTS:
        closed = closed.order_by(*SORTS[sort])
    upcoming = search_meetings(list_meetings_upcoming(actor, now), text)
    if wants_file(request):
        return _meeting_file(
            request,
            [*search_meetings(list_meetings_scheduled(actor), text), *closed][
                :MOST_ROWS
            ],
        )
    context = {
        "q": text,
        "show": show,
        "sort": sort,
        "today": search_meetings(list_meetings_today(actor, now), text),
        "to_close": search_meetings(list_meetings_to_close(actor, now), text),
        "upcoming": Paginator(upcoming, PAGE).get_page(request.GET.get("upcoming")),
        "page_obj": Paginator(closed, PAGE).get_page(request.GET.get("page")),
        "outcomes": Meeting.Outcome.choices,
        "outcome": request.GET.get("outcome", ""),
        "may_edit": _may_edit(actor),
        "as_of": timezone.localdate(),
    }
    return render(request, "meetings/meeting_list.html", context)


def _meeting_file(request: HttpRequest, meetings: Iterable[Meeting]) -> HttpResponse:
    head = [_("When"), _("Place"), _("Business"), _("Product"), _("Buyer"),
            _("State"), _("Outcome"), _("Next step"), _("By"),
            _("Synthetic")]  # fmt: skip
    rows = [
        [one.starts_at, one.place, one.product.business.name, one.product.name,
         one.request.buyer.name, one.get_state_display(), one.get_outcome_display(),
         one.next_step, one.next_step_due_on,
         synthetic_cell(one.product.business)]
        for one in meetings
    ]  # fmt: skip
    return sheet_response(request, "meetings", [head, *rows])


@require_http_methods(["GET", "POST"])
def meeting_add(request: HttpRequest, request_pk: int, product_pk: int) -> HttpResponse:
    actor = _actor(request)
    wanted = get_request(actor, request_pk)
    product = get_product(actor, product_pk)
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = schedule_meeting(
                actor=actor, request=wanted, product=product, **form.cleaned_data
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The meeting is set."))
            return redirect("meetings:meeting_detail", meeting.pk)
    context = {"form": form, "wanted": wanted, "product": product}
    return render(request, "meetings/meeting_add.html", context)


@require_GET
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(_actor(request), pk)
    return _show(request, meeting, ClosingForm())


@require_POST
def meeting_close(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    meeting = get_meeting(actor, pk)
    form = ClosingForm(request.POST)
    if form.is_valid():
        try:
            close_meeting(actor=actor, meeting=meeting, **form.cleaned_data)
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The meeting is closed with its next step."))
            return redirect("meetings:meeting_detail", pk)
    return _show(request, meeting, form)


@require_POST
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    cancel_meeting(actor=actor, meeting=get_meeting(actor, pk))
    messages.success(request, _("The meeting is cancelled."))
    return redirect("meetings:meeting_detail", pk)


def _show(request: HttpRequest, meeting: Meeting, form: ClosingForm) -> HttpResponse:
    open_to_close = (
        _may_edit(_actor(request)) and meeting.state == Meeting.State.SCHEDULED
    )
    context = {
        "meeting": meeting,
        "form": form,
        "may_close": open_to_close,
        "may_edit": _may_edit(_actor(request)),
        "as_of": timezone.localdate(),
    }
    return render(request, "meetings/meeting_detail.html", context)


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor


def _may_edit(actor: Actor) -> bool:
    return actor.role in (Role.OFFICER, Role.ADMINISTRATOR)
