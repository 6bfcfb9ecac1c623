"""What people do on a case: each view makes one call to one action."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import in_language
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.queries.product import get_editable_product
from wadah.apps.validation.actions.add_case_note import add_case_note
from wadah.apps.validation.actions.ask_business import ask_business
from wadah.apps.validation.actions.decide_case import decide_case
from wadah.apps.validation.actions.hand_over_case import hand_over_case
from wadah.apps.validation.actions.lift_flag import lift_flag
from wadah.apps.validation.actions.move_case import move_case
from wadah.apps.validation.actions.propose_decision import propose_decision
from wadah.apps.validation.actions.publish_product import publish_product
from wadah.apps.validation.actions.raise_flag import raise_flag
from wadah.apps.validation.actions.record_visit import record_visit
from wadah.apps.validation.actions.reply_to_checker import reply_to_checker
from wadah.apps.validation.actions.revoke_decision import revoke_decision
from wadah.apps.validation.checklist import find_point
from wadah.apps.validation.forms_work import HandOverForm, VisitForm, WordsForm
from wadah.apps.validation.queries.case import get_case
from wadah.apps.validation.queries.case_work import (
    get_case_question,
    get_case_visit,
    get_decision,
    get_flag,
    get_visit_photo,
)
from wadah.apps.validation.queries.checkers import list_checkers
from wadah.core.values import InvalidInput


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor


def _try(
    request: HttpRequest, pk: int, said: str, act: Callable[[], object]
) -> HttpResponse:
    """Do it, say so or say why not, and go back to the case."""
    try:
        act()
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
    except Refused as error:
        messages.error(request, in_language(error.rule.sentence))
    else:
        messages.success(request, said)
    return redirect("validation:case_detail", pk)


def _words(request: HttpRequest) -> tuple[str, str, bool]:
    """Words, line and whether they are internal; words without end are cut off."""
    form = WordsForm(request.POST)
    if not form.is_valid():
        return request.POST.get("text", ""), "", True
    data = form.cleaned_data
    return data["text"], data["rule"], data["is_internal"]


@require_POST
def case_move(request: HttpRequest, pk: int) -> HttpResponse:
    actor, now = _actor(request), timezone.now()
    case = get_case(actor, pk)
    note, _rule, _inside = _words(request)
    action = request.POST.get("action", "")
    return _try(
        request,
        pk,
        _("The case has moved on."),
        lambda: move_case(actor=actor, case=case, action=action, note=note, now=now),
    )


@require_POST
def case_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    actor, now = _actor(request), timezone.now()
    case = get_case(actor, pk)
    form = HandOverForm(request.POST, people=list_checkers(actor))
    if not form.is_valid():
        messages.error(request, _("Choose to whom."))
        return redirect("validation:case_detail", pk)
    to = form.cleaned_data["to"]
    return _try(
        request,
        pk,
        _("The case is handed over."),
        lambda: hand_over_case(actor=actor, case=case, to=to, now=now),
    )


@require_POST
def case_ask(request: HttpRequest, pk: int) -> HttpResponse:
    actor, now = _actor(request), timezone.now()
    case = get_case(actor, pk)
    text, rule, _inside = _words(request)
    return _try(
        request,
        pk,
        _("The business is asked. The clock stands still until it answers."),
        lambda: ask_business(actor=actor, case=case, text=text, rule=rule, now=now),
    )


@require_POST
def question_reply(request: HttpRequest, pk: int) -> HttpResponse:
    actor, now = _actor(request), timezone.now()
    question = get_case_question(actor, pk)
    text, _rule, _inside = _words(request)
    return _try(
        request,
        question.case_id,
        _("The answer is with the checker."),
        lambda: reply_to_checker(actor=actor, question=question, text=text, now=now),
    )


@require_POST
def note_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor, now = _actor(request), timezone.now()
    case = get_case(actor, pk)
    text, rule, inside = _words(request)
    said = _("Kept among checkers.") if inside else _("The business reads it now.")
    return _try(
        request,
        pk,
        said,
        lambda: add_case_note(
            actor=actor, case=case, text=text, is_internal=inside, rule=rule, now=now
        ),
    )


@require_POST
def flag_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor, now = _actor(request), timezone.now()
    case = get_case(actor, pk)
    reason, _rule, _inside = _words(request)
    return _try(
        request,
        pk,
        _("The case is held."),
        lambda: raise_flag(actor=actor, case=case, reason=reason, now=now),
    )


@require_POST
def flag_lift(request: HttpRequest, pk: int) -> HttpResponse:
    actor, now = _actor(request), timezone.now()
    flag = get_flag(actor, pk)
    note, _rule, _inside = _words(request)
    return _try(
        request,
        flag.case_id,
        _("The flag is lifted."),
        lambda: lift_flag(actor=actor, flag=flag, note=note, now=now),
    )


@require_POST
def case_propose(request: HttpRequest, pk: int) -> HttpResponse:
    actor, now = _actor(request), timezone.now()
    case = get_case(actor, pk)
    note, _rule, _inside = _words(request)
    return _try(
        request,
        pk,
        _("A second person decides now."),
        lambda: propose_decision(actor=actor, case=case, note=note, now=now),
    )


@require_POST
def decision_decide(request: HttpRequest, pk: int) -> HttpResponse:
    actor, now = _actor(request), timezone.now()
    decision = get_decision(actor, pk)
    note, _rule, _inside = _words(request)
    is_approved = request.POST.get("outcome") == "approve"
    said = _("The case is approved.") if is_approved else _("The case is sent back.")
    return _try(
        request,
        decision.case_id,
        said,
        lambda: decide_case(
            actor=actor, decision=decision, is_approved=is_approved, note=note, now=now
        ),
    )


@require_POST
def decision_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    actor, now = _actor(request), timezone.now()
    decision = get_decision(actor, pk)
    note, _rule, _inside = _words(request)
    return _try(
        request,
        decision.case_id,
        _("The approval is revoked."),
        lambda: revoke_decision(actor=actor, decision=decision, note=note, now=now),
    )


@require_POST
def product_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """From the page of a case, which it goes back to."""
    actor = _actor(request)
    case = get_case(actor, pk)
    product = get_editable_product(actor, case.product_id)
    published = request.POST.get("published") == "yes"
    said = _("Buyers see it now.") if published else _("Buyers see it no more.")
    return _try(
        request,
        pk,
        said,
        lambda: publish_product(
            actor=actor,
            product=product,
            published=published,
            today=timezone.localdate(),
        ),
    )


@require_http_methods(["GET", "POST"])
def visit_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    case = get_case(actor, pk)
    form = VisitForm(
        request.POST or None, request.FILES or None, family=case.product.family
    )
    if request.method == "POST" and form.is_valid():
        try:
            visit = record_visit(
                actor=actor, case=case, seen=form.make_seen(), now=timezone.now()
            )
        except InvalidInput as error:
            name = form.field_of(error.field)
            known = error.field if error.field in form.fields else name
            form.add_error(known, in_language(error.message))
        else:
            messages.success(request, _("The visit is kept."))
            return redirect("validation:visit_detail", visit.pk)
    context = {"form": form, "case": case}
    status = 422 if form.errors else 200
    return render(request, "validation/visit_add.html", context, status=status)


def visit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    visit = get_case_visit(_actor(request), pk)
    language = get_language() or "id"
    points = []
    for code, seen in visit.points.items():
        point = find_point(code)
        points.append((point.text.in_language(language) if point else code, seen))
    context = {"visit": visit, "case": visit.case, "points": points}
    return render(request, "validation/visit_detail.html", context)


def visit_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    photo = get_visit_photo(_actor(request), pk)
    return FileResponse(photo.file.open("rb"), content_type="image/jpeg")
