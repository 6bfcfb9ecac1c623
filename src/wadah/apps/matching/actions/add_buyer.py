"""An officer enters a buyer; a buyer enters his own company."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Organisation
from wadah.apps.matching.models import Buyer
from wadah.apps.matching.queries.request import find_own_buyer
from wadah.apps.matching.words import BUYER_KINDS, BUYER_SIZES, check_word
from wadah.apps.reference.models import Market
from wadah.core.values import InvalidInput, Text, unknown_word


@transaction.atomic
def add_buyer(
    *, actor: Actor, name: str, country: str, kind: str = "", size: str = "",
    established_on: date | None = None, contact_name: str = "", email: str = "",
    organisation: Organisation | None = None, is_example: bool = False,
) -> Buyer:  # fmt: skip
    """Save the company. A buyer has one: his own is returned if it is there.

    Raises `Absent` for other roles, `InvalidInput` for a field.
    """
    actor.must_reach(Subject.REQUESTS, Reach.ALL, Reach.OWN)
    organisation_id = organisation.pk if organisation else None
    if actor.reach(Subject.REQUESTS) is Reach.OWN:
        if organisation_id not in (None, actor.organisation_id):
            raise Absent("organisation")
        organisation_id = actor.organisation_id
        own = find_own_buyer(actor)
        if own is not None:
            return own
    check_buyer(name, country, kind, size, email)
    buyer = Buyer.objects.create(
        organisation_id=organisation_id, name=name.strip(), country_id=country,
        kind=kind, size=size, established_on=established_on,
        contact_name=contact_name.strip(), email=email.strip(), is_example=is_example,
    )  # fmt: skip
    write_audit_row(
        actor=actor,
        verb="buyer.added",
        target=buyer,
        after={"name": buyer.name, "country": country, "kind": kind},
    )
    return buyer


def check_buyer(name: str, country: str, kind: str, size: str, email: str) -> None:
    if not name.strip():
        raise InvalidInput("name", "required", _NAME)
    markets = Market.objects.values_list("pk", flat=True)
    if not Market.objects.filter(pk=country).exists():
        raise unknown_word("country", country, markets)
    check_word("kind", kind, BUYER_KINDS)
    check_word("size", size, BUYER_SIZES)
    if email:
        try:
            validate_email(email.strip())
        except ValidationError as error:
            raise InvalidInput("email", "email_format", _EMAIL) from error


_NAME = Text("Tulis nama perusahaan pembeli.", "Write the name of the company.")
_EMAIL = Text(
    "Ini bukan alamat e-mail. Contoh: nama@perusahaan.com.",
    "This is no e-mail address. Write it as name@company.com.",
)
