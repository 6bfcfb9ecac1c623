"""Examining a buyer: facts, red flags, like names, result, signature; the lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.form_errors import add_refusal, in_language
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.actions.decide_name_hit import decide_name_hit
from wadah.apps.matching.actions.examine_buyer import examine_buyer
from wadah.apps.matching.actions.load_name_list import load_name_list
from wadah.apps.matching.actions.propose_diligence import propose_diligence
from wadah.apps.matching.actions.sign_diligence import sign_diligence
from wadah.apps.matching.buyer_facts import read_flags
from wadah.apps.matching.forms.buyer import (
    ExamineForm,
    ListForm,
    NoteForm,
    ProposeForm,
    examine_initial,
)
from wadah.apps.matching.models import DueDiligence, NameHit, NameList
from wadah.apps.matching.name_lists.upload import kept_for_reading
from wadah.apps.matching.queries.buyers import (
    SIGNERS,
    can_examine,
    get_diligence,
    must_examine,
)
from wadah.apps.matching.queries.request import get_buyer
from wadah.apps.matching.views.buyers import actor_of
from wadah.apps.matching.words import PAYMENTS
from wadah.core.matching.buyer_terms import list_allowed_payments, may_have_exposure
from wadah.core.values import InvalidInput

State = DueDiligence.State


@require_http_methods(["GET", "POST"])
def diligence_examine(request: HttpRequest, pk: int) -> HttpResponse:
    """The facts; sending them opens the examination or goes on with the open one."""
    actor = actor_of(request)
    must_examine(actor)
    buyer = get_buyer(actor, pk)
    running = buyer.diligences.filter(state=State.OPEN).first()
    last = running or buyer.diligences.first()
    form = ExamineForm(request.POST or None, initial=examine_initial(last))
    if request.method == "POST" and form.is_valid():
        try:
            done = examine_buyer(
                actor=actor, buyer=buyer, now=timezone.now(), **form.values()
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            return redirect("matching:diligence_detail", done.pk)
    context = {"form": form, "buyer": buyer, "lists": _current_lists()}
    return render(request, "matching/diligence_examine.html", context)


@require_GET
def diligence_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, get_diligence(actor_of(request), pk))


def _show(
    request: HttpRequest, diligence: DueDiligence, **given: forms.Form
) -> HttpResponse:
    actor = actor_of(request)
    flags = read_flags(diligence)
    allowed = list_allowed_payments(flags)
    may_sign = (
        actor.role in SIGNERS
        and diligence.state == State.PROPOSED
        and diligence.proposed_by_id != actor.user_id
    )
    hits = diligence.hits.select_related("listed__list", "other_buyer", "decided_by")
    context: dict[str, Any] = {
        "diligence": diligence,
        "buyer": diligence.buyer,
        "flags": [
            {
                "code": flag.code,
                "sentence": in_language(flag.sentence),
                "reason": in_language(flag.reason),
                "truth": flag.truth.value,
                "weight": flag.weight.value,
            }
            for flag in flags
        ],
        "hits": hits,
        "allowed": [PAYMENTS[word] for word in allowed],
        "may_owe": may_have_exposure(flags),
        "payments": [PAYMENTS[word] for word in diligence.payments],
        "lists": _current_lists(),
        "may_examine": can_examine(actor) and diligence.state == State.OPEN,
        "may_sign": may_sign,
        "propose_form": ProposeForm(
            allowed=allowed, initial={"payments": list(allowed), "exposure_amount": 0}
        ),
        "note_form": NoteForm(),
        **given,
    }
    return render(request, "matching/diligence_detail.html", context)


def _current_lists() -> Any:
    return NameList.objects.filter(is_current=True)


@require_POST
def hit_decide(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    hit = NameHit.objects.select_related("diligence").filter(pk=pk).first()
    if hit is None:
        raise Http404(f"hit {pk}")
    form = NoteForm(request.POST)
    form.is_valid()
    try:
        decide_name_hit(
            actor=actor,
            hit=hit,
            is_same=request.POST.get("decision") == "same",
            reason=form.cleaned_data.get("note", ""),
            now=timezone.now(),
        )
    except (InvalidInput, Refused) as error:
        messages.error(request, _words(error))
    return redirect("matching:diligence_detail", hit.diligence_id)


@require_POST
def diligence_propose(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    diligence = get_diligence(actor, pk)
    form = ProposeForm(
        request.POST, allowed=list_allowed_payments(read_flags(diligence))
    )
    if form.is_valid():
        data = dict(form.cleaned_data)
        data["exposure_currency"] = data["exposure_currency"].upper()
        try:
            propose_diligence(
                actor=actor, diligence=diligence, now=timezone.now(), **data
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Proposed. Another person signs it."))
            return redirect("matching:diligence_detail", pk)
    return _show(request, diligence, propose_form=form)


@require_POST
def diligence_sign(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    diligence = get_diligence(actor, pk)
    form = NoteForm(request.POST)
    form.is_valid()
    is_agreed = request.POST.get("decision") == "sign"
    try:
        sign_diligence(
            actor=actor,
            diligence=diligence,
            is_agreed=is_agreed,
            note=form.cleaned_data.get("note", ""),
            now=timezone.now(),
        )
    except (InvalidInput, Refused) as error:
        messages.error(request, _words(error))
    else:
        messages.success(request, _("Signed.") if is_agreed else _("Sent back."))
    return redirect("matching:diligence_detail", pk)


@require_http_methods(["GET", "POST"])
def name_list_list(request: HttpRequest) -> HttpResponse:
    """Which lists are loaded, of which day, with how many names; load a newer one."""
    actor = actor_of(request)
    must_examine(actor)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload: UploadedFile[bytes] = form.cleaned_data["upload"]
        try:
            with kept_for_reading(upload) as path:
                loaded = load_name_list(actor=actor, path=path)
        except InvalidInput as error:
            form.add_error("upload", in_language(error.message))
        else:
            words = (
                _("%(names)s names are loaded.") % {"names": loaded.row.names}
                if loaded.is_new
                else _("This list is loaded already; nothing changed.")
            )
            messages.success(request, words)
            return redirect("matching:name_list_list")
    context = {"form": form, "lists": NameList.objects.select_related("loaded_by")[:20]}
    return render(request, "matching/name_list_list.html", context)


def _words(error: InvalidInput | Refused) -> str:
    if isinstance(error, Refused):
        return in_language(error.rule.sentence)
    return in_language(error.message)
