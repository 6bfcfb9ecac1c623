"""What was sent, to whom, when, or why not."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wadah.apps.accounts.actions.export_messages import MOST_ROWS
from wadah.apps.accounts.actions.send_message_again import send_message_again
from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import in_language
from wadah.apps.accounts.messages import NOTICES
from wadah.apps.accounts.models import OutboxMessage
from wadah.apps.accounts.queries.messages import (
    MessageFilter,
    describe,
    get_message,
    list_messages,
    list_own_messages,
)
from wadah.apps.accounts.tasks import send_messages
from wadah.apps.accounts.typed import read_words
from wadah.core.values import InvalidInput

PAGE_SIZE = 50


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    wanted = read_filter(request)
    pages = Paginator(list_messages(actor, wanted), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "lines": [describe(message) for message in page],
        "wanted": wanted,
        "is_filtered": wanted != MessageFilter(sort=wanted.sort),
        "purposes": [(key, notice.label) for key, notice in NOTICES.items()],
        "states": OutboxMessage.State.choices,
        "query": request.GET.urlencode(),
        "may_export": pages.count <= MOST_ROWS,
    }
    return render(request, "accounts/outbox.html", context)


@require_POST
def message_again(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    message = get_message(actor, pk)
    try:
        send_message_again(actor=actor, message=message, now=timezone.now())
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
    else:
        send_messages.later()
        messages.success(request, _("The message is on its way again."))
    return redirect("accounts:outbox")


@require_GET
def own_messages(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    found = list_own_messages(actor)
    text = read_words(request)
    for word in text.split():
        found = found.filter(subject__icontains=word)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [describe(message) for message in page]
    context = {"page_obj": page, "lines": lines, "text": text}
    return render(request, "accounts/own_messages.html", context)


def read_filter(request: HttpRequest) -> MessageFilter:
    asked = request.GET
    return MessageFilter(
        text=read_words(request),
        purpose=read_words(request, "purpose"),
        state=read_words(request, "state"),
        sort=asked.get("sort", "new"),
    )
