"""The queue of cases, its file, and handing out several at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from wadah.apps.accounts.actor import Absent, Actor, ActorRequest
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.accounts.typed import read_words
from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.sheet_file import (
    MOST_ROWS,
    sheet_response,
    synthetic_cell,
    wants_file,
)
from wadah.apps.validation.actions.hand_over_case import HELD, hand_over_case
from wadah.apps.validation.case_states import KEEPERS
from wadah.apps.validation.clock import read_holidays
from wadah.apps.validation.forms_work import HandOverForm
from wadah.apps.validation.models import Case, State
from wadah.apps.validation.queries.case import get_case
from wadah.apps.validation.queries.case_work import sees_internal
from wadah.apps.validation.queries.checkers import list_checkers
from wadah.apps.validation.queries.queue import (
    Wanted,
    list_families,
    list_markets,
    list_queue,
)
from wadah.core.values import Span, Verdict, count_working_days

PAGE = 25
MOST_AT_ONCE = 100
VERDICT_WORDS: dict[str, Any] = {
    Verdict.READY: gettext_lazy("Ready"),
    Verdict.NOT_READY: gettext_lazy("Not ready"),
    Verdict.CANNOT_TELL: gettext_lazy("Cannot tell"),
    Verdict.PROHIBITED: gettext_lazy("Prohibited"),
}


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor


def _read_wanted(request: HttpRequest) -> Wanted:
    given = {
        name: request.GET.get(name, "")
        for name in ("verdict", "market", "family", "state", "whose", "sort")
    }
    return Wanted(text=read_words(request), **given)


def case_list(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    wanted = _read_wanted(request)
    cases = list_queue(actor, wanted)
    if wants_file(request):
        return _case_file(request, cases[:MOST_ROWS])
    page = Paginator(cases, PAGE).get_page(request.GET.get("page"))
    context = {
        "wanted": wanted,
        "markets": list_markets(actor),
        "families": ProductFamily.objects.filter(pk__in=list_families(actor)),
        "states": State.choices,
        "verdicts": VERDICT_WORDS.items(),
        "page_obj": page,
        "rows": _make_rows(page.object_list),
        "sees_queue": sees_internal(actor),
        "checkers": list_checkers(actor) if actor.role in KEEPERS else [],
        "movable": (State.SUBMITTED, *HELD),
        "back": request.get_full_path(),
    }
    return render(request, "validation/case_list.html", context)


def _make_rows(cases: Iterable[Case]) -> list[tuple[Case, int]]:
    """Each case with its working days past the target; 0 where the clock stands."""
    today = timezone.localdate()
    holidays = read_holidays(today)
    return [
        (
            case,
            count_working_days([Span(case.due_on)], today, holidays)
            if case.due_on
            else 0,
        )
        for case in cases
    ]


def _case_file(request: HttpRequest, cases: Iterable[Case]) -> HttpResponse:
    head = [
        _("Product"), _("Business"), _("Synthetic"), _("Market"), _("Departs"),
        _("Answer"), _("Assessed on"), _("State"), _("With whom"), _("Handed in on"),
        _("Due on"), _("Open lines"), _("Least cost in IDR"),
    ]  # fmt: skip
    rows = []
    for case in cases:
        verdict = next(iter(case.verdicts.all()), None)
        rows.append(
            [case.product.name, case.product.business.name,
             synthetic_cell(case.product.business), case.destination.name,
             case.departs_on, VERDICT_WORDS[verdict.verdict] if verdict else "",
             verdict.given_at if verdict else "", case.get_state_display(),
             case.assigned_to.name if case.assigned_to else "", case.submitted_at,
             case.due_on, case.open_steps, case.open_cost_idr]
        )  # fmt: skip
    return sheet_response(request, "cases", [head, *rows])


@require_POST
def case_assign(request: HttpRequest) -> HttpResponse:
    """Hand the ticked cases to one checker; each that cannot go is told."""
    actor, now = _actor(request), timezone.now()
    form = HandOverForm(request.POST, people=list_checkers(actor))
    ticked = [pk for pk in request.POST.getlist("case") if pk.isdecimal()]
    back = _back(request)
    if not ticked or not form.is_valid():
        messages.error(request, _("Tick at least one case and choose to whom."))
        return redirect(back)
    done, stayed = 0, 0
    for pk in ticked[:MOST_AT_ONCE]:
        try:
            case = get_case(actor, int(pk))
            hand_over_case(actor=actor, case=case, to=form.cleaned_data["to"], now=now)
            done += 1
        except (Refused, Absent):
            stayed += 1
    said = ngettext(
        "%(count)d case was handed out.", "%(count)d cases were handed out.", done
    )
    messages.success(request, said % {"count": done})
    if stayed:
        words = ngettext(
            "%(count)d case stayed as it was: nobody checks it now.",
            "%(count)d cases stayed as they were: nobody checks them now.",
            stayed,
        )
        messages.error(request, words % {"count": stayed})
    return redirect(back)


def _back(request: HttpRequest) -> str:
    address = request.POST.get("back", "")
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts=None
    )
    return address if is_ours else reverse("validation:case_list")
