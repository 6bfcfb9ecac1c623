"""Pages for everybody: products, one page a family, how it works."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wadah.apps.reference.data_files import read_family_terms, read_thesaurus
from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.product import (
    get_public_product,
    list_public_products,
)
from wadah.apps.registry.queries.product_search import (
    fetch_products,
    rank_products,
)
from wadah.apps.registry.sheet_file import MOST_ROWS, sheet_response, wants_file
from wadah.apps.requirements.rule_base import read_rule_base
from wadah.core.language import RankedEntry, search_families

PAGE_SIZE = 24
# Whoever looks further writes another word.
MOST_FOUND = 10 * PAGE_SIZE


def list_families_in_order(slugs: Sequence[str]) -> list[ProductFamily]:
    """The families as they were ranked: no neighbour above the right one."""
    there = ProductFamily.objects.in_bulk(slugs)
    return [there[slug] for slug in slugs if slug in there]


class _Found:
    """What a search found, of which only the page that is shown is read."""

    def __init__(self, ranked: Sequence[RankedEntry]) -> None:
        self._numbers = [entry.number for entry in ranked]

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, part: slice) -> list[Product]:
        return fetch_products(self._numbers[part])


def product_list(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    family = request.GET.get("family", "")
    hits = search_families(query, read_thesaurus(), 8) if query else ()
    known = family if ProductFamily.objects.filter(pk=family).exists() else ""
    found: Any = list_public_products(known)
    if query:
        found = _Found(rank_products(query, hits, family=known, limit=MOST_FOUND))
    if wants_file(request):
        return _product_file(request, found[:MOST_ROWS])
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    offered = ProductFamily.objects.filter(
        pk__in=list_public_products().values("family_id")
    )
    context = {
        "query": query,
        "family": known,
        "families": offered,
        "hits": list_families_in_order([hit.family for hit in hits]),
        "page_obj": page,
    }
    return render(request, "web/product_list.html", context)


def _product_file(request: HttpRequest, products: Iterable[Product]) -> HttpResponse:
    """What the cards say, nothing more."""
    head = [_("Number"), _("Product"), _("Kind"), _("HS code"), _("Business"),
            _("Regency or city"), _("Address on this site")]  # fmt: skip
    rows = [
        [product.pk, product.name, product.family.name, product.hs_code,
         product.business.name, str(product.business.region or ""),
         request.build_absolute_uri(reverse("product_public", args=[product.pk]))]
        for product in products
    ]  # fmt: skip
    return sheet_response(request, "products", [head, *rows])


def product_public(request: HttpRequest, pk: int) -> HttpResponse:
    product = get_public_product(pk)
    context = {
        "product": product,
        "others": list_public_products()
        .filter(family_id=product.family_id)
        .exclude(pk=product.pk)[:4],
    }
    return render(request, "web/product_public.html", context)


def family_public(request: HttpRequest, slug: str) -> HttpResponse:
    """One page a family: what it is, its names, its codes, what markets ask."""
    family = ProductFamily.objects.filter(pk=slug, disabled_from__isnull=True).first()
    if family is None:
        raise Http404
    language = get_language() or "id"
    terms = [term for term in read_family_terms() if term.family == slug]
    confused = family.details.get("mistaken_for", [])
    context = {
        "family": family,
        "what": family.details.get("what", {}).get(language, ""),
        "what_not": family.details.get("not", {}).get(language, ""),
        "terms": [term for term in terms if term.kind != "misspelling"],
        "codes": [
            {**code, "reason": code[f"reason_{language}"]}
            for code in family.details.get("hs_codes", [])
        ],
        "confused": ProductFamily.objects.filter(pk__in=confused),
        "products": list_public_products().filter(family_id=slug)[:8],
        "rules": [
            rule for rule in read_rule_base().rules if slug in rule.scope.families
        ],
    }
    return render(request, "web/family_public.html", context)


def how_it_works(request: HttpRequest) -> HttpResponse:
    return render(request, "web/how_it_works.html")
