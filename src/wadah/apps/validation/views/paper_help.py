"""What a good paper looks like."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.paper_help import QR, SIGNED, find_help, list_pages


@require_GET
def paper_help_list(request: HttpRequest) -> HttpResponse:
    """The papers with a page of their own."""
    language = get_language() or "id"
    names = read_vocabulary().document_types
    rows = [(slug, names[slug].name.in_language(language)) for slug in list_pages()]
    rows.sort(key=lambda row: row[1].casefold())
    return render(request, "validation/paper_help_list.html", {"rows": rows})


@require_GET
def paper_help(request: HttpRequest, slug: str) -> HttpResponse:
    """One type: a sketch, what must stand on it, what is often wrong."""
    kind = read_vocabulary().document_types.get(slug)
    if kind is None:
        raise Http404
    language = get_language() or "id"
    found = find_help(slug)
    places = {mark.place for mark in found.marks}
    context = {
        "kind": kind.name.in_language(language),
        "slug": slug,
        "issuer": found.issuer.in_language(language),
        "marks": [
            (mark.place, mark.text.in_language(language)) for mark in found.marks
        ],
        "mistakes": [text.in_language(language) for text in found.mistakes],
        "is_signed": SIGNED in places,
        "has_qr": QR in places,
        "has_dates": 4 in places,
    }
    return render(request, "validation/paper_help.html", context)
