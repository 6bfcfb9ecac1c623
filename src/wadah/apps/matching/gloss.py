"""Trade terms in plain words, for the board of requests and the page of one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.word_lists import list_words
from wadah.apps.matching.words import INCOTERMS, PACKINGS, PAYMENTS
from wadah.core.matching import read_certificate
from wadah.core.values import Text


@dataclass(frozen=True, slots=True)
class Term:
    """A term as it stands on the board, and what it means."""

    shown: str
    meaning: str


@cache
def read_gloss() -> Mapping[str, Mapping[str, Text]]:
    """Every gloss by kind (incoterm, payment, packing, word, document) and term."""
    path = resources.files("wadah.apps.matching") / "data" / "gloss.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        kind: {term: Text(row["id"], row["en"]) for term, row in rows.items()}
        for kind, rows in tables.items()
    }


def explain(kind: str, term: str) -> str:
    """What the term means in the language of this page; empty for an unknown one."""
    text = read_gloss().get(kind, {}).get(term)
    return text.in_language(get_language() or "id") if text else ""


def list_terms(request: BuyerRequest) -> list[Term]:
    """Every trade term of a request, in the order in which the page shows them."""
    terms = [Term(_("shipment window"), explain("word", "window"))]
    if request.specs:
        terms.append(Term(_("specification"), explain("word", "spec")))
    terms += _certificates(request.certificates)
    terms += [
        Term(str(PACKINGS.get(word, word)), explain("packing", word))
        for word in request.packing
    ]
    if request.incoterm:
        shown = str(INCOTERMS.get(request.incoterm, request.incoterm))
        terms.append(
            Term(shown.partition(",")[0], explain("incoterm", request.incoterm))
        )
    if request.price_amount:
        terms.append(Term(_("target price"), explain("word", "target_price")))
    if request.payment:
        shown = str(PAYMENTS.get(request.payment, request.payment))
        terms.append(Term(shown, explain("payment", request.payment)))
    return [term for term in terms if term.meaning]


def _certificates(certificates: Iterable[object]) -> list[Term]:
    words = list_words(frozenset())
    types = frozenset(words.document_types)
    terms, is_optional = [], False
    for one in certificates:
        name = one if isinstance(one, str) else _name_in(one)
        need = read_certificate(name, types, "certificates")
        is_optional |= not need.is_required
        named = words.document_types[need.document_type].name
        terms.append(
            Term(
                named.in_language(get_language() or "id"),
                explain("document", need.document_type),
            )
        )
    if is_optional:
        terms.append(Term(_("welcome"), explain("word", "welcome")))
    return terms


def _name_in(row: object) -> str:
    pairs = row if isinstance(row, Mapping) else {}
    return str(pairs.get("type") or pairs.get("name"))
