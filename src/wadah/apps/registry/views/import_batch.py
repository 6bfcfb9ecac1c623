"""What is decided about a loaded list: its differences, and whether it stays."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actions.record_personal_export import (
    record_personal_export,
)
from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import in_language
from wadah.apps.reference.models import Region
from wadah.apps.registry.actions.decide_difference import decide_difference
from wadah.apps.registry.actions.undo_batch import undo_batch
from wadah.apps.registry.forms.list_import import field_label
from wadah.apps.registry.import_undo import count_undo
from wadah.apps.registry.models import ImportDifference
from wadah.apps.registry.queries.imports import (
    count_open_differences,
    get_batch,
    list_differences,
)
from wadah.apps.registry.sheet_file import sheet_response
from wadah.core.values import InvalidInput

PAGE_SIZE = 50
State = ImportDifference.State


@require_GET
def difference_list(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    batch = get_batch(actor, pk)
    state, field = _asked(request)
    pages = Paginator(list_differences(actor, batch, state, field), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    waiting = count_open_differences(actor, batch)
    regions = _region_names()
    context = {
        "batch": batch,
        "page_obj": page,
        "rows": [
            (row, field_label(row.field), *_values(row, regions))
            for row in page.object_list
        ],
        "fields": [(name, field_label(name), n) for name, n in waiting.items()],
        "field": field,
        "field_words": field_label(field) if field else "",
        "state": state,
        "states": State.choices,
        "may_decide": batch.undone_at is None,
        "query": request.GET.urlencode(),
    }
    return render(request, "registry/import_differences.html", context)


@require_GET
def difference_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The differences as a file."""
    actor = cast(ActorRequest, request).actor
    batch = get_batch(actor, pk)
    regions = _region_names()
    head = [_("Row"), _("Sheet"), _("Business"), _("Field"), _("In the register"),
            _("In the list"), _("State")]  # fmt: skip
    rows = [
        [row.row, row.sheet, row.business.name, field_label(row.field),
         *_values(row, regions), row.get_state_display()]
        for row in list_differences(actor, batch, *_asked(request))
    ]  # fmt: skip
    record_personal_export(
        actor=actor, what="import_differences", rows=len(rows), columns=head,
        details={"batch": pk},
    )  # fmt: skip
    return sheet_response(request, f"differences-{pk}", [head, *rows])


def _region_names() -> dict[str, str]:
    return dict(Region.objects.values_list("pk", "name"))


def _values(row: ImportDifference, regions: dict[str, str]) -> tuple[str, str]:
    """What is kept and what is offered, as a person reads it."""
    if row.field != "region_id":
        return row.kept, row.offered
    return regions.get(row.kept, row.kept), regions.get(row.offered, row.offered)


def _asked(request: HttpRequest) -> tuple[str, str]:
    """State and field; what waits is shown first."""
    state = request.GET.get("state", State.OPEN)
    return state if state in State.values else "", request.GET.get("field", "")


@require_POST
def difference_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One difference, or all that wait in one field."""
    single = request.POST.get("difference", "")
    field = "" if single else request.POST.get("field", "")
    try:
        decided = decide_difference(
            actor=cast(ActorRequest, request).actor,
            batch_id=pk,
            accept=request.POST.get("answer") == "accept",
            difference_id=int(single) if single.isdecimal() else None,
            field=field,
        )
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
    else:
        words = ngettext(
            "%(count)s difference decided.", "%(count)s differences decided.", decided
        )
        messages.success(request, words % {"count": decided})
    response = redirect("registry:difference_list", pk)
    kept = request.POST.get("field", "")
    if kept and single:
        response["Location"] += f"?field={kept}" if kept.isidentifier() else ""
    return response


@require_http_methods(["GET", "POST"])
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Says in numbers what will go and what will stay, then does it."""
    actor = cast(ActorRequest, request).actor
    batch = get_batch(actor, pk)
    context: dict[str, object] = {"batch": batch}
    try:
        if request.method == "POST":
            outcome = undo_batch(actor=actor, batch_id=pk, keep_used=True)
            messages.success(
                request,
                _("The list is undone: %(removed)s removed, %(restored)s put back.")
                % {"removed": outcome.removed, "restored": outcome.restored},
            )
            return redirect("registry:import_detail", pk)
        context["outcome"] = count_undo(actor, pk)
    except InvalidInput as error:
        context["refusal"] = in_language(error.message)
    return render(request, "registry/import_undo.html", context)
