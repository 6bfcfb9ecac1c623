"""Who is told what about papers that end: owner and the officers who care for him."""

from __future__ import annotations

from collections.abc import Iterator

from wadah.apps.accounts.models import User
from wadah.apps.accounts.outbox import write_message
from wadah.apps.registry.models import Business
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.messages import list_carers, list_owners
from wadah.apps.validation.models import CertificateState, Document

PURPOSE_OF_STATE = {
    CertificateState.State.VALID: "paper_stands_again",
    CertificateState.State.SUSPENDED: "paper_suspended",
    CertificateState.State.REVOKED: "paper_revoked",
}


def name_of(document: Document, language: str) -> str:
    """What a paper is called, in a language."""
    kind = read_vocabulary().document_types.get(document.type)
    return kind.name.in_language(language) if kind else document.type


def tell_about_state(row: CertificateState) -> None:
    """A certificate was suspended or revoked, or stands again."""
    purpose = PURPOSE_OF_STATE[CertificateState.State(row.state)]
    tell_about_paper(row.document, purpose, day=row.from_on.strftime("%d.%m.%Y"))


def tell_about_paper(document: Document, purpose: str, **values: str) -> int:
    """Owner and officers, each in his language; how many were told."""
    count = 0
    for organisation_id, person in _list_people(document.business):
        write_message(
            to_user=person,
            purpose=purpose,
            organisation_id=organisation_id,
            way=None,
            paper=name_of(document, person.language),
            business=document.business.name,
            **values,
        )
        count += 1
    return count


def _list_people(business: Business) -> Iterator[tuple[int | None, User]]:
    for person in list_owners(business):
        yield business.organisation_id, person
    for organisation_id, people in list_carers(business):
        for person in people:
            yield organisation_id, person
