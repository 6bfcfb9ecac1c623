"""Codes for goods in anybody's words, and what officers confirmed."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actions.confirm_goods_code import confirm_goods_code
from wadah.apps.accounts.actions.undo_goods_code import undo_goods_code
from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import add_refusal, in_language
from wadah.apps.reference.code_index import get_code_index
from wadah.apps.reference.goods_answer import find_codes
from wadah.core.values import InvalidInput
from wadah.delivery.reference.classify_queries import (
    get_confirmed,
    list_confirmed,
    may_confirm,
    with_people,
)
from wadah.delivery.reference.forms import ConfirmForm, UndoForm
from wadah.delivery.reference.views import LONGEST_TEXT, PAGE_SIZE, send_rows

MOST_CANDIDATES = 5


@require_GET
def classify(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")
    answers = request.GET.getlist("answer")
    return _show(request, text, answers, None, request.GET.get("chosen", ""))


def _show(
    request: HttpRequest,
    text: str,
    answers: list[str],
    form: ConfirmForm | None,
    chosen: str,
) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    context: dict[str, Any] = {
        "text": text,
        "answers": answers,
        "is_full": get_code_index()[0].is_full,
        "may_confirm": may_confirm(actor),
    }
    if text:
        try:
            found = find_codes(text, answers, MOST_CANDIDATES)
        except InvalidInput as error:
            context["error"] = in_language(error.message)
            return render(request, "reference/classify.html", context, status=422)
        context["found"] = found
        context["candidates"] = [
            {
                "hs6": candidate.hs6,
                "pct": round(100 * candidate.score),
                "label": in_language(candidate.label),
                "reason": in_language(candidate.reason),
            }
            for candidate in found.candidates
        ]
        context["questions"] = [
            {
                "text": in_language(question.text),
                "options": [
                    {
                        "answer": f"{question.fact}:{option.value}",
                        "label": in_language(option.label),
                    }
                    for option in question.options
                ],
            }
            for question in found.questions
        ]
        if context["may_confirm"] and found.candidates:
            first = chosen or found.candidates[0].hs6
            context["form"] = form or ConfirmForm(initial={"text": text, "hs6": first})
    status = 422 if form is not None else 200
    return render(request, "reference/classify.html", context, status=status)


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Keep what the officer confirmed, or show the page again with what is wrong."""
    form = ConfirmForm(request.POST)
    text = request.POST.get("text", "")
    if form.is_valid():
        try:
            row = confirm_goods_code(
                actor=cast(ActorRequest, request).actor, **form.cleaned_data
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(
                request,
                _("%(code)s is confirmed for %(goods)s. It counts from now on.")
                % {"code": row.hs6, "goods": row.text},
            )
            return redirect("reference:confirmed_list")
    return _show(request, text, [], form, "")


@require_GET
def confirmed_list(request: HttpRequest) -> HttpResponse:
    text, standing, sort = _asked(request)
    actor = cast(ActorRequest, request).actor
    rows = list_confirmed(actor, text, standing, sort)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "lines": with_people(page.object_list),
        "text": text,
        "standing": standing,
        "is_filtered": bool(text) or "standing" in request.GET,
        "query": request.GET.urlencode(),
    }
    return render(request, "reference/confirmed_list.html", context)


@require_GET
def confirmed_export(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    rows: list[list[object]] = [
        [
            _("Goods"), _("HS code"), _("Reason"), _("Confirmed by"),
            _("Confirmed at"), _("Undone by"), _("Undone at"), _("Reason of undoing"),
        ]
    ]  # fmt: skip
    for line in with_people(list_confirmed(actor, *_asked(request))):
        row = line.row
        rows.append(
            [
                row.text, row.hs6, row.reason, line.confirmed_by,
                row.confirmed_at.isoformat(timespec="seconds"), line.undone_by,
                row.undone_at.isoformat(timespec="seconds") if row.undone_at else "",
                row.undone_reason,
            ]
        )  # fmt: skip
    return send_rows(rows, "confirmed-codes", request.GET.get("format", "csv"))


@require_http_methods(["GET", "POST"])
def confirmed_undo(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    row = get_confirmed(actor, pk)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            undo_goods_code(actor=actor, pk=pk, **form.cleaned_data)
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("It no longer counts. The row is kept."))
            return redirect("reference:confirmed_list")
    context = {"row": row, "form": form}
    status = 422 if form.errors else 200
    return render(request, "reference/confirmed_undo.html", context, status=status)


def _asked(request: HttpRequest) -> tuple[str, str, str]:
    text = request.GET.get("q", "").strip().replace("\0", "")[:LONGEST_TEXT]
    return text, request.GET.get("standing", "yes"), request.GET.get("sort", "")
