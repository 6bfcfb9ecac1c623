"""Laboratory reports of a lot, their lines, and the limits of all markets."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal, in_language
from wadah.apps.reference.models import Market
from wadah.apps.registry.models import Lot
from wadah.apps.registry.queries.business import can_edit
from wadah.apps.registry.queries.product import get_editable_lot, get_lot
from wadah.apps.registry.sheet_file import sheet_response, wants_file
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.actions.add_report import add_report
from wadah.apps.validation.actions.add_result import add_result
from wadah.apps.validation.drawn_pages import draw_once
from wadah.apps.validation.forms_results import ReportForm, ResultForm, SheetForm
from wadah.apps.validation.lab_sheet import (
    LabSheet,
    SheetContext,
    open_sheet,
    read_sheet,
)
from wadah.apps.validation.lot_table import (
    GROUPS,
    STATES,
    Column,
    Filter,
    LotView,
    bounds_of,
    count_states,
    judge_lot,
    list_columns,
    list_columns_of,
    list_rows,
    make_sheet,
    measured_of,
    read_lot_facts,
    show_lines,
    worst_state,
)
from wadah.core.requirements import LotRow
from wadah.core.values import InvalidInput

_CELL = "validation/_limit_cell.html"


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor


@require_http_methods(["GET", "POST"])
def result_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    lot = get_editable_lot(actor, pk)
    form = ResultForm(request.POST or None, lot=lot)
    if request.method == "POST" and form.is_valid():
        try:
            add_result(
                actor=actor,
                lot=lot,
                result=form.make_result(),
                report=form.cleaned_data["report"],
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The result is kept."))
            return redirect("validation:lot_table", lot.pk)
    return render(request, "validation/result_add.html", {"form": form, "lot": lot})


@require_http_methods(["GET", "POST"])
def report_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Head and sheet, then what was read, then kept; nothing is stored before."""
    actor = _actor(request)
    lot = get_editable_lot(actor, pk)
    form = ReportForm(request.POST or None, lot=lot)
    lines = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        try:
            text = _sheet_text(lines)
            sheet = read_sheet(text, _context(lot, request.POST))
            if "keep" in request.POST and not sheet.has_problems:
                add_report(
                    actor=actor,
                    lot=lot,
                    head=form.make_head(),
                    results=sheet.results(),
                )
                messages.success(request, _("The report is kept."))
                return redirect("validation:lot_table", lot.pk)
            return _preview(request, lot, form, (sheet, text))
        except InvalidInput as error:
            where = lines if error.field in ("sheet", "file") else form
            add_refusal(where, error)
    context = {"form": form, "lines": lines, "lot": lot}
    return render(request, "validation/report_add.html", context)


def _sheet_text(form: SheetForm) -> str:
    """The table as text with tabs, whichever way it came."""
    upload = form.cleaned_data["upload"]
    if upload is not None:
        return open_sheet(upload.read(), upload.name)
    text: str = form.cleaned_data["text"].strip("\r\n")
    if "\t" in text:
        return text
    return open_sheet(f"{text}\n".encode()) if text.strip() else ""


def _context(lot: Lot, data: QueryDict) -> SheetContext:
    chosen = {
        str(written): choice
        for key, written in data.items()
        if key.startswith("name-")
        and (choice := data.get(f"map-{key.removeprefix('name-')}", "").strip())
    }
    others = Lot.objects.filter(product__business=lot.product.business_id)
    return SheetContext(
        words=read_vocabulary(),
        lot=lot.code,
        other_lots=frozenset(others.exclude(pk=lot.pk).values_list("code", flat=True)),
        chosen=chosen,
    )


def _preview(
    request: HttpRequest, lot: Lot, form: ReportForm, read: tuple[LabSheet, str]
) -> HttpResponse:
    sheet, text = read
    language = get_language() or "id"
    parameters = read_vocabulary().parameters
    names: dict[str, dict[str, Any]] = {}
    for line in sheet.lines:
        slug = line.match.slug
        proposed = parameters[slug.partition(".")[0]].name if slug else None
        names.setdefault(
            line.written["parameter"],
            {
                "at": len(names),
                "written": line.written["parameter"],
                "choice": "-"
                if line.is_left_out
                else (in_language(proposed) if proposed else ""),
                "is_sure": line.match.is_sure,
            },
        )
    context = {
        "form": form,
        "lot": lot,
        "sheet": sheet,
        "text": text,
        "lines": [
            (line, [in_language(one.message) for one in line.problems])
            for line in sheet.lines
        ],
        "names": list(names.values()),
        "known": sorted(one.name.in_language(language) for one in parameters.values()),
        "count": len(sheet.results()),
    }
    status = 422 if sheet.has_problems and "keep" in request.POST else 200
    return render(request, "validation/report_preview.html", context, status=status)


def lot_table(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    lot = get_lot(actor, pk)
    today = timezone.localdate()
    day = _read_day(request.GET.get("on", ""), today)
    chosen = _read_filter(request.GET)
    every = list(Market.objects.all())
    facts = read_lot_facts(lot, day=day, today=today)
    markets = list_columns_of(every, chosen, facts)
    language = get_language() or "id"
    if wants_file(request):
        view = judge_lot(facts, markets)
        rows = make_sheet(view, list_rows(view, chosen), language)
        return sheet_response(request, f"lot-{lot.pk}-limits", rows)
    asked = request.GET.copy()
    asked.pop("format", None)
    query = asked.urlencode()

    def draw() -> str:
        shown = {
            "filter": chosen,
            "groups": GROUPS,
            "states": {key: words[2] for key, words in STATES.items()},
            "choices": [one for one in every if one.pk != "ID"],
            "query": query,
        }
        view = judge_lot(facts, markets)
        return _draw_content({**shown, **_describe(view, chosen, language)})

    context = {
        "lot": lot,
        "content": draw_once(facts.digest(query, language, today), draw),
        "may_edit": can_edit(actor, lot.product.business),
    }
    return render(request, "validation/lot_table.html", context)


def _draw_content(context: dict[str, Any]) -> str:
    """Choices, table, reasons and reports: nothing here depends on who looks."""
    return get_template("validation/_lot_content.html").render(context)


def _describe(view: LotView, chosen: Filter, language: str) -> dict[str, Any]:
    rows = list_rows(view, chosen)
    columns = list_columns(view, rows, each=chosen.each)
    return {
        "view": view,
        "day": view.facts.day,
        "counts": count_states(view),
        "columns": columns,
        "matrix": _draw(rows, columns, language, icons=not chosen.each),
        "reasons": [
            (
                at,
                row.name.in_language(language),
                row.counts,
                show_lines(row, view.markets, language),
                STATES[worst_state(row)],
            )
            for at, row in enumerate(rows)
        ],
        "unlimited": view.table.unlimited,
        "reports": _group_by_report(view),
    }


def _read_day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today


def _read_filter(data: QueryDict) -> Filter:
    group, state = data.get("group", ""), data.get("state", "")
    return Filter(
        markets=frozenset(data.getlist("market")) - {""},
        group=group if group in GROUPS else "",
        state=state if state in STATES else "",
        law_only=data.get("law") == "1",
        each=data.get("each") == "1",
    )


def _draw(
    rows: list[LotRow], columns: list[Column], language: str, *, icons: bool
) -> list[tuple[int, str, list[str], list[tuple[Column, str]]]]:
    """The cells as markup; markets that share a cell share its drawing.

    A column for each of ninety markets has words without icons: the page stays light.
    """
    template = get_template(_CELL)
    drawn: dict[int, str] = {}
    matrix = []
    for at, row in enumerate(rows):
        cells = []
        for column in columns:
            cell = row.cells.get(column.first)
            if cell is None:
                cells.append((column, ""))
                continue
            if id(cell) not in drawn:
                mark, drawing, word = STATES[cell.state]
                drawn[id(cell)] = template.render(
                    {
                        "mark": mark, "drawing": drawing if icons else "",
                        "word": word, "at": at,
                        "counts": cell.counts, "bounds": bounds_of(cell, language),
                    }
                )  # fmt: skip
            cells.append((column, drawn[id(cell)]))
        name = row.name.in_language(language)
        matrix.append((at, name, measured_of(row, language), cells))
    return matrix


def _group_by_report(view: LotView) -> list[tuple[Any, list[Any]]]:
    """Reports of the lot with their lines; lines of no report stand last."""
    grouped: dict[Any, list[Any]] = {}
    for line in view.facts.lines:
        grouped.setdefault(line.row.report, []).append(line)
    return sorted(grouped.items(), key=lambda pair: pair[0] is None)
