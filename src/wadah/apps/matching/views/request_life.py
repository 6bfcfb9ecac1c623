"""What is done along the life of a request: each view makes one call to an action."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal, in_language
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.actions.accept_answer import accept_answer
from wadah.apps.matching.actions.answer_request import answer_request
from wadah.apps.matching.actions.award_answer import award_answer
from wadah.apps.matching.actions.change_answer import change_answer
from wadah.apps.matching.actions.close_request import close_request
from wadah.apps.matching.actions.consent_to_answer import consent_to_answer
from wadah.apps.matching.actions.decline_answer import decline_answer
from wadah.apps.matching.actions.look_at_contact import look_at_contact
from wadah.apps.matching.actions.moderate_request import moderate_request
from wadah.apps.matching.actions.submit_request import submit_request
from wadah.apps.matching.actions.withdraw_answer import withdraw_answer
from wadah.apps.matching.actions.write_request_message import write_request_message
from wadah.apps.matching.board import make_card
from wadah.apps.matching.forms.request_life import (
    AnswerForm,
    CloseForm,
    CommentForm,
    MessageForm,
    ReasonForm,
    answer_initial,
)
from wadah.apps.matching.models import RequestAnswer
from wadah.apps.matching.queries.answers import get_answer, visible_answers
from wadah.apps.matching.queries.request import get_request
from wadah.apps.matching.queries.request_thread import get_message
from wadah.apps.matching.request_page import (
    list_answer_lines,
    list_request_lines,
)
from wadah.apps.matching.views.request_detail import (
    list_partner_choices,
    show_request,
)
from wadah.apps.registry.sheet_file import MOST_ROWS, sheet_response, wants_file
from wadah.apps.registry.upload.receiving import CONTENT_TYPES
from wadah.core.values import InvalidInput

PAGE = 25
SORTS = {
    "new": ("-made_at", "-pk"),
    "old": ("made_at", "pk"),
    "quantity": ("-kg", "-pk"),
}


@require_POST
def request_submit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    wanted = get_request(actor, pk)
    try:
        submit_request(actor=actor, request=wanted, now=timezone.now())
    except Refused as error:
        messages.error(request, in_language(error.rule.sentence))
    else:
        messages.success(request, _("The request is handed in."))
    return redirect("matching:request_detail", pk)


@require_POST
def request_moderate(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    wanted = get_request(actor, pk)
    form = CommentForm(request.POST)
    form.is_valid()
    try:
        moderate_request(
            actor=actor,
            request=wanted,
            decision=request.POST.get("decision", ""),
            comment=form.cleaned_data.get("comment", ""),
            now=timezone.now(),
        )
    except (InvalidInput, Refused) as error:
        add_refusal(form, error)
        return show_request(request, wanted, comment_form=form)
    messages.success(request, _("Done. The buyer is told."))
    return redirect("matching:request_detail", pk)


@require_POST
def request_close(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    wanted = get_request(actor, pk)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            close_request(
                actor=actor, request=wanted, now=timezone.now(), **form.cleaned_data
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The request is closed."))
            return redirect("matching:request_detail", pk)
    return show_request(request, wanted, close_form=form)


@require_http_methods(["GET", "POST"])
def answer_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One form: which product, how much, when, at what price."""
    actor = _actor(request)
    wanted = get_request(actor, pk)
    form = AnswerForm(
        request.POST or None, actor=actor, wanted=wanted,
        initial={"tonnes": (wanted.quantity_kg / 1000).normalize(),
                 "ready_on": wanted.window_from},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            answer_request(
                actor=actor,
                request=wanted,
                product=form.cleaned_data["product"],
                now=timezone.now(),
                **form.offered(),
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Your answer is with the buyer."))
            return redirect("matching:request_detail", pk)
    context = {"form": form, "wanted": wanted, "card": make_card(actor, wanted)}
    return render(request, "matching/answer_add.html", context)


@require_http_methods(["GET", "POST"])
def answer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    answer = get_answer(actor, pk)
    form = AnswerForm(
        request.POST or None, actor=actor, wanted=answer.request, answer=answer,
        initial=answer_initial(answer),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            change_answer(
                actor=actor, answer=answer, now=timezone.now(), **form.offered()
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Your answer was corrected."))
            return redirect("matching:request_detail", answer.request_id)
    context = {
        "form": form,
        "answer": answer,
        "wanted": answer.request,
        "card": make_card(actor, answer.request),
    }
    return render(request, "matching/answer_add.html", context)


@require_POST
def answer_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, decline, choose; agree or take back."""
    actor = _actor(request)
    answer = get_answer(actor, pk)
    form = ReasonForm(request.POST)
    form.is_valid()
    move = request.POST.get("move", "")
    try:
        done = _move(actor, answer, move, form.cleaned_data.get("reason", ""))
    except (InvalidInput, Refused) as error:
        add_refusal(form, error)
        return show_request(request, answer.request, reason_form=form)
    messages.success(request, done)
    return redirect("matching:request_detail", answer.request_id)


def _move(actor: Actor, answer: RequestAnswer, move: str, reason: str) -> str:
    now = timezone.now()
    if move == "decline":
        decline_answer(actor=actor, answer=answer, reason=reason, now=now)
        return _("The answer was declined; the business reads why.")
    moves: dict[str, tuple[Callable[..., RequestAnswer], str]] = {
        "accept": (accept_answer, _("The answer was accepted.")),
        "consent": (consent_to_answer, _("Both have agreed. Open the contact.")),
        "withdraw": (withdraw_answer, _("The answer was taken back.")),
        "award": (award_answer, _("This answer was chosen.")),
    }
    if move not in moves:
        raise Http404(move)
    act, words = moves[move]
    act(actor=actor, answer=answer, now=now)
    return words


@require_POST
def answer_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """How to reach the other side; that it was read is kept."""
    actor = _actor(request)
    answer = get_answer(actor, pk)
    try:
        details = look_at_contact(actor=actor, answer=answer, now=timezone.now())
    except Refused as error:
        messages.error(request, in_language(error.rule.sentence))
        return redirect("matching:request_detail", answer.request_id)
    context = {
        "answer": answer,
        "details": details,
        "looks": answer.looks.select_related("by", "organisation")[:10],
    }
    response = render(request, "matching/answer_contact.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def answer_list(request: HttpRequest) -> HttpResponse:
    """Answers the person may read: those of the business, or to his requests."""
    actor = _actor(request)
    state, sort = request.GET.get("state", ""), request.GET.get("sort", "new")
    text = request.GET.get("q", "").strip()
    found = visible_answers(actor).order_by(*SORTS.get(sort, SORTS["new"]))
    if state:
        found = found.filter(state=state)
    if text:
        found = found.filter(product__name__icontains=text)
    if wants_file(request):
        return _answer_file(request, actor, list(found[:MOST_ROWS]))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    requests = {row.request for row in page.object_list}
    buyers = {
        line.request.pk: line.buyer for line in list_request_lines(actor, requests)
    }
    context = {
        "page_obj": page,
        "lines": [
            (line, buyers[line.answer.request_id])
            for line in list_answer_lines(actor, page.object_list)
        ],
        "state": state,
        "sort": sort,
        "text": text,
        "states": RequestAnswer.State.choices,
        "is_business": actor.role in (Role.OWNER, Role.STAFF),
    }
    return render(request, "matching/answer_list.html", context)


def _answer_file(
    request: HttpRequest, actor: Actor, rows: list[RequestAnswer]
) -> HttpResponse:
    head = ["id", "request", "business", "product", "kg", "price_a_tonne", "currency",
            "ready_on", "state", "sent_on"]  # fmt: skip
    cells = [
        [one.answer.pk, one.answer.request_id, one.who, one.answer.product.name,
         one.answer.kg, one.answer.price_amount, one.answer.price_currency,
         one.answer.ready_on, one.answer.state,
         timezone.localdate(one.answer.made_at)]
        for one in list_answer_lines(actor, rows)
    ]  # fmt: skip
    return sheet_response(request, "answers", [head, *cells])


@require_POST
def message_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    wanted = get_request(actor, pk)
    form = MessageForm(
        request.POST, request.FILES, partners=list_partner_choices(actor, wanted)
    )
    if form.is_valid():
        try:
            write_request_message(
                actor=actor,
                request=wanted,
                text=form.cleaned_data["text"],
                upload=form.cleaned_data["upload"],
                business=form.find_partner(),
                now=timezone.now(),
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Your message was sent."))
            return redirect("matching:request_detail", pk)
    return show_request(request, wanted, message_form=form)


@require_GET
def message_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a message, as far as the message may be read."""
    message = get_message(_actor(request), pk)
    if not message.file:
        raise Http404("file")
    kind = str(message.file.name).rpartition(".")[2]
    return FileResponse(
        message.file.open("rb"),
        as_attachment=True,
        filename=message.file_name or f"{message.pk}.{kind}",
        content_type=CONTENT_TYPES.get(kind, "application/octet-stream"),
    )


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor
