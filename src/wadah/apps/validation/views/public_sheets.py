"""For everybody: how a sheet stands, is this file one, the keys, the status list.

Who comes here is mostly a buyer with a page in his hand: English unless he chose.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wadah.apps.accounts.actor import Absent
from wadah.apps.validation.actions.rotate_key import keys_folder
from wadah.apps.validation.forms_sheets import SheetCodeForm, SheetFileForm
from wadah.apps.validation.models import CaseDecision
from wadah.apps.validation.queries.sheets import (
    find_sheet_by_code,
    judge_sheet,
    list_ended,
    list_keys,
    make_register,
)
from wadah.apps.validation.sheets.checking import Finding, check_sheet
from wadah.apps.validation.sheets.page import describe_sheet
from wadah.apps.validation.sheets.signing import (
    KEYS_FORMAT,
    KeyMissing,
    keys_as_json,
)
from wadah.apps.validation.sheets.state import State
from wadah.apps.validation.sheets.status_list import make_status_list
from wadah.apps.validation.views.sheets import send_file
from wadah.core.values import Text

CHECKS_PER_MINUTE = 20
STATUS_SECONDS = 60
View = Callable[..., HttpResponseBase]


def english_first(view: View) -> View:
    """English unless the switch of language says otherwise."""

    @functools.wraps(view)
    def shown(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            return view(request, **kwargs)
        with translation.override("en"):
            response = view(request, **kwargs)
            response.headers["Content-Language"] = "en"
            return response

    return shown


@require_http_methods(["GET", "HEAD", "POST"])
@english_first
def check(request: HttpRequest) -> HttpResponse:
    """Check a file, which is not kept, or find a sheet by its code."""
    is_posted = request.method == "POST"
    # Two forms on a page: the names of their fields may not meet.
    form = SheetFileForm(
        request.POST if is_posted else None,
        request.FILES if is_posted else None,
        auto_id="file_%s",
    )
    code_form = SheetCodeForm(request.GET if "code" in request.GET else None)
    if code_form.is_valid():
        return redirect("sheets:show", code_form.cleaned_data["code"])
    context: dict[str, Any] = {"form": form, "code_form": code_form}
    if is_posted:
        if _is_too_often(request):
            words = {"message": _("Too many files in one minute. Wait a little.")}
            return render(request, "web/refused.html", words, status=429)
        if form.is_valid():
            upload = form.cleaned_data["file"]
            now = timezone.now()
            keys = {key.id: key for key in list_keys()}
            finding = check_sheet(
                upload.read(), keys, make_register(now), timezone.localdate(now)
            )
            context |= _describe(finding) | {"file_name": upload.name}
    status = 422 if form.errors else 200
    return render(request, "validation/sheet_check.html", context, status=status)


@require_safe
@english_first
def show(request: HttpRequest, code: str) -> HttpResponse:
    """What a sheet proves, by whom, when, and whether it still holds."""
    sheet = find_sheet_by_code(code)
    now = timezone.now()
    judged = judge_sheet(sheet, timezone.localdate(now))
    language = get_language() or "en"
    context = {
        "sheet": sheet,
        "judged": judged,
        "said": describe_sheet(sheet.payload, language),
        "newer": _find_newer(sheet.decision)
        if judged.state is State.SUPERSEDED
        else "",
        "now": now,
        **_in_both(judged.message),
    }
    return render(request, "validation/sheet_public.html", context)


@require_safe
def file(request: HttpRequest, code: str) -> HttpResponseBase:
    """The signed file, as long as it holds."""
    sheet = find_sheet_by_code(code)
    if judge_sheet(sheet, timezone.localdate()).state is not State.VALID:
        raise Absent(f"sheet {code}")
    return send_file(sheet)


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys, for who checks without a network."""
    return JsonResponse({"format": KEYS_FORMAT, "keys": keys_as_json(list_keys())})


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """The signed list of what holds no more."""
    document = cache.get("sheets:status")
    if document is None:
        signing = [key for key in list_keys() if key.retired_at is None]
        if not signing:
            raise Absent("status list")
        try:
            document = make_status_list(
                folder=keys_folder(),
                key_id=signing[0].id,
                keys=list_keys(),
                ended=list_ended(),
                as_of=timezone.localtime(),
            )
        except KeyMissing as error:
            raise Absent("status list") from error
        cache.set("sheets:status", document, STATUS_SECONDS)
    return JsonResponse(document)


def _describe(finding: Finding) -> dict[str, Any]:
    said = finding.sheet
    return {
        "finding": finding,
        "said": describe_sheet(said, get_language() or "en") if said else None,
        **_in_both(finding.message),
    }


def _in_both(message: Text) -> dict[str, str]:
    """The sentence that decides, in the language of the page and in the other."""
    language = "id" if (get_language() or "en").startswith("id") else "en"
    other = "en" if language == "id" else "id"
    return {
        "language": language,
        "message": message.in_language(language),
        "other_language": other,
        "other_message": message.in_language(other),
    }


def _find_newer(decision: CaseDecision) -> str:
    """The code of the newest sheet of the case, when there is a newer one."""
    newest = (
        CaseDecision.objects.filter(
            case=decision.case_id,
            outcome=CaseDecision.Outcome.APPROVED,
            version__gt=decision.version,
            sheet__isnull=False,
        )
        .select_related("sheet")
        .order_by("version")
        .last()
    )
    return newest.sheet.code if newest else ""


def _is_too_often(request: HttpRequest) -> bool:
    """So many files a minute from one address; the next minute begins anew."""
    window = int(time.time() // 60)
    key = f"sheets:check:{request.META.get('REMOTE_ADDR')}:{window}"
    cache.add(key, 0, 60)
    try:
        return int(cache.incr(key)) > CHECKS_PER_MINUTE
    except ValueError:  # the minute ended between the two steps
        return False
