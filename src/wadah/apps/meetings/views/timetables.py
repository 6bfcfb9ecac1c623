"""Timetables of an event: searched, looked at, moved by hand, published."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Absent, Actor, ActorRequest
from wadah.apps.accounts.form_errors import in_language
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.meetings.actions.move_planned import (
    MoveClashes,
    lock_planned,
    move_planned,
)
from wadah.apps.meetings.actions.publish_timetable import publish_timetable
from wadah.apps.meetings.actions.search_timetable import (
    order_timetable,
    stop_timetable,
)
from wadah.apps.meetings.forms.planned import MoveForm
from wadah.apps.meetings.models import EventTimetable, PlannedMeeting
from wadah.apps.meetings.queries.event import (
    get_kept_event,
    get_timetable,
    list_participants,
)
from wadah.apps.meetings.queries.timetable import changes_between
from wadah.apps.meetings.tasks import search_timetable
from wadah.apps.meetings.timetable_page import grid_of, sentence_of
from wadah.apps.registry.sheet_file import sheet_response, wants_file
from wadah.core.values import Text

SECONDS = 60


@require_POST
def timetable_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Order a timetable, anew or as a repair of the published one."""
    actor = _actor(request)
    event = get_kept_event(actor, pk)
    try:
        timetable = order_timetable(
            actor=actor,
            event=event,
            seconds=SECONDS,
            is_repair=request.POST.get("is_repair") == "yes",
        )
    except Refused as refusal:
        messages.error(request, in_language(refusal.rule.sentence))
        return redirect("meetings:event_detail", pk)
    search_timetable.later(timetable.pk)
    return redirect("meetings:timetable_detail", timetable.pk)


@require_GET
def timetable_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    timetable = get_timetable(actor, pk)
    event = timetable.event
    if wants_file(request):
        return _file(request, timetable)
    base = timetable.mends_id or event.published_id
    context = {
        "timetable": timetable,
        "event": event,
        "grid": grid_of(timetable),
        "meetings": timetable.meetings.count(),
        "unmet": _unmet(actor, timetable),
        "changes": changes_between(base, pk) if base and base != pk else None,
        "is_draft": timetable.state == EventTimetable.State.DRAFT,
        "is_searching": timetable.state == EventTimetable.State.SEARCHING,
        "conflicts": [
            in_language(Text(one["id"], one["en"])) for one in timetable.conflicts
        ],
    }
    return render(request, "meetings/timetable_detail.html", context)


@require_POST
def timetable_stop(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    stop_timetable(actor=actor, timetable=get_timetable(actor, pk))
    messages.success(request, _("The search ends with the best timetable so far."))
    return redirect("meetings:timetable_detail", pk)


@require_POST
def timetable_publish(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    timetable = get_timetable(actor, pk)
    try:
        publish_timetable(actor=actor, timetable=timetable)
    except Refused as refusal:
        messages.error(request, in_language(refusal.rule.sentence))
    else:
        messages.success(request, _("Published: participants see their agenda now."))
    return redirect("meetings:timetable_detail", pk)


@require_http_methods(["GET", "POST"])
def planned_move(request: HttpRequest, pk: int, meeting_pk: int) -> HttpResponse:
    actor = _actor(request)
    timetable = get_timetable(actor, pk)
    meeting = _meeting(timetable, meeting_pk)
    initial = {"slot": meeting.slot_id, "table": meeting.table_id}
    form = MoveForm(request.POST or None, timetable=timetable, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            move_planned(actor=actor, meeting=meeting, **form.cleaned_data)
        except MoveClashes as clash:
            for one in clash.violations:
                form.add_error(None, sentence_of(one))
        except Refused as refusal:
            form.add_error(None, in_language(refusal.rule.sentence))
        else:
            messages.success(request, _("The meeting is moved."))
            return redirect("meetings:timetable_detail", pk)
    context = {
        "form": form,
        "timetable": timetable,
        "meeting": meeting,
        "event": timetable.event,
    }
    return render(request, "meetings/planned_move.html", context)


@require_POST
def planned_lock(request: HttpRequest, pk: int, meeting_pk: int) -> HttpResponse:
    actor = _actor(request)
    timetable = get_timetable(actor, pk)
    meeting = _meeting(timetable, meeting_pk)
    try:
        lock_planned(actor=actor, meeting=meeting, is_locked=not meeting.is_locked)
    except Refused as refusal:
        messages.error(request, in_language(refusal.rule.sentence))
    return redirect("meetings:planned_move", pk, meeting_pk)


def _meeting(timetable: EventTimetable, pk: int) -> PlannedMeeting:
    found = (
        timetable.meetings.select_related(
            "seller__business", "buyer__buyer", "slot", "table"
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Absent(f"planned meeting {pk}")
    return found


def _unmet(actor: Actor, timetable: EventTimetable) -> list[str]:
    """Who has no meeting in this timetable, though he comes."""
    met = set(timetable.meetings.values_list("seller_id", flat=True))
    met |= set(timetable.meetings.values_list("buyer_id", flat=True))
    people = list_participants(actor, timetable.event).exclude(state="declined")
    return [one.name for one in people if one.pk not in met]


def _file(request: HttpRequest, timetable: EventTimetable) -> HttpResponse:
    head = [_("When"), pgettext("furniture", "Table"), _("Hall"), _("Business"),
            _("Buyer"), _("Interpreter")]  # fmt: skip
    found = timetable.meetings.select_related(
        "slot", "table", "seller__business", "buyer__buyer"
    )
    rows = [
        [one.slot.starts_at, one.table.name, one.table.hall, one.seller.name,
         one.buyer.name, one.interpreter]
        for one in found
    ]  # fmt: skip
    return sheet_response(request, "timetable", [head, *rows])


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor
