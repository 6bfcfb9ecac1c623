"""Tags and filters of the pages; docs/components.md shows each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.words import FORMS, PACKINGS, SIZE_CLASSES, labels_of
from wadah.apps.requirements.answer_words import say_word
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.delivery.web.access import ANYONE, ROUTES
from wadah.delivery.web.templatetags.drawing import draw_bars, draw_line, draw_tiles
from wadah.delivery.web.templatetags.icons import ICONS
from wadah.delivery.web.templatetags.numbers_text import (
    format_day,
    format_kg,
    format_month,
    format_number,
)

register = template.Library()

VERDICTS = {
    "ready": ("ready", gettext_lazy("Ready")),
    "not_ready": ("half", gettext_lazy("Not ready")),
    "cannot_tell": ("question", gettext_lazy("Cannot tell")),
    "prohibited": ("stop", gettext_lazy("Prohibited")),
}
STATUSES = {
    "met": ("check", gettext_lazy("met")),
    "missing": ("cross", gettext_lazy("missing")),
    "failing": ("cross", gettext_lazy("failing")),
    "expired": ("clock", gettext_lazy("expired")),
    "unknown": ("question", gettext_lazy("not known")),
    "later": ("clock", gettext_lazy("later")),
    "not_asked": ("minus", gettext_lazy("not asked")),
    "advice": ("info", gettext_lazy("advice")),
}
RUNGS = {
    "interest": pgettext_lazy("rung", "Interest"),
    "mou": pgettext_lazy("rung", "MoU"),
    "sample": pgettext_lazy("rung", "Sample"),
    "contract": pgettext_lazy("rung", "Contract"),
    "shipped": pgettext_lazy("rung", "Shipped"),
    "accepted": pgettext_lazy("rung", "Accepted"),
    "paid": pgettext_lazy("rung", "Paid"),
}

register.filter("angka", format_number)
register.filter("kg", format_kg)
register.filter("tanggal", format_day)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """The value of a key that is itself a variable."""
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.simple_tag
def icon(name: str) -> SafeString:
    # The drawings are constants of this package, nothing a person wrote.
    drawing = mark_safe(ICONS[name])  # noqa: S308
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', drawing
    )


@register.simple_tag
def verdict_badge(verdict: str, size: str = "") -> SafeString:
    name, word = VERDICTS[str(verdict)]
    big = " verdict-big" if size == "big" else ""
    return format_html(
        '<span class="verdict verdict-{}{}">{}{}</span>', verdict, big, icon(name), word
    )


@register.simple_tag
def status_badge(status: str) -> SafeString:
    name, word = STATUSES[str(status)]
    return format_html(
        '<span class="status status-{}">{}{}</span>', status, icon(name), word
    )


@register.simple_tag
def ornament(kind: str = "") -> SafeString:
    light = " ornament-light" if kind == "light" else ""
    return format_html('<div class="ornament{}" aria-hidden="true"></div>', light)


@register.inclusion_tag("web/components/empty_state.html")
def empty_state(
    title: str, text: str = "", url: str = "", label: str = ""
) -> dict[str, str]:
    return {"title": title, "text": text, "url": url, "label": label}


@register.simple_tag
def stat(value: object, label: str, note: str = "", url: str = "") -> SafeString:
    shown = format_number(value) if isinstance(value, (int, float)) else str(value)
    inner = format_html(
        '<span class="stat-value">{}</span><span class="stat-label">{}</span>',
        shown,
        label,
    )
    if note:
        inner += format_html('<span class="stat-note">{}</span>', note)
    if url:
        return format_html('<a class="stat" href="{}">{}</a>', url, inner)
    return format_html('<div class="stat">{}</div>', inner)


@register.inclusion_tag("web/components/ladder.html")
def rung_ladder(rung: str | None) -> dict[str, object]:
    names = list(RUNGS)
    reached = names.index(rung) if rung in names else -1
    return {
        "rungs": [
            {"label": label, "reached": place <= reached, "current": place == reached}
            for place, label in enumerate(RUNGS.values())
        ]
    }


@register.inclusion_tag("web/components/pagination.html", takes_context=True)
def pagination(context: Context, page_obj: Page[Any]) -> dict[str, object]:
    """Links to the neighbours that keep every other part of the address."""
    query = context["request"].GET.copy()

    def link(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page_obj": page_obj,
        "before": link(page_obj.previous_page_number())
        if page_obj.has_previous()
        else "",
        "after": link(page_obj.next_page_number()) if page_obj.has_next() else "",
    }


@register.simple_tag(takes_context=True)
def sort_header(context: Context, name: str, label: str) -> SafeString:
    """A column's heading that sorts: once upward, once more downward."""
    query = context["request"].GET.copy()
    current = query.get("sort", "")
    query["sort"] = f"-{name}" if current == name else name
    query.pop("page", None)
    sorts = {
        name: ("↑", _("sorted upward")),
        f"-{name}": ("↓", _("sorted downward")),
    }
    mark = ""
    if current in sorts:
        mark = format_html(
            ' <span aria-hidden="true">{}</span>'
            '<span class="visually-hidden"> ({})</span>',
            *sorts[current],
        )
    return format_html('<a href="?{}">{}{}</a>', query.urlencode(), label, mark)


@register.inclusion_tag("web/components/field.html")
def form_field(field: BoundField) -> dict[str, object]:
    widget = field.field.widget
    grouped = isinstance(widget, (RadioSelect, CheckboxSelectMultiple))
    return {
        "field": field,
        "grouped": grouped,
        "is_check": isinstance(widget, CheckboxInput),
        "optional": not field.field.required and not isinstance(widget, CheckboxInput),
    }


def _pairs(rows: Iterable[Any], label: str, value: str) -> list[tuple[str, float]]:
    return [(str(_part(row, label)), float(_part(row, value) or 0)) for row in rows]


def _part(row: Any, name: str) -> Any:
    if isinstance(row, dict):
        return row[name]
    if isinstance(row, Sequence):
        return row[int(name)]
    return getattr(row, name)


@register.simple_tag
def bar_chart(
    rows: Iterable[Any], title: str, label: str = "name", value: str = "count"
) -> SafeString:
    return draw_bars(_pairs(rows, label, value), title)


@register.simple_tag
def line_chart(
    points: Iterable[tuple[Any, float]], title: str, top: float = 0
) -> SafeString:
    shown = [
        (
            format_month(moment) if isinstance(moment, date) else str(moment),
            float(value),
        )
        for moment, value in points
    ]
    return draw_line(shown, title, top)


@register.simple_tag
def tile_map(
    tiles: Iterable[Any], title: str, code: str = "code", value: str = "registered"
) -> SafeString:
    rows = [
        (str(_part(t, code)), str(_part(t, "name")), int(_part(t, value)))
        for t in tiles
    ]
    return draw_tiles(rows, title)


@register.filter
def may_open(actor: Actor | str, route: str) -> bool:
    """May this person open the route? Nobody signed in is asked to sign in there.

    An error page has no actor; the template then hands over an empty text.
    """
    role = actor.role if isinstance(actor, Actor) else None
    allowed = ROUTES[route]
    return ANYONE in allowed or role is None or role in allowed


@register.filter
def paper(slug: str) -> str:
    """The name of a document type in the reader's language."""
    kind = read_vocabulary().document_types.get(slug)
    return kind.name.in_language(get_language() or "id") if kind else slug


@register.filter
def parameter(slug: str) -> str:
    """The name of a laboratory parameter in the reader's language."""
    found = read_vocabulary().find_parameter(slug)
    if found is None:
        return slug
    language = get_language() or "id"
    name, substance = found.name.in_language(language), slug.partition(".")[2]
    return f"{name} ({say_word(substance, language)})" if substance else name


@register.filter
def size_word(slug: str) -> str:
    """The class of a business by PP 7/2021."""
    return str(SIZE_CLASSES.get(slug, slug))


@register.filter
def form_word(slug: str) -> str:
    """The name of the form in which goods are shipped."""
    return str(FORMS.get(slug, slug))


@register.filter
def packing_words(slugs: Iterable[str]) -> str:
    """The names of packings, by comma."""
    return ", ".join(labels_of(slugs, PACKINGS))


@register.simple_tag
def yes_no(value: bool | None) -> str:
    if value is None:
        return _("not known")
    return _("yes") if value else _("no")
