"""Who is told what about a case: by the outbox, once the action stands."""

from __future__ import annotations

from collections.abc import Iterable

from wadah.apps.accounts.models import Role, User
from wadah.apps.accounts.outbox import list_people_of, write_to_all
from wadah.apps.registry.models import Business, Product
from wadah.apps.registry.queries.business import list_living_consents
from wadah.apps.validation.models import Case


def list_owners(business: Business) -> list[User]:
    """Who acts for the business itself."""
    if business.organisation_id is None:
        return []
    return list_people_of(business.organisation_id, [Role.OWNER, Role.STAFF])


def list_carers(business: Business) -> list[tuple[int, list[User]]]:
    """Officers of the organisations with a living consent, by organisation."""
    ids = list_living_consents(business).values_list("organisation_id", flat=True)
    return [(pk, list_people_of(pk, [Role.OFFICER])) for pk in dict.fromkeys(ids)]


def tell_business(case: Case, purpose: str, **values: str) -> None:
    """The business; where nobody acts for it himself, the officers who care for it."""
    business = case.product.business
    words = {"product": case.product.name, "market": case.destination.name, **values}
    owners = list_owners(business)
    if owners:
        write_to_all(owners, purpose, business.organisation_id, **words)
        return
    _tell_carers(business, purpose, words)


def tell_about_proof(product: Product, stands: bool) -> None:
    """Owner and officers: buyers see the product now, or see it no more."""
    business = product.business
    purpose = "proof_stands" if stands else "proof_ended"
    words = {"product": product.name}
    write_to_all(list_owners(business), purpose, business.organisation_id, **words)
    _tell_carers(business, purpose, words)


def tell_person(person: User, purpose: str, case: Case, **values: str) -> None:
    """The checker who asked, or to whom a case is handed."""
    words = {"product": case.product.name, "market": case.destination.name, **values}
    people: Iterable[User] = [person]
    write_to_all(people, purpose, None, **words)


def _tell_carers(business: Business, purpose: str, words: dict[str, str]) -> None:
    for pk, people in list_carers(business):
        write_to_all(people, purpose, pk, **words)
