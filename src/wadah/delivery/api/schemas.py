"""What the API says, typed."""

from __future__ import annotations

from ninja import Schema


class Words(Schema):
    """One sentence in both languages."""

    id: str
    en: str


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


class PublicProduct(Schema):
    id: int
    name: str
    business: str
    family: str
    hs_code: str
    form: str


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


class Step(Schema):
    step: str
    count: int
    out_of: int | None
    definition: Words


class Problem(Schema):
    """An error as RFC 9457 writes it, with the field and the rule broken."""

    type: str
    title: str
    status: int
    detail: str
    field: str = ""
    rule: str = ""
