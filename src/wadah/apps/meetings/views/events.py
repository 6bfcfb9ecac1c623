"""Pages of an event: what it lacks, who comes, and the timetables."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal, in_language
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.queries.request import get_buyer
from wadah.apps.meetings.actions.add_participant import add_participant
from wadah.apps.meetings.actions.create_event import create_event
from wadah.apps.meetings.actions.invite_matched import invite_matched
from wadah.apps.meetings.actions.open_event import open_event
from wadah.apps.meetings.forms.event import EventForm
from wadah.apps.meetings.forms.participant import ParticipantForm
from wadah.apps.meetings.models import Event
from wadah.apps.meetings.queries.event import (
    find_own_participant,
    get_event,
    get_kept_event,
    keeps_event,
    list_participants,
    set_up,
    visible_events,
)
from wadah.apps.registry.queries.business import get_business
from wadah.apps.registry.sheet_file import MOST_ROWS, sheet_response, wants_file
from wadah.core.values import InvalidInput

PAGE = 25


@require_GET
def event_list(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    words = request.GET.get("q", "").strip()
    found = visible_events(actor)
    if words:
        found = found.filter(name__icontains=words)
    if wants_file(request):
        head = [_("Event"), _("Place"), _("First day"), _("Last day"), _("State")]
        rows = [
            [one.name, one.place, one.first_on, one.last_on, one.get_state_display()]
            for one in found[:MOST_ROWS]
        ]
        return sheet_response(request, "events", [head, *rows])
    context = {
        "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "words": words,
        "may_add": actor.organisation_id is not None and _organises(actor),
    }
    return render(request, "meetings/event_list.html", context)


@require_http_methods(["GET", "POST"])
def event_add(request: HttpRequest) -> HttpResponse:
    form = EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            event = create_event(actor=_actor(request), values=form.event_values())
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The event is set up. Invite who should come."))
            return redirect("meetings:event_detail", event.pk)
    return render(request, "meetings/event_add.html", {"form": form})


@require_GET
def event_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    event = get_event(actor, pk)
    if not keeps_event(actor, event):
        return redirect_to_own(actor, event)
    people = list_participants(actor, event)
    side = request.GET.get("side", "")
    if side in ("sellers", "buyers"):
        people = people.filter(business__isnull=side == "buyers")
    if wants_file(request):
        head = [_("Participant"), _("Side"), _("State"), _("Wishes"), _("Meeting")]
        rows = [
            [one.name, _("business") if one.is_seller else _("buyer"),
             one.get_state_display(), one.wish_count, bool(one.is_met)]
            for one in people[:MOST_ROWS]
        ]  # fmt: skip
        return sheet_response(request, "participants", [head, *rows])
    context = {
        "event": event,
        "set_up": set_up(actor, event),
        "side": side,
        "unmet": people.filter(is_met=False).count() if event.published_id else None,
        "page_obj": Paginator(people, PAGE).get_page(request.GET.get("page")),
        "timetables": event.timetables.all()[:10],
        "slots": event.slots.count(),
        "tables": event.tables.count(),
        "interpreters": event.interpreters.all(),
    }
    return render(request, "meetings/event_detail.html", context)


@require_POST
def event_open(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    try:
        open_event(actor=actor, event=get_kept_event(actor, pk))
    except Refused as refusal:
        messages.error(request, in_language(refusal.rule.sentence))
    else:
        messages.success(request, _("The event is open: participants see it now."))
    return redirect("meetings:event_detail", pk)


@require_http_methods(["GET", "POST"])
def participant_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    event = get_kept_event(actor, pk)
    if request.method == "POST":
        return _add(request, actor, event)
    form = ParticipantForm(request.GET or None)
    businesses, buyers = form.found(actor)
    context = {
        "event": event,
        "form": form,
        "businesses": businesses,
        "buyers": buyers,
        "words": request.GET.get("q", ""),
    }
    return render(request, "meetings/participant_add.html", context)


@require_POST
def participants_invite(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    count = invite_matched(actor=actor, event=get_kept_event(actor, pk))
    messages.success(
        request,
        ngettext(
            "%(count)s participant was invited from the matches.",
            "%(count)s participants were invited from the matches.",
            count,
        )
        % {"count": count},
    )
    return redirect("meetings:event_detail", pk)


def redirect_to_own(actor: Actor, event: Event) -> HttpResponse:
    """A participant's page of the event is his own."""
    own = find_own_participant(actor, event)
    return redirect("meetings:participant_detail", own.pk if own else 0)


def _add(request: HttpRequest, actor: Actor, event: Event) -> HttpResponse:
    business, buyer = request.POST.get("business"), request.POST.get("buyer")
    try:
        if business and business.isdecimal():
            add_participant(
                actor=actor, event=event, business=get_business(actor, int(business))
            )
        elif buyer and buyer.isdecimal():
            add_participant(
                actor=actor, event=event, buyer=get_buyer(actor, int(buyer))
            )
    except Refused as refusal:
        messages.error(request, in_language(refusal.rule.sentence))
    else:
        messages.success(request, _("The participant is on the list."))
    return redirect("meetings:event_detail", event.pk)


def _organises(actor: Actor) -> bool:
    return actor.role in (Role.OFFICER, Role.ADMINISTRATOR)


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor
