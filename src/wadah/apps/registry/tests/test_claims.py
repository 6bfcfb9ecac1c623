"""An owner claims the record that a list made of his business."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.models import AuditRow, OutboxMessage, Role
from wadah.apps.accounts.outbox import send_due
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.accounts.sending import SENDERS
from wadah.apps.reference.models import Region
from wadah.apps.registry.actions.answer_claim import answer_claim
from wadah.apps.registry.actions.claim_business import Proving, claim_business
from wadah.apps.registry.actions.decide_claim import decide_claim
from wadah.apps.registry.actions.find_claimable import find_claimable, open_ticket
from wadah.apps.registry.actions.hand_over_claim_code import hand_over_claim_code
from wadah.apps.registry.actions.prove_claim_phone import prove_claim_phone
from wadah.apps.registry.actions.record_visit import record_visit
from wadah.apps.registry.actions.withdraw_claim import withdraw_claim
from wadah.apps.registry.counting import count_cells, recount
from wadah.apps.registry.models import (
    Business,
    Claim,
    Consent,
    ImportBatch,
    PossibleDuplicate,
    RegisterCount,
)
from wadah.apps.registry.queries.business import visible_businesses
from wadah.apps.registry.tests.paper_files import (
    attach,
    make_bomb,
    make_pdf,
    make_picture,
    make_zip,
)
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
NIB = "0220001234567"


@pytest.fixture
def record(officer: Actor, region: Region) -> Business:
    """Made from a list, cared for by the officer's organisation, without owner."""
    batch = ImportBatch.objects.create(
        organisation_id=officer.organisation_id,
        file_name="list.csv", file_sha256="0", list_key="list",
    )  # fmt: skip
    made = Business.objects.create(
        name="Keripik Bu Ratna", search_name="keripik bu ratna", batch=batch,
        region=region, village="Way Halim", owner_name="Ratna Sari",
        phone="+6281277001001", nib=NIB, nib_fingerprint=fingerprint(NIB),
    )  # fmt: skip
    Consent.objects.create(
        business=made, organisation_id=officer.organisation_id, basis="list",
        given_on=date(2026, 11, 1),
    )  # fmt: skip
    recount()
    return made


@pytest.fixture
def other_officer(make_person: Callable[..., Actor]) -> Actor:
    """Of another organisation, which does not care for the record."""
    return make_person("other@example.org", Role.OFFICER, "export_organisation")


def claim_by(actor: Actor, record: Business, proof: str = "nib", **how: Any) -> Claim:
    if proof == "nib":
        how.setdefault("nib", NIB)
    return claim_business(
        actor=actor, business=record, proving=Proving(proof, **how), now=NOW
    )


def decide(actor: Actor, claim: Claim, accepted: bool = True) -> Claim:
    return decide_claim(
        actor=actor, claim=claim, accepted=accepted, reason="Diperiksa", now=NOW
    )


def photo() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(file, "PNG")
    return SimpleUploadedFile("siup.exe", file.getvalue())


def test_finds_by_name_and_village_and_shows_the_minimum(
    owner: Actor, record: Business
) -> None:
    found = find_claimable(
        actor=owner, name="keripik RATNA", village="Desa way halim", now=NOW
    )

    assert [(one.name, one.village, one.initials) for one in found] == [
        ("Keripik Bu Ratna", "Way Halim", "R. S.")
    ]
    assert str(record.pk) not in found[0].ticket.split(":")[0]
    assert open_ticket(owner, found[0].ticket) == record


@pytest.mark.parametrize(
    ("name", "village"),
    [("keripik", "lain"), ("ke", "way halim"), ("keripik", "wa"), ("", ""),
     ("%%%", "%%%")],
)  # fmt: skip
def test_finds_nothing_by_less_or_by_another_place(
    owner: Actor, record: Business, name: str, village: str
) -> None:
    assert find_claimable(actor=owner, name=name, village=village, now=NOW) == []


def test_finds_no_record_that_has_an_owner_or_was_merged_away(
    stranger: Actor, business: Business, record: Business
) -> None:
    Business.objects.filter(pk=business.pk).update(village="Way Halim")
    Business.objects.filter(pk=record.pk).update(merged_into=business)

    for name in ("kopi ulubelu", "keripik"):
        assert not find_claimable(
            actor=stranger, name=name, village="way halim", now=NOW
        )


def test_a_ticket_serves_only_who_searched(
    owner: Actor, stranger: Actor, record: Business
) -> None:
    ticket = find_claimable(actor=owner, name="keripik", village="way halim", now=NOW)[
        0
    ].ticket

    for actor, given in ((stranger, ticket), (owner, ticket[:-1]), (owner, "1")):
        with pytest.raises(Absent):
            open_ticket(actor, given)


def test_reg_45_searches_and_claims_are_limited_a_day(
    owner: Actor, record: Business
) -> None:
    for _number in range(20):
        find_claimable(actor=owner, name="aaa", village="bbb", now=NOW)
    with pytest.raises(Refused) as searching:
        find_claimable(actor=owner, name="aaa", village="bbb", now=NOW)
    for _number in range(5):
        claim = claim_by(owner, record, nib="9999999999999")
        withdraw_claim(actor=owner, claim=claim, now=NOW)
    with pytest.raises(Refused) as claiming:
        claim_by(owner, record)

    assert searching.value.rule.code == claiming.value.rule.code == "REG-45"
    tomorrow = NOW + timedelta(days=2)
    assert not find_claimable(actor=owner, name="aaa", village="bbb", now=tomorrow)


def test_an_unconfirmed_owner_neither_searches_nor_claims(
    owner: Actor, record: Business
) -> None:
    newcomer = replace(owner, is_confirmed=False)

    with pytest.raises(Refused) as searching:
        find_claimable(actor=newcomer, name="keripik", village="way halim", now=NOW)
    with pytest.raises(Refused) as claiming:
        claim_by(newcomer, record)

    assert searching.value.rule.code == claiming.value.rule.code == "ACC-01"
    assert Claim.objects.count() == 0


def test_the_right_nib_gives_the_record_to_its_owner(
    owner: Actor, officer: Actor, record: Business
) -> None:
    claim = claim_by(owner, record, nib="0220 0012 34567")
    assert (claim.proof_agrees, claim.state) == (True, "open")

    decide(officer, claim)

    record.refresh_from_db()
    assert record.organisation_id == owner.organisation_id
    assert list(visible_businesses(owner)) == [record]
    assert list(visible_businesses(officer)) == [record]
    verbs = AuditRow.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["claim.made", "claim.accepted"]
    assert NIB not in str(list(AuditRow.objects.values()))
    assert NIB not in str(list(Claim.objects.values()))
    told = OutboxMessage.objects.order_by("pk").values_list("to_user_id", "purpose")
    assert list(told) == [
        (officer.user_id, "claim_asked"),
        (owner.user_id, "claim_accepted"),
    ]


@pytest.mark.parametrize(("kept", "agrees"), [(NIB, False), ("", None)])
def test_reg_42_a_claim_needs_its_proof(
    owner: Actor, officer: Actor, record: Business, kept: str, agrees: bool | None
) -> None:
    Business.objects.filter(pk=record.pk).update(nib_fingerprint=fingerprint(kept))
    claim = claim_by(owner, record, nib="1110001234567")
    assert claim.proof_agrees is agrees

    with pytest.raises(Refused) as refused:
        decide(officer, claim)

    assert refused.value.rule.code == "REG-42"
    record.refresh_from_db()
    assert record.organisation_id is None


@pytest.mark.parametrize("nib", ["", "123", "abcdefghijklm", "02200012345678"])
def test_a_nib_has_thirteen_digits(owner: Actor, record: Business, nib: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        claim_by(owner, record, nib=nib)

    assert refused.value.field == "nib"
    assert Claim.objects.count() == 0


def test_a_code_read_out_at_the_number_of_the_record_proves_it(
    owner: Actor, officer: Actor, record: Business
) -> None:
    claim = claim_by(owner, record, "phone")
    with pytest.raises(Refused):
        decide(officer, claim)

    code = hand_over_claim_code(actor=officer, claim=claim, now=NOW)
    prove_claim_phone(actor=owner, claim=claim, code=code, now=NOW)

    message = OutboxMessage.objects.get(purpose="code_claim")
    # Not the claimant's message: he must not learn the number from it.
    assert (message.state, message.to_user, message.body) == ("handed_over", None, "")
    assert code not in str(list(AuditRow.objects.values()))
    assert decide(officer, claim).state == "accepted"


def test_the_code_goes_by_text_message_to_the_record_and_nowhere_else(
    owner: Actor, record: Business, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    sent: list[tuple[str, str]] = []

    class Gateway:
        def is_on(self) -> bool:
            return True

        def send(self, address: str, subject: str, body: str) -> None:
            sent.append((address, body))

    monkeypatch.setitem(SENDERS, "sms", Gateway())
    claim = claim_by(owner, record, "phone")

    send_due(datetime.now(UTC))

    codes = [word[:6] for word in sent[0][1].split() if word[:6].isdigit()]
    assert [address for address, _body in sent] == ["+6281277001001"]
    assert prove_claim_phone(
        actor=owner, claim=claim, code=codes[0], now=NOW
    ).proof_agrees


def test_five_wrong_codes_void_the_right_one(
    owner: Actor, officer: Actor, record: Business
) -> None:
    claim = claim_by(owner, record, "phone")
    code = hand_over_claim_code(actor=officer, claim=claim, now=NOW)
    for _number in range(5):
        with pytest.raises(InvalidInput):
            prove_claim_phone(
                actor=owner, claim=claim, code=f"{(int(code) + 1) % 10**6:06d}",
                now=NOW,
            )  # fmt: skip

    with pytest.raises(InvalidInput):
        prove_claim_phone(actor=owner, claim=claim, code=code, now=NOW)


def test_a_code_that_was_never_made_is_not_guessed(
    owner: Actor, record: Business
) -> None:
    claim = claim_by(owner, record, "phone")

    for code in ("", "000000"):
        with pytest.raises(InvalidInput):
            prove_claim_phone(actor=owner, claim=claim, code=code, now=NOW)


def test_a_visit_since_the_claim_proves_it(
    owner: Actor, officer: Actor, record: Business
) -> None:
    record.visits.create(
        visited_on=date(2026, 1, 1), visited_by_id=officer.user_id, seen="Before"
    )
    claim = claim_by(owner, record, "visit")
    with pytest.raises(Refused):
        decide(officer, claim)

    record_visit(
        actor=officer,
        business=record,
        visited_on=timezone.localdate(),
        seen="It is she",
    )

    assert decide(officer, claim).state == "accepted"


def test_a_paper_is_kept_as_a_plain_picture_under_a_random_name(
    owner: Actor, officer: Actor, stranger: Actor, record: Business,
    client_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    claim = claim_by(owner, record, "paper", paper=photo())

    assert str(claim.paper.name).endswith(".jpg") and "siup" not in claim.paper.name
    answer = client_of(officer).get(f"/claims/{claim.pk}/paper/")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("attachment")
    assert client_of(stranger).get(f"/claims/{claim.pk}/paper/").status_code == 404
    assert decide(officer, claim).state == "accepted"


HOSTILE = [
    (b"", "file_empty"),
    (b"MZ\x90\x00", "file_type"),
    (b"<html><script>", "file_type"),
    (attach(make_pdf("SIUP")), "pdf_attachment"),
    (make_picture() + make_zip(), "file_two_kinds"),
    (make_pdf("SIUP", pages=10_000), "pdf_pages"),
    (make_bomb(10_000), "picture_pixels"),
]


@pytest.mark.parametrize(("content", "rule"), HOSTILE)
def test_what_is_no_paper_is_refused(
    owner: Actor, record: Business, content: bytes, rule: str
) -> None:
    paper = SimpleUploadedFile("surat.pdf", content)

    with pytest.raises(InvalidInput) as refused:
        claim_by(owner, record, "paper", paper=paper)

    assert (refused.value.field, refused.value.rule) == ("paper", rule)
    assert Claim.objects.count() == 0


def test_a_paper_that_nobody_could_scan_is_refused(
    owner: Actor, record: Business, settings: LazySettings
) -> None:
    settings.WADAH_SCANNER = "/nowhere/clamd.ctl"

    with pytest.raises(InvalidInput) as refused:
        claim_by(owner, record, "paper", paper=photo())

    assert (refused.value.field, refused.value.rule) == ("paper", "scanner_silent")
    assert Claim.objects.count() == 0


def test_reg_40_only_a_record_without_owner_is_claimed(
    stranger: Actor, business: Business
) -> None:
    with pytest.raises(Refused) as refused:
        claim_by(stranger, business)

    assert refused.value.rule.code == "REG-40"


@pytest.mark.parametrize(
    "who", ["colleague", "officer", "verifier", "buyer_actor", "administrator"]
)
def test_reg_41_only_an_owner_claims(
    who: str, record: Business, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Refused) as refused:
        claim_by(request.getfixturevalue(who), record)

    assert refused.value.rule.code == "REG-41"


def test_an_owner_holds_one_record_of_a_list(
    owner: Actor, officer: Actor, record: Business
) -> None:
    decide(officer, claim_by(owner, record))
    second = Business.objects.create(
        name="Lain", search_name="lain", batch=record.batch, village="Way Halim"
    )

    with pytest.raises(Refused) as refused:
        claim_by(owner, second)

    assert refused.value.rule.code == "REG-41"


@pytest.mark.parametrize("who", ["stranger", "other_officer", "verifier", "analyst"])
def test_others_neither_see_nor_decide(
    who: str, owner: Actor, record: Business, request: pytest.FixtureRequest
) -> None:
    claim = claim_by(owner, record)
    actor = request.getfixturevalue(who)

    with pytest.raises(Absent):
        decide(actor, claim)
    with pytest.raises(Absent):
        hand_over_claim_code(actor=actor, claim=claim, now=NOW)


def test_reg_43_a_claim_is_decided_by_who_may_edit_and_not_by_the_claimant(
    owner: Actor, officer: Actor, record: Business
) -> None:
    claim = claim_by(owner, record)
    record.consents.update(may_edit=False)

    for actor in (owner, officer):
        with pytest.raises(Refused) as refused:
            decide(actor, claim)
        assert refused.value.rule.code == "REG-43"


def test_other_claims_are_refused_when_one_is_accepted(
    owner: Actor, stranger: Actor, officer: Actor, record: Business
) -> None:
    late, right = claim_by(stranger, record, "visit"), claim_by(owner, record)

    decide(officer, right)

    late.refresh_from_db()
    assert (late.state, late.reason) == (
        "refused",
        "Permintaan orang lain atas data ini diterima.",
    )
    with pytest.raises(Absent):
        decide(officer, late, accepted=False)


def test_reg_44_a_refusal_is_answered_once(
    owner: Actor, officer: Actor, record: Business
) -> None:
    claim = decide(officer, claim_by(owner, record), accepted=False)
    assert claim.state == "refused"

    claim = answer_claim(actor=owner, claim=claim, answer="Itu saya", now=NOW)
    assert (claim.state, claim.answer) == ("open", "Itu saya")
    claim = decide(officer, claim, accepted=False)

    with pytest.raises(Refused) as refused:
        answer_claim(actor=owner, claim=claim, answer="Sungguh", now=NOW)
    assert refused.value.rule.code == "REG-44"


def test_what_the_owner_had_entered_himself_waits_as_a_duplicate(
    owner: Actor, officer: Actor, business: Business, record: Business
) -> None:
    Consent.objects.filter(business=business).delete()
    recount()
    assert list(visible_businesses(officer)) == [record]

    decide(officer, claim_by(owner, record))

    pair = PossibleDuplicate.objects.get()
    assert (pair.first, pair.second, pair.reason) == (business, record, "claimed")
    business.refresh_from_db()
    assert business.organisation_id is None
    both = {business.pk, record.pk}
    assert set(visible_businesses(owner).values_list("pk", flat=True)) == both
    assert set(visible_businesses(officer).values_list("pk", flat=True)) == both
    kept = {
        (row.scope, row.measure, row.key): row.count
        for row in RegisterCount.objects.exclude(count=0)
    }
    counted = {cell: count for cell, count in count_cells(None).items() if count}
    assert kept == counted


def test_a_claim_is_withdrawn_by_its_claimant_only(
    owner: Actor, stranger: Actor, officer: Actor, record: Business
) -> None:
    claim = claim_by(owner, record)
    for actor in (stranger, officer):
        with pytest.raises(Absent):
            withdraw_claim(actor=actor, claim=claim, now=NOW)

    withdraw_claim(actor=owner, claim=claim, now=NOW)

    claim.refresh_from_db()
    assert claim.state == "withdrawn"


def test_one_open_claim_of_a_record_a_person(owner: Actor, record: Business) -> None:
    claim_by(owner, record)

    with pytest.raises(InvalidInput) as refused:
        claim_by(owner, record, "visit")

    assert refused.value.rule == "claimed_already"


def test_the_officer_sees_whether_it_agrees_and_no_number(
    owner: Actor, officer: Actor, record: Business,
    client_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    claim = claim_by(owner, record)

    page = client_of(officer).get(f"/claims/{claim.pk}/").content.decode()
    own = client_of(owner).get(f"/claims/{claim.pk}/").content.decode()

    assert "NIB yang diberikan sama" in page or "is that of the record" in page
    assert NIB not in page and NIB not in own
    assert "Ratna Sari" in page and "Ratna Sari" not in own
    assert "+6281277001001" not in own


def test_a_record_is_not_claimed_by_its_number(
    owner: Actor, record: Business, client_of: Callable[[Actor], Client]
) -> None:
    client = client_of(owner)

    assert client.get(f"/claims/new/{record.pk}/").status_code == 404
    answer = client.post("/claims/find/", {"name": "keripik", "village": "Way Halim"})
    assert "Keripik Bu Ratna" in answer.content.decode()
    assert "Ratna Sari" not in answer.content.decode()


def test_the_list_of_claims_leaves_without_numbers_and_is_written_down(
    owner: Actor, officer: Actor, record: Business,
    client_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    claim_by(owner, record, note="=cmd")

    sheet = client_of(officer).get("/claims/export/").content.decode("utf-8-sig")

    assert "Keripik Bu Ratna" in sheet and NIB not in sheet
    assert AuditRow.objects.filter(verb="personal_data.exported").count() == 1
    assert client_of(owner).get("/claims/export/").status_code == 404
