"""From a file to a loaded list: file, columns, preview, progress."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Absent, Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal, in_language
from wadah.apps.registry.actions.cancel_import_job import cancel_import_job
from wadah.apps.registry.actions.restart_import_job import restart_import_job
from wadah.apps.registry.actions.start_import_job import start_import_job
from wadah.apps.registry.forms.list_import import (
    ColumnForm,
    ListFileForm,
    initial_columns,
)
from wadah.apps.registry.import_preview import Preview, Remark, read_preview
from wadah.apps.registry.import_progress import WRITING, find_progress
from wadah.apps.registry.import_table import OpenedList, open_list
from wadah.apps.registry.importing.mapping import propose_mapping
from wadah.apps.registry.list_upload import find_upload, forget_upload, keep_upload
from wadah.apps.registry.models import ImportJob
from wadah.apps.registry.queries.imports import (
    find_saved_map,
    get_job,
    list_open_jobs,
)
from wadah.apps.registry.sheet_file import sheet_response
from wadah.core.values import InvalidInput

PAGE_SIZE = 50
REFRESH_SECONDS = 2
# A worker takes a job within a second; after this time there is none.
NO_WORKER_SECONDS = 20
# The longest step that tells nothing while it works.
SILENT_SECONDS = 300
State = ImportJob.State


@require_http_methods(["GET", "POST"])
def import_add(request: HttpRequest) -> HttpResponse:
    """Step one."""
    actor = cast(ActorRequest, request).actor
    form = ListFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        path = None
        try:
            ticket = keep_upload(form.cleaned_data["file"], actor.user_id)
            path = find_upload(ticket, actor.user_id)
            open_list(path, "")
            return redirect(_columns_address(ticket))
        except InvalidInput as error:
            add_refusal(form, error)
            if path is not None:
                forget_upload(path)
    context = {"form": form, "jobs": list_open_jobs(actor)}
    return render(request, "registry/import_add.html", context)


def _columns_address(ticket: str, sheet: str = "") -> str:
    asked = {"ticket": ticket, **({"sheet": sheet} if sheet else {})}
    return f"{reverse('registry:import_columns')}?{urlencode(asked)}"


@require_http_methods(["GET", "POST"])
def import_columns(request: HttpRequest) -> HttpResponse:
    """Step two: which table of the file, and which column is what."""
    actor = cast(ActorRequest, request).actor
    asked = request.POST if request.method == "POST" else request.GET
    ticket = asked.get("ticket", "")
    try:
        path = find_upload(ticket, actor.user_id)
        opened = open_list(path, asked.get("sheet", ""))
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
        return redirect("registry:import_add")
    saved = find_saved_map(actor, opened.layout)
    use_saved = saved is not None and asked.get("map") != "proposed"
    form = _column_form(request, opened, saved if use_saved else None)
    if request.method == "POST" and form.is_valid():
        try:
            overrides = form.overrides()
            propose_mapping(opened.header, overrides)
            job = start_import_job(
                actor=actor, ticket=ticket, sheet=opened.sheet, overrides=overrides,
                layout=opened.layout, is_preview=True,
            )  # fmt: skip
        except InvalidInput as error:
            form.add_error(None, in_language(error.message))
        else:
            return redirect("registry:import_progress", job.pk)
    context = {
        "form": form,
        "ticket": ticket,
        "file_name": path.name,
        "opened": opened,
        "rows": _column_rows(form, opened),
        "saved": saved,
        "use_saved": use_saved,
        "proposed_address": f"{_columns_address(ticket, opened.sheet)}&map=proposed",
    }
    return render(request, "registry/import_columns.html", context)


def _column_form(
    request: HttpRequest, opened: OpenedList, saved: ImportJob | None
) -> ColumnForm:
    try:
        overrides = saved.overrides if saved else ()
        fields = propose_mapping(opened.header, overrides).fields
    except InvalidInput:
        # No column holds the name: the person points to it, the rest is proposed.
        fields = {}
    return ColumnForm(
        request.POST if request.method == "POST" else None,
        header=opened.header,
        initial=initial_columns(opened.header, fields),
    )


def _column_rows(
    form: ColumnForm, opened: OpenedList
) -> list[tuple[object, list[str]]]:
    """Each select with the first cells of its column."""
    cells = opened.first_cells()
    return [
        (field, cells[column.letter])
        for field, column in zip(form.column_fields, form.columns, strict=True)
    ]


@require_GET
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; without script the page asks again by itself."""
    actor = cast(ActorRequest, request).actor
    job = get_job(actor, pk)
    if job.state == State.DONE:
        return _after(request, job)
    told = find_progress(job.pk)
    is_open = job.state in (State.WAITING, State.RUNNING)
    context = {
        "job": job,
        "told": told,
        "is_open": is_open,
        "may_cancel": is_open and not (told and told.phase == WRITING),
        "is_stuck": is_open and _is_stuck(job),
        "columns_address": _columns_address(job.ticket, job.sheet),
    }
    response = render(request, "registry/import_progress.html", context)
    if is_open:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _is_stuck(job: ImportJob) -> bool:
    waited = (timezone.now() - job.created_at).total_seconds()
    if job.state == State.WAITING:
        return waited > NO_WORKER_SECONDS
    told = find_progress(job.pk)
    return (told.silent_seconds() if told else waited) > SILENT_SECONDS


def _after(request: HttpRequest, job: ImportJob) -> HttpResponse:
    if job.is_preview:
        return redirect("registry:import_preview", job.pk)
    messages.success(request, _told(job))
    if job.batch_id is None:
        return redirect("registry:import_list")
    return redirect("registry:import_detail", job.batch_id)


def _told(job: ImportJob) -> str:
    batch = job.batch
    # A list that was loaded before leads to the batch of that time.
    is_known = batch is None or batch.loaded_at < job.created_at
    counts = {} if batch is None or is_known else batch.counts
    if not counts.get("created") and not counts.get("updated"):
        return _("The list holds nothing new.")
    return ngettext(
        "List loaded: %(created)s new business, %(updated)s changed.",
        "List loaded: %(created)s new businesses, %(updated)s changed.",
        counts["created"],
    ) % {"created": counts["created"], "updated": counts["updated"]}


@require_POST
def import_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        job = cancel_import_job(actor=cast(ActorRequest, request).actor, job_id=pk)
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
        return redirect("registry:import_progress", pk)
    messages.success(request, _("The loading is called off. Nothing was stored."))
    if job.is_preview:
        return redirect(_columns_address(job.ticket, job.sheet))
    return redirect("registry:import_add")


@require_POST
def import_restart(request: HttpRequest, pk: int) -> HttpResponse:
    """For a job that nobody took, or whose worker has gone."""
    actor = cast(ActorRequest, request).actor
    if _is_stuck(get_job(actor, pk)):
        restart_import_job(actor=actor, job_id=pk)
    return redirect("registry:import_progress", pk)


@require_GET
def import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Step three: what loading would do, with every remark."""
    actor = cast(ActorRequest, request).actor
    job = get_job(actor, pk)
    try:
        preview = _read(actor, job)
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
        return redirect("registry:import_add")
    severity, rule = request.GET.get("severity", ""), request.GET.get("rule", "")
    pages: Paginator[Remark] = Paginator(
        cast("Sequence[Remark]", _Remarks(preview, severity, rule)), PAGE_SIZE
    )
    context = {
        "job": job,
        "preview": preview,
        "counts": preview.counts,
        "rows": preview.rows,
        "page_obj": pages.get_page(request.GET.get("page")),
        "severity": severity,
        "rule": rule,
        "columns_address": _columns_address(job.ticket, job.sheet),
        "asked": urlencode({"severity": severity, "rule": rule}),
    }
    return render(request, "registry/import_preview.html", context)


@require_GET
def import_preview_problems(request: HttpRequest, pk: int) -> HttpResponse:
    """The remarks of a preview as a file."""
    actor = cast(ActorRequest, request).actor
    try:
        preview = _read(actor, get_job(actor, pk))
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
        return redirect("registry:import_add")
    remarks = preview.remarks(
        request.GET.get("severity", ""), request.GET.get("rule", "")
    )
    head = ["row", "column", "rule", "severity", "message_id", "message_en", "cell"]
    rows = [
        [one.row, one.column, one.rule, one.severity, one.message.id, one.message.en,
         one.cell]
        for one in remarks
    ]  # fmt: skip
    return sheet_response(request, f"preview-{pk}", [head, *rows])


def _read(actor: Actor, job: ImportJob) -> Preview:
    """What loading the kept file would do; raise when either is gone."""
    preview = read_preview(find_upload(job.ticket, actor.user_id))
    if preview is None or not job.is_preview or job.state != State.DONE:
        raise Absent(f"preview {job.pk}")
    return preview


class _Remarks:
    """As many remarks as the page shows, read from their file."""

    def __init__(self, preview: Preview, severity: str, rule: str) -> None:
        self._preview, self._asked = preview, (severity, rule)

    def __len__(self) -> int:
        return self._preview.count(*self._asked)

    def __getitem__(self, part: slice) -> list[Remark]:
        return list(islice(self._preview.remarks(*self._asked), part.start, part.stop))


@require_POST
def import_start(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview is agreed to: load the list."""
    actor = cast(ActorRequest, request).actor
    job = get_job(actor, pk)
    try:
        loading = start_import_job(
            actor=actor, ticket=job.ticket, sheet=job.sheet,
            overrides=job.overrides, layout=job.layout,
        )  # fmt: skip
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
        return redirect("registry:import_add")
    return redirect("registry:import_progress", loading.pk)
