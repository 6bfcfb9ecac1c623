"""A buyer's words and the request read from them, side by side."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.actions.add_request import add_request
from wadah.apps.matching.buyer_words import BuyerWords, read_words
from wadah.apps.matching.forms.read_request import (
    EMPTY_LINES,
    ReadRequestForm,
    ReadTextForm,
)
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.request_prefill import (
    form_lines,
    list_pointers,
    list_segments,
    prefill,
)
from wadah.apps.matching.views.requests import find_or_add_buyer
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.core.language import RequestReading
from wadah.core.values import InvalidInput


@require_http_methods(["GET", "POST"])
def request_read(request: HttpRequest) -> HttpResponse:
    """First the words; then, for each of the goods read, the form to correct.

    Nothing is kept between the steps: the words travel with the form.
    """
    is_sent = request.method == "POST"
    words_form = ReadTextForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"received_on": timezone.localdate()},
    )
    if not is_sent or not words_form.is_valid():
        return _show_words(request, words_form)
    words: BuyerWords = words_form.cleaned_data["words"]
    try:
        reading = read_words(words)
    except InvalidInput as error:
        add_refusal(words_form, error)
        return _show_words(request, words_form)
    place = min(_place(request), len(reading.items) - 1)
    if "step" not in request.POST:
        return _show_item(request, words, reading, place, None)
    form = _form(request, reading, place, request.POST)
    added = _add(request, form) if form.is_valid() else None
    if added is None:
        return _show_item(request, words, reading, place, form)
    if place + 1 < len(reading.items):
        messages.success(request, _("Kept. Here is the next of the goods in the text."))
        return _show_item(request, words, reading, place + 1, None)
    messages.success(request, _("The request is kept, with the words it comes from."))
    return redirect("matching:request_detail", added.pk)


def _show_words(request: HttpRequest, form: ReadTextForm) -> HttpResponse:
    return render(request, "matching/request_read.html", {"form": form})


def _show_item(
    request: HttpRequest, words: BuyerWords, reading: RequestReading, place: int,
    form: ReadRequestForm | None,
) -> HttpResponse:  # fmt: skip
    form = form or _form(request, reading, place, None)
    pointers = list_pointers(reading, place)
    context = {
        "form": form,
        "words": words,
        "segments": list_segments(reading, place),
        "pointers": pointers,
        "spec_rows": [(row, pointers.get(row[0].name)) for row in form.spec_rows()],
        "hidden": [field for field in form if field.is_hidden],
        "place": place,
        "number": place + 1,
        "count": len(reading.items),
        "doubts": [
            doubt.text.in_language(get_language() or "id")
            for doubt in reading.doubts
            if not doubt.field.startswith("items[")
            or doubt.field.startswith(f"items[{place}]")
        ],
    }
    return render(request, "matching/request_read_item.html", context)


def _form(
    request: HttpRequest, reading: RequestReading, place: int, data: Any
) -> ReadRequestForm:
    lines = form_lines(spec.line for spec in reading.items[place].specs)
    papers = read_vocabulary().document_types
    return ReadRequestForm(
        data,
        actor=_actor(request),
        lines=len(lines) + EMPTY_LINES,
        initial=prefill(reading, place, papers, timezone.localdate()),
    )


def _add(request: HttpRequest, form: ReadRequestForm) -> BuyerRequest | None:
    actor = _actor(request)
    try:
        with transaction.atomic():
            return add_request(
                actor=actor,
                buyer=find_or_add_buyer(actor, form),
                as_draft="draft" in request.POST,
                **form.request_values(),
            )
    except (InvalidInput, Refused) as error:
        add_refusal(form, error)
    return None


def _place(request: HttpRequest) -> int:
    written = request.POST.get("place", "0")
    return int(written) if written.isdecimal() and len(written) < 4 else 0


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor
