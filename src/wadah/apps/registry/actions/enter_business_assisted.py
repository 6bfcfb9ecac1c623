"""An officer types beside the owner: business, consent, first product, capacity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.actions.add_business import add_business
from wadah.apps.registry.actions.add_product import add_product
from wadah.apps.registry.actions.declare_capacity import declare_capacity
from wadah.apps.registry.models import Business, Consent
from wadah.apps.registry.product_values import find_family
from wadah.core.values import InvalidInput, Month, Text

# "So many kilograms a month" is declared for half a year; then one is asked anew.
MONTHS_DECLARED = 6


@dataclass(frozen=True, slots=True)
class SpokenConsent:
    """Who said yes, to which words, and who held the phone meanwhile."""

    given_by: str
    read_out: str
    held_phone: str


@dataclass(frozen=True, slots=True)
class FirstProduct:
    """A family by its slug; a name of its own, and kilograms a month, if known."""

    family: str
    name: str = ""
    kg: Decimal | int | None = None


@transaction.atomic
def enter_business_assisted(
    *, actor: Actor, values: Mapping[str, object], consent: SpokenConsent,
    product: FirstProduct, today: date,
) -> Business:  # fmt: skip
    """Enter all of it or nothing; `values` are the fields of `add_business`.

    Raises `Absent`, `InvalidInput` or `Refused`.
    """
    actor.must_reach(Subject.OTHER_BUSINESS, Reach.CONSENTED, Reach.ALL)
    _check(consent)
    business = add_business(
        actor=actor, consent_given_by=consent.given_by, **values,  # type: ignore[arg-type]
    )  # fmt: skip
    Consent.objects.filter(business=business).update(
        read_out=consent.read_out.strip(), held_phone=consent.held_phone.strip()[:200]
    )
    _add_product(actor, business, product, today)
    write_audit_row(
        actor=actor,
        verb="business.entered_assisted",
        target=business,
        after={
            "consent_given_by": consent.given_by,
            "held_phone": consent.held_phone,
            "family": product.family,
        },
    )
    return business


def _check(consent: SpokenConsent) -> None:
    for field in ("given_by", "read_out", "held_phone"):
        if not str(getattr(consent, field)).strip():
            name = "consent_given_by" if field == "given_by" else field
            raise InvalidInput(name, "required", _CONSENT)


def _add_product(
    actor: Actor, business: Business, wanted: FirstProduct, today: date
) -> None:
    family = find_family(wanted.family)
    try:
        product = add_product(
            actor=actor, business=business, family=wanted.family,
            name=wanted.name.strip() or family.name,
        )  # fmt: skip
    except InvalidInput as error:
        # On the form the business has a name too.
        field = "product_name" if error.field == "name" else error.field
        raise InvalidInput(field, error.rule, error.message) from error
    month = Month.of(today)
    for _number in range(MONTHS_DECLARED if wanted.kg else 0):
        declare_capacity(actor=actor, product=product, month=month, kg=wanted.kg or 0)
        month = month.next()


_CONSENT = Text(
    "Tulis siapa yang setuju, apa yang dibacakan, dan siapa yang memegang gawai.",
    "Write who said yes, what was read out, and who held the device.",
)
