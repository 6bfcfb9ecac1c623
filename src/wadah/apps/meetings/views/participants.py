"""A participant of an event: whether it comes, its wishes, its agenda."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import in_language
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.meetings.actions.answer_invitation import (
    answer_invitation,
    check_in,
    stay_away,
)
from wadah.apps.meetings.actions.say_wish import say_wish
from wadah.apps.meetings.actions.set_pair_rule import set_pair_rule
from wadah.apps.meetings.calendar_file import calendar_of
from wadah.apps.meetings.forms.participant import AnswerForm, PairRuleForm, WishForm
from wadah.apps.meetings.models import PairRule, Participant, Wish
from wadah.apps.meetings.queries.event import (
    get_participant,
    keeps_event,
    list_agenda,
    list_others,
)

PAGE = 20


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody on the other side, what was wished of him, what the organiser says."""

    other: Participant
    wish: Wish | None
    theirs: Wish | None
    rule: PairRule | None


@require_GET
def participant_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    participant = get_participant(actor, pk)
    event = participant.event
    words = request.GET.get("q", "").strip()
    others = list_others(actor, participant, words)
    page = Paginator(others, PAGE).get_page(request.GET.get("page"))
    context = {
        "participant": participant,
        "event": event,
        "words": words,
        "page_obj": page,
        "rows": _rows(participant, list(page.object_list)),
        "grades": Wish.Grade.choices,
        "kinds": PairRule.Kind.choices,
        "slots": event.slots.all(),
        "organises": keeps_event(actor, event),
        "may_wish": timezone.localdate() <= event.wishes_until,
        "agenda": list_agenda(actor, participant) if event.published_id else [],
        "zone": ZoneInfo(event.time_zone),
    }
    return render(request, "meetings/participant_detail.html", context)


@require_http_methods(["GET", "POST"])
def participant_answer(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    participant = get_participant(actor, pk)
    form = AnswerForm(request.POST or None, participant=participant)
    if request.method == "POST" and form.is_valid():
        answer_invitation(actor=actor, participant=participant, **form.cleaned_data)
        messages.success(request, _("Your answer is kept."))
        return redirect("meetings:participant_detail", pk)
    context = {"form": form, "participant": participant, "event": participant.event}
    return render(request, "meetings/participant_answer.html", context)


@require_POST
def participant_wish(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    participant = get_participant(actor, pk)
    form = WishForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        towards = list_others(actor, participant).filter(pk=data["towards"]).first()
        if towards is not None:
            _say(request, actor, participant, towards, data["grade"], data["reason"])
    return redirect("meetings:participant_detail", pk)


@require_POST
def participant_rule(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    participant = get_participant(actor, pk)
    form = PairRuleForm(request.POST, event=participant.event)
    others = list_others(actor, participant)
    if form.is_valid():
        data = form.cleaned_data
        other = others.filter(pk=data["other"]).first()
        if other is not None:
            pair = (
                (participant, other) if participant.is_seller else (other, participant)
            )
            try:
                set_pair_rule(actor=actor, seller=pair[0], buyer=pair[1],
                              kind=data["kind"], slot=data["slot"])  # fmt: skip
            except Refused as refusal:
                messages.error(request, in_language(refusal.rule.sentence))
            else:
                messages.success(request, _("Kept for the next timetable."))
    return redirect("meetings:participant_detail", pk)


@require_POST
def participant_arrive(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    participant = get_participant(actor, pk)
    if request.POST.get("is_there") == "no":
        stay_away(actor=actor, participant=participant)
        messages.success(
            request,
            _("All later hours are closed. Have the timetable mended now."),
        )
    else:
        check_in(actor=actor, participant=participant)
        messages.success(request, _("Checked in."))
    return redirect("meetings:event_detail", participant.event_id)


@require_GET
def agenda_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda as a calendar file."""
    actor = _actor(request)
    participant = get_participant(actor, pk)
    meetings = list_agenda(actor, participant)
    body = calendar_of(participant, meetings, timezone.now())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="wadah-{pk}.ics"'
    return answer


def _say(
    request: HttpRequest, actor: Actor, participant: Participant,
    towards: Participant, grade: int | None, reason: str,
) -> None:  # fmt: skip
    try:
        say_wish(actor=actor, participant=participant, towards=towards, grade=grade,
                 reason=reason)  # fmt: skip
    except Refused as refusal:
        messages.error(request, in_language(refusal.rule.sentence))
    else:
        messages.success(request, _("Your wish is kept."))


def _rows(participant: Participant, others: list[Participant]) -> list[Row]:
    keys = [other.pk for other in others]
    said = {wish.towards_id: wish for wish in participant.wishes.all()}
    heard = {w.of_id: w for w in participant.wished.filter(of__in=keys)}
    mine = "seller" if participant.is_seller else "buyer"
    found = PairRule.objects.filter(**{mine: participant}).select_related("slot")
    rules = {r.buyer_id if participant.is_seller else r.seller_id: r for r in found}
    return [
        Row(one, said.get(one.pk), heard.get(one.pk), rules.get(one.pk))
        for one in others
    ]


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor
