"""Pages of a pooled offer: the officer's, the member's, and files."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Absent, Actor, ActorRequest
from wadah.apps.accounts.form_errors import in_language
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.actions.answer_share import answer_share
from wadah.apps.matching.actions.confirm_pooled_offer import confirm_pooled_offer
from wadah.apps.matching.actions.propose_pooled_offer import propose_pooled_offer
from wadah.apps.matching.actions.re_solve_offer import re_solve_offer
from wadah.apps.matching.actions.withdraw_pooled_offer import withdraw_pooled_offer
from wadah.apps.matching.forms.pooled_offer import (
    DAYS_TO_ANSWER,
    LastDayForm,
    ShareAnswerForm,
)
from wadah.apps.matching.models import PooledOffer
from wadah.apps.matching.pooled_offer_page import (
    draw_containers,
    draw_members,
    list_trace,
    make_picture,
)
from wadah.apps.matching.pooled_offer_sheet import draw_sheet
from wadah.apps.matching.queries.pooled_offers import get_offer, get_share
from wadah.apps.matching.queries.request import get_request
from wadah.apps.registry.sheet_file import sheet_response
from wadah.core.matching.request_states import LIVE
from wadah.core.values import InvalidInput


@require_POST
def pooled_offer_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the members of the pool of a request."""
    actor = _actor(request)
    wanted = get_request(actor, pk)
    form = LastDayForm(request.POST)
    today = timezone.localdate()
    default = min(today + DAYS_TO_ANSWER, wanted.window_to)
    day = form.cleaned_data["expires_on"] if form.is_valid() else default
    try:
        offer = propose_pooled_offer(
            actor=actor, request=wanted, expires_on=day, now=timezone.now()
        )
    except (InvalidInput, Refused) as error:
        messages.error(request, _words_of(error))
        return redirect("matching:request_detail", pk)
    messages.success(request, _("Each member is asked for his share."))
    return redirect("matching:pooled_offer_detail", offer.pk)


@require_GET
def pooled_offer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who gives what and when, and what stands in which container."""
    actor = _actor(request)
    offer = get_offer(actor, pk)
    picture = make_picture(actor, offer)
    is_officer = actor.role in (Role.OFFICER, Role.ADMINISTRATOR)
    context = {
        "offer": offer,
        "wanted": offer.request,
        "picture": picture,
        "members": draw_members(picture),
        "containers": draw_containers(picture),
        "is_officer": is_officer,
        "is_waiting": is_officer and offer.state == PooledOffer.State.PROPOSED,
        "refused": offer.shares.filter(state="refused").select_related(
            "product__business"
        )
        if is_officer
        else [],
        "day_form": LastDayForm(initial={"expires_on": offer.expires_on}),
    }
    return render(request, "matching/pooled_offer_detail.html", context)


@require_POST
def pooled_offer_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask anew, hold all, or take back."""
    actor = _actor(request)
    offer = get_offer(actor, pk)
    act = _MOVES.get(request.POST.get("move", ""))
    if act is None:
        raise Absent(f"move of pooled offer {pk}")
    try:
        messages.success(request, act(request, actor, offer))
    except (InvalidInput, Refused) as error:
        messages.error(request, _words_of(error))
    return redirect("matching:pooled_offer_detail", pk)


def _re_solve(request: HttpRequest, actor: Actor, offer: PooledOffer) -> str:
    form = LastDayForm(request.POST)
    day = form.cleaned_data["expires_on"] if form.is_valid() else offer.expires_on
    re_solve_offer(actor=actor, offer=offer, expires_on=day, now=timezone.now())
    return _("Solved anew. Whoever is asked for other kilograms is told.")


def _confirm(request: HttpRequest, actor: Actor, offer: PooledOffer) -> str:
    confirm_pooled_offer(actor=actor, offer=offer, now=timezone.now())
    return _("The kilograms of all members are held.")


def _withdraw(request: HttpRequest, actor: Actor, offer: PooledOffer) -> str:
    withdraw_pooled_offer(actor=actor, offer=offer)
    return _("The pooled offer is withdrawn. Its members are told.")


_MOVES: dict[str, Callable[[HttpRequest, Actor, PooledOffer], str]] = {
    "re_solve": _re_solve, "confirm": _confirm, "withdraw": _withdraw,
}  # fmt: skip


@require_GET
def pooled_offer_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF for the buyer; members without names."""
    actor = _actor(request)
    picture = make_picture(actor, get_offer(actor, pk))
    pdf = draw_sheet(picture, timezone.localdate())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="pooled-offer-{pk}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def pooled_offer_trace(request: HttpRequest, pk: int) -> HttpResponse:
    """From each container back to member and lot, as CSV or XLSX."""
    actor = _actor(request)
    picture = make_picture(actor, get_offer(actor, pk))
    return sheet_response(request, f"pooled-offer-{pk}-trace", list_trace(picture))


@require_http_methods(["GET", "POST"])
def share_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One share, two buttons."""
    actor = _actor(request)
    share = get_share(actor, pk)
    form = ShareAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accepts = request.POST.get("answer") == "accept"
        try:
            answer_share(
                actor=actor, share=share, accepts=accepts, now=timezone.now(),
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except Refused as error:
            messages.error(request, _words_of(error))
        else:
            messages.success(request, _("Your answer is kept. Thank you."))
        return redirect("matching:share_detail", pk)
    is_open = (
        share.state == "asked"
        and share.offer.state == PooledOffer.State.PROPOSED
        and share.offer.request.state in LIVE
        and share.offer.expires_on >= timezone.localdate()
    )
    context = {
        "share": share, "offer": share.offer, "wanted": share.offer.request,
        "form": form, "is_open": is_open,
        "is_officer": actor.role in (Role.OFFICER, Role.ADMINISTRATOR),
    }  # fmt: skip
    return render(request, "matching/share_detail.html", context)


def _words_of(error: InvalidInput | Refused) -> str:
    text = error.rule.sentence if isinstance(error, Refused) else error.message
    return in_language(text)


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor
