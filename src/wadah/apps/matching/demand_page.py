"""Turns open requests and what is missing into lines of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wadah.apps.matching.messages import describe_step, sentence, show_value
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.queries.demand import Fit, Miss

FITS = {
    "yes": gettext_lazy("fills it alone"),
    "pool": gettext_lazy("can take part with others"),
    "steps": gettext_lazy("after some steps"),
    "no": gettext_lazy("does not fit"),
}

CODES = {
    "form": gettext_lazy("Another form of the goods"),
    "spec_unknown": gettext_lazy("Not tested"),
    "spec_fails": gettext_lazy("Outside the specification"),
    "readiness": gettext_lazy("Not ready for the market"),
    "volume": gettext_lazy("Too little verified capacity"),
    "window": gettext_lazy("Capacity in other months"),
    "minimum_order": gettext_lazy("The smallest order is too large"),
    "packing": gettext_lazy("Packing"),
    "certificate": gettext_lazy("Certificate or paper"),
    "price_floor": gettext_lazy("The lowest price is above the bid"),
    "payment": gettext_lazy("Terms of payment"),
    "excluded_by_buyer": gettext_lazy("The buyer does not want this seller"),
    "excluded_by_seller": gettext_lazy("You do not serve this buyer or country"),
    "consent": gettext_lazy("No consent to be shown to buyers"),
    "family": gettext_lazy("Another product"),
}


@dataclass(frozen=True, slots=True)
class FitLine:
    """One open request, how the product stands to it, why not, and what to do."""

    request: BuyerRequest
    fit: str
    label: str
    reasons: list[str]
    steps: list[str]


@dataclass(frozen=True, slots=True)
class MissLine:
    code: str
    label: str
    subject: str
    requests: int
    products: int
    request_kg: Decimal
    step: str


def fit_code(fit: Fit) -> str:
    if fit.is_yes:
        return "yes"
    if fit.can_join:
        return "pool"
    refusal = fit.refusal
    return "steps" if refusal is not None and refusal.is_yes_after_steps else "no"


def describe_fits(fits: Iterable[Fit]) -> list[FitLine]:
    return [_fit_line(fit) for fit in fits]


def _fit_line(fit: Fit) -> FitLine:
    code = fit_code(fit)
    reasons: list[str] = []
    steps: list[str] = []
    if fit.match is not None:
        reasons = [sentence(one.as_json()) for one in fit.match.reasons]
    elif fit.refusal is not None:
        reasons = [
            _reason(one.text.as_json(), one.code) for one in fit.refusal.constraints
        ]
        steps = [describe_step(step.as_json()) for step in fit.refusal.steps]
    return FitLine(fit.request, code, str(FITS[code]), reasons, steps)


def _reason(text: object, code: str) -> str:
    return sentence(text) or str(CODES.get(code, code))


def describe_misses(misses: Iterable[Miss]) -> list[MissLine]:
    return [
        MissLine(
            code=miss.code,
            label=str(CODES.get(miss.code, miss.code)),
            subject=show_value(miss.subject) if miss.subject else "",
            requests=len(miss.requests),
            products=len(miss.products),
            request_kg=miss.request_kg,
            step=describe_step(miss.step.as_json())
            if miss.step
            else _("No step helps."),
        )
        for miss in misses
    ]
