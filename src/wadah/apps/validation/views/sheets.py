"""A sheet is issued and handed out to those who see the case."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import in_language
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.validation.actions.issue_sheet import issue_sheet
from wadah.apps.validation.models import ValidationSheet
from wadah.apps.validation.process_rules import VAL_30
from wadah.apps.validation.queries.case import get_case
from wadah.apps.validation.queries.sheets import find_decision_to_issue, get_sheet
from wadah.core.values import InvalidInput


@require_POST
def sheet_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Of the newest decision of a case that has none yet."""
    actor, now = cast(ActorRequest, request).actor, timezone.now()
    case = get_case(actor, pk)
    decision = find_decision_to_issue(case, timezone.localdate(now))
    if decision is None:
        raise Refused(VAL_30)
    site = request.build_absolute_uri("/")
    try:
        sheet = issue_sheet(actor=actor, decision=decision, site=site, now=now)
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
    else:
        words = _("The sheet %(number)s is signed.") % {"number": sheet.number}
        messages.success(request, words)
    return redirect("validation:case_detail", case.pk)


def sheet_file(request: HttpRequest, pk: int) -> FileResponse:
    """The signed file, for those who see the case; of any state."""
    return send_file(get_sheet(cast(ActorRequest, request).actor, pk))


def send_file(sheet: ValidationSheet) -> FileResponse:
    return FileResponse(
        sheet.file.open("rb"),
        as_attachment=True,
        filename=f"{sheet.number}.pdf",
        content_type="application/pdf",
    )
