"""Cases, the page of a verdict, and the answers to its questions."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.registry.queries.business import can_edit
from wadah.apps.registry.queries.product import get_editable_product
from wadah.apps.validation.actions.answer_question import answer_question
from wadah.apps.validation.actions.assess_case import assess_case
from wadah.apps.validation.actions.open_case import open_case
from wadah.apps.validation.case_page import describe_work
from wadah.apps.validation.forms import AnswerForm, CaseForm
from wadah.apps.validation.models import Case
from wadah.apps.validation.queries.case import find_current_verdict, get_case
from wadah.apps.validation.queries.step_figures import make_step_book
from wadah.apps.validation.question import find_question
from wadah.apps.validation.verdict_page import describe_verdict
from wadah.apps.validation.written import read_answer
from wadah.core.requirements import FactName
from wadah.core.values import InvalidInput


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor


@require_http_methods(["GET", "POST"])
def case_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    product = get_editable_product(actor, pk)
    form = CaseForm(request.POST or None, product=product)
    if request.method == "POST" and form.is_valid():
        try:
            case = open_case(
                actor=actor,
                product=product,
                lot=form.cleaned_data["lot"],
                destination=form.cleaned_data["destination"].pk,
                **form.make_plan(),
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            assess_case(actor=actor, case=case, as_of=timezone.localdate())
            return redirect("validation:case_detail", case.pk)
    context = {"form": form, "product": product}
    return render(request, "validation/case_add.html", context)


def case_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, get_case(_actor(request), pk), None)


def _show(request: HttpRequest, case: Case, refused: AnswerForm | None) -> HttpResponse:
    """The page of a case; `refused` is an answer form that came back."""
    actor = _actor(request)
    verdict = find_current_verdict(case)
    language = get_language() or "id"
    may_answer = can_edit(actor, case.product.business)
    book = make_step_book(actor, case.product.business, timezone.localdate())
    page = describe_verdict(verdict.result, language, book) if verdict else None
    context = {
        "case": case,
        "verdict": verdict,
        "page": page,
        "forms": _make_forms(page["questions"], refused) if page and may_answer else [],
        "may_answer": may_answer,
        "dates": [
            (_("declared"), case.declared_on),
            (_("departs"), case.departs_on),
            (_("arrives"), case.arrives_on),
            (_("sold from"), case.placed_on),
        ],
        **describe_work(actor, case, may_answer),
    }
    status = 200 if refused is None else 422
    return render(request, "validation/case_detail.html", context, status=status)


def _make_forms(
    questions: list[dict[str, Any]], refused: AnswerForm | None
) -> list[tuple[dict[str, Any], AnswerForm | None]]:
    """One small form a question; the refused one keeps what was written.

    What a laboratory answers has no form here: it is a result of the lot.
    """
    today = timezone.localdate()
    pairs: list[tuple[dict[str, Any], AnswerForm | None]] = []
    for place, question in enumerate(_asked(questions, refused)):
        code = question["code"]
        if question.get("is_of_laboratory"):
            pairs.append((question, None))
            continue
        fact = _find_fact(code)
        if fact is None:
            continue
        if refused is not None and refused.data.get("code") == code:
            pairs.append((question, refused))
            continue
        form = AnswerForm(
            fact=fact,
            initial={"code": code, "looked_up_on": today},
            auto_id=f"id_{place}_%s",
        )
        pairs.append((question, form))
    return pairs


def _asked(
    questions: list[dict[str, Any]], refused: AnswerForm | None
) -> list[dict[str, Any]]:
    """The questions of the page, with that of a form which came back."""
    code = refused.data.get("code", "") if refused is not None else ""
    fact = _find_fact(code)
    if fact is None or code in {question["code"] for question in questions}:
        return questions
    text = fact.question.in_language(get_language() or "id")
    return [*questions, {"code": code, "text": text}]


def _find_fact(code: str) -> FactName | None:
    """None for a question of an old verdict that is asked no more."""
    try:
        return find_question(code)
    except InvalidInput:
        return None


@require_POST
def case_assess(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    case = get_case(actor, pk)
    assess_case(actor=actor, case=case, as_of=timezone.localdate())
    messages.success(request, _("Assessed again with what is known today."))
    return redirect("validation:case_detail", case.pk)


@require_POST
def answer_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    case = get_case(actor, pk)
    try:
        fact = find_question(request.POST.get("code", ""))
    except InvalidInput as error:
        messages.error(request, error.message.in_language(get_language() or "id"))
        return redirect("validation:case_detail", case.pk)
    form = AnswerForm(request.POST, fact=fact)
    if form.is_valid():
        data = form.cleaned_data
        try:
            answer_question(
                actor=actor,
                case=case,
                code=fact.name,
                value=read_answer(data["value"], fact),
                looked_up_on=data["looked_up_on"],
                source=data["source"],
            )
        except InvalidInput as error:
            words = error.message.in_language(get_language() or "id")
            form.add_error("value", words)
        else:
            assess_case(actor=actor, case=case, as_of=timezone.localdate())
            messages.success(request, _("The answer is kept and the case assessed."))
            return redirect("validation:case_detail", case.pk)
    return _show(request, case, form)
