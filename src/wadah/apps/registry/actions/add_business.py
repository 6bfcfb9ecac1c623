"""A business enters the register: its own owner's doing, or an officer's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Organisation, Role
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.business_values import describe, set_values
from wadah.apps.registry.counting import keep_counts
from wadah.apps.registry.models import Business, Consent
from wadah.apps.registry.process_rules import ONE_BUSINESS_AN_ORGANISATION
from wadah.apps.registry.queries.business import (
    find_own_business,
    visible_businesses,
)
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def add_business(
    *, actor: Actor, name: str, region_code: str, owner_name: str = "",
    phone: str = "", email: str = "", street: str = "", village: str = "",
    district: str = "", legal_form: str = "", about: str = "", made: str = "",
    nib: str = "", size_class: str = "", kbli: str = "",
    established_on: date | None = None, capital_idr: Decimal | int | None = None,
    annual_sales_idr: Decimal | int | None = None, is_example: bool = False,
    consent_given_by: str = "", consent_read_out: str = "",
    consent_held_phone: str = "",
) -> Business:  # fmt: skip
    """Enter a business, for the owner's organisation or with a spoken consent.

    Raises `Absent`, `InvalidInput` or `Refused` (REG-01).
    """
    is_own = actor.role in (Role.OWNER, Role.STAFF)
    if is_own:
        require(find_own_business(actor) is None, ONE_BUSINESS_AN_ORGANISATION)
    else:
        actor.must_reach(Subject.OTHER_BUSINESS, Reach.CONSENTED, Reach.ALL)
        _require_consent(consent_given_by)
    business = Business(
        organisation=_own_organisation(actor) if is_own else None,
        is_example=is_example,
    )
    set_values(
        business,
        {
            "name": name, "region_code": region_code, "owner_name": owner_name,
            "phone": phone, "email": email, "street": street, "village": village,
            "district": district, "legal_form": legal_form, "about": about,
            "made": made, "nib": nib, "size_class": size_class, "kbli": kbli,
            "established_on": established_on, "capital_idr": capital_idr,
            "annual_sales_idr": annual_sales_idr,
        },
    )  # fmt: skip
    if not is_own:
        _require_own_region(actor, business)
    _refuse_duplicate(actor, business)
    with keep_counts() as touched:
        business.save()
        touched.append(business.pk)
        if not is_own and actor.organisation_id is not None:
            spoken = (consent_given_by, consent_read_out, consent_held_phone)
            _record_consent(actor, business, actor.organisation_id, spoken)
    write_audit_row(
        actor=actor,
        verb="business.added",
        target=business,
        after={**describe(business), "consent_given_by": consent_given_by},
    )
    return business


def _require_consent(given_by: str) -> None:
    if not given_by.strip():
        raise InvalidInput("consent_given_by", "required", _CONSENT_REQUIRED)


def _own_organisation(actor: Actor) -> Organisation:
    if actor.organisation_id is None:
        raise Absent("organisation")
    return Organisation.objects.get(pk=actor.organisation_id)


def _require_own_region(actor: Actor, business: Business) -> None:
    """A record outside the regions would vanish from its own officer's sight."""
    codes = actor.region_codes
    inside = any(f"{business.region_id}.".startswith(f"{code}.") for code in codes)
    if codes and not inside:
        raise InvalidInput("region_code", "outside_region", _OUTSIDE_REGION)


def _refuse_duplicate(actor: Actor, business: Business) -> None:
    """The same name with the same number is the same business.

    Somebody else's record is not named: that it exists is all one may learn.
    """
    if not business.phone:
        return
    twins = Business.objects.filter(
        merged_into__isnull=True,
        search_name=business.search_name,
        phone=business.phone,
    )
    twin = twins.first()
    if twin is None:
        return
    seen = visible_businesses(actor).filter(pk__in=twins).first()
    message = _DUPLICATE if seen is None else _name_duplicate(seen)
    raise InvalidInput("name", "duplicate", message)


def _name_duplicate(twin: Business) -> Text:
    place = f" ({twin.region})" if twin.region else ""
    return Text(
        f"Usaha ini sudah tercatat: {twin.name}{place}, nomor {twin.pk}.",
        f"This business is in the register: {twin.name}{place}, number {twin.pk}.",
    )


def _record_consent(
    actor: Actor, business: Business, organisation_id: int,
    spoken: tuple[str, str, str],
) -> None:  # fmt: skip
    given_by, read_out, held_phone = spoken
    Consent.objects.create(
        business=business,
        organisation_id=organisation_id,
        basis=Consent.Basis.SPOKEN,
        given_by=given_by.strip(),
        given_on=timezone.localdate(),
        recorded_by_id=actor.user_id,
        read_out=read_out.strip(),
        held_phone=held_phone.strip()[:200],
    )


_CONSENT_REQUIRED = Text(
    "Tulis nama orang yang memberi persetujuan.",
    "Write the name of the person who gave consent.",
)
_OUTSIDE_REGION = Text(
    "Wilayah ini di luar wilayah kerja organisasi Anda.",
    "This region lies outside the working area of your organisation.",
)
_DUPLICATE = Text(
    "Usaha dengan nama dan nomor telepon ini sudah tercatat. Hubungi dinas atau "
    "organisasi ekspor di daerah Anda agar datanya dihubungkan.",
    "A business of this name and phone number is in the register. Ask the trade office "
    "or export organisation of your region to link the record.",
)
