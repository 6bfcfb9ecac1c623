"""Families, regions, markets, rules, and what everybody may find."""

from __future__ import annotations

from datetime import date

from ninja import Schema

from wadah.delivery.api.shapes.common import SearchText, Words


class HsCandidate(Schema):
    hs6: str
    edition: str
    reason: Words


class Family(Schema):
    family: str
    name: Words
    hs_codes: list[HsCandidate]
    forms: list[str]
    mistaken_for: list[str]
    source: str
    checked_on: str


class Region(Schema):
    """A province, regency or city by both code lists."""

    code: str
    bps_code: str
    name: str
    kind: str
    parent: str | None


class RegionPage(Schema):
    items: list[Region]
    next: str | None


class Market(Schema):
    """A destination by ISO 3166-1 alpha-2, and XI for Northern Ireland."""

    iso2: str
    name: Words
    currency: str


class RuleShort(Schema):
    rule: str
    version: int
    message: Words
    effect: str
    tier: str
    party: str
    markets: list[str]
    families: list[str]


class RuleFilterQuery(Schema):
    """Words of code, message or source; market, family and effect by their codes."""

    q: SearchText = ""
    market: SearchText = ""
    family: SearchText = ""
    effect: SearchText = ""


class RulePage(Schema):
    items: list[RuleShort]
    next: str | None


class Rule(RuleShort):
    """A rule with where it was read and when it was checked."""

    source: str
    source_url: str
    checked_on: date
    review_by: date | None
    confidence: str


class PublicProduct(Schema):
    id: int
    name: str
    business: str
    family: str
    hs_code: str
    form: str


class PublicProductPage(Schema):
    items: list[PublicProduct]
    next: str | None


class FamilyFound(Schema):
    family: str
    hs6: list[str]
    score: float


class ProductFound(Schema):
    id: int
    name: str
    business: str
    hs6: str
    score: float


class Found(Schema):
    families: list[FamilyFound]
    products: list[ProductFound]


class CodeFound(Schema):
    """A candidate; the score runs from 0 to 1."""

    hs6: str
    score: float
    label: Words
    reason: Words


class CodeOption(Schema):
    """An answer to send back as `answer`, and the candidates it leaves."""

    answer: str
    text: Words
    hs6: list[str]


class CodeQuestion(Schema):
    """What would tell near candidates apart."""

    fact: str
    text: Words
    options: list[CodeOption]


class Classified(Schema):
    """Codes for goods; `nomenclature` is empty where only curated names answer."""

    sure: bool
    candidates: list[CodeFound]
    questions: list[CodeQuestion]
    nomenclature: str


class Step(Schema):
    """One step of the funnel with its definition and denominator."""

    step: str
    count: int
    out_of: int | None
    definition: Words


class Me(Schema):
    """Whom a token acts for."""

    name: str
    role: str | None
    organisation: str
    regions: list[str]
