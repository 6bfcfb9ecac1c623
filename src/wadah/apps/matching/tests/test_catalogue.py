"""A catalogue shows what is proved today, says what it leaves out, nothing private."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import fastexcel
import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.catalogue import gathering
from wadah.apps.matching.catalogue.drawing import draw_catalogue
from wadah.apps.matching.catalogue.gathering import Catalogue, gather_catalogue
from wadah.apps.matching.catalogue.rows import catalogue_rows
from wadah.apps.matching.models import BuyerRequest, Shortlist
from wadah.apps.matching.tests.conftest import AS_OF, NOW
from wadah.apps.registry.models import CapacityMonth, Product
from wadah.apps.validation.models import Case, CaseDecision, CaseVerdict

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]

CHECK = {
    "rule": "COF-EU-03",
    "status": "met",
    "effect": "bars",
    "message": {"id": "Kadar air cukup", "en": "Moisture is low enough"},
    "warning": None,
    "source": {"title": "T", "number": "1", "article": ""},
    "checked_on": "2026-11-01",
    "confidence": "high",
}


@pytest.fixture
def proved(
    shown: list[Product], verifier: Actor, approver: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> list[Product]:  # fmt: skip
    """An approval behind each; that the rule base carries it is tested elsewhere."""
    monkeypatch.setattr(gathering, "is_carried", lambda decision: True)
    for product in shown:
        case = Case.objects.create(product=product, destination_id="DE")
        verdict = CaseVerdict.objects.create(
            case=case, as_of=AS_OF, verdict="ready", result={"items": [CHECK]}
        )
        CaseDecision.objects.create(
            case=case, verdict=verdict, version=1, outcome="approved", checked_at=NOW,
            checked_by_id=verifier.user_id, approved_by_id=approver.user_id,
            decided_at=NOW, holds_until=date(2027, 3, 1),
        )  # fmt: skip
    return shown


def add_paper(product: Product, **changes: Any) -> None:
    values = {
        "type": "halal_certificate", "number": "ID-SECRET-1", "issuer": "BPJPH",
        "holder": "Siti Aminah", "checked_on": date(2026, 11, 2),
        "expires_on": date(2027, 6, 1), **changes,
    }  # fmt: skip
    product.business.documents.create(product=product, **values)


def gather(wanted: BuyerRequest, products: list[Product]) -> Catalogue:
    return gather_catalogue(wanted, products, AS_OF, {products[0].pk: "Washed"})


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in pages)


def test_item_holds_proof_capacity_of_the_window_and_checked_papers(
    wanted: BuyerRequest, proved: list[Product]
) -> None:
    product = proved[0]
    for month, kg, until in (
        (date(2026, 12, 1), 9000, None),
        (date(2027, 1, 1), 700, None),
        (date(2026, 11, 1), 500, None),
    ):
        CapacityMonth.objects.create(
            product=product, month=month, verified_kg=kg, declared_kg=kg,
            promised_kg=100, verified_until=until,
        )  # fmt: skip
    add_paper(product)
    add_paper(product, expires_on=date(2026, 11, 1))
    add_paper(product, checked_on=None)
    add_paper(product, type="nib")

    item = gather(wanted, proved).items[0]

    assert [proof.facts for proof in item.proofs] == [("Moisture is low enough",)]
    assert item.proofs[0].holds_until == date(2027, 3, 1)
    assert [(row.month.month, row.verified_kg, row.free_kg) for row in item.months] == [
        (12, Decimal(9000), Decimal(8900))
    ]
    assert [(p.issuer, p.valid_until) for p in item.papers] == [
        ("BPJPH", date(2027, 6, 1))
    ]


def test_capacity_that_lapsed_is_not_shown(
    wanted: BuyerRequest, proved: list[Product]
) -> None:
    CapacityMonth.objects.create(
        product=proved[0], month=date(2026, 12, 1), verified_kg=9000,
        verified_until=date(2026, 11, 23),
    )  # fmt: skip
    assert gather(wanted, proved).items[0].months == ()


def test_what_is_not_published_or_not_proved_is_left_out_with_its_reason(
    wanted: BuyerRequest, proved: list[Product], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = proved
    first.is_published = False
    monkeypatch.setattr(gathering, "is_carried", lambda decision: False)

    left_out = gather(wanted, [first, second]).left_out
    second.is_proved = False
    ended = gather(wanted, [second]).left_out

    assert [one.product for one in left_out] == [first, second]
    assert len({one.reason for one in (*left_out, *ended)}) == 3
    assert gather(wanted, [first, second]).items == ()


def test_pdf_and_rows_hold_the_facts_and_nothing_private(
    wanted: BuyerRequest, proved: list[Product]
) -> None:
    add_paper(proved[0])
    proved[0].business.phone = "+62 812 000 111"
    CapacityMonth.objects.create(
        product=proved[0], month=date(2026, 12, 1), verified_kg=9000
    )
    gathered = gather(wanted, proved)

    pdf = words_of(draw_catalogue(gathered))
    rows = catalogue_rows(gathered)
    sheet = " ".join(str(cell) for row in rows for cell in row)

    for words in (pdf, sheet):
        for said in (
            proved[0].name,
            proved[1].name,
            "Moisture is low enough",
            "Washed",
        ):
            assert said in words
        for private in ("ID-SECRET-1", "Siti Aminah", "812 000 111"):
            assert private not in words
    assert "9,000 kg" in pdf
    assert rows[1][rows[0].index("Verified kg 2026-12")] == Decimal(9000)
    assert len(rows) == 3


def test_published_photo_stands_in_the_pdf_and_a_broken_one_does_not_stop_it(
    wanted: BuyerRequest, proved: list[Product]
) -> None:
    plain = len(draw_catalogue(gather(wanted, proved)))
    out = io.BytesIO()
    Image.effect_noise((300, 200), 80).convert("RGB").save(out, "JPEG")
    proved[0].photos.create(file=ContentFile(out.getvalue(), name="p.jpg"))
    proved[1].photos.create(file=ContentFile(b"GIF89a", name="q.jpg"))

    assert len(draw_catalogue(gather(wanted, proved))) > plain + 5000


def test_officer_takes_chosen_products_as_pdf_and_xlsx(
    matched_shown: BuyerRequest, proved: list[Product], officer: Actor,
    client_of: ClientOf,
) -> None:  # fmt: skip
    client = client_of(officer)
    address = reverse("matching:catalogue", args=[matched_shown.pk])
    product = proved[0].pk
    page = client.get(address, {"product": product, "show": "1"})
    pdf = client.get(address, {"product": product, "format": "pdf"})
    xlsx = client.get(address, {"product": product, "format": "xlsx"})
    none = client.get(address, {"format": "pdf", "product": "x"})

    assert [item.product.pk for item in page.context["catalogue"].items] == [product]
    assert pdf.content.startswith(b"%PDF")
    assert fastexcel.read_excel(xlsx.content).load_sheet(0).height == 1
    assert "Pilih paling sedikit satu produk." in none.content.decode()


@pytest.mark.parametrize(
    ("who", "chosen", "of_list"),
    [("officer", 200, 200), ("buyer_actor", 404, 200), ("approver", 404, 200),
     ("owner", 404, 404), ("stranger", 404, 404)],
)  # fmt: skip
def test_catalogue_opens_for_officers_and_of_a_sent_list_for_its_buyer(
    who: str, chosen: int, of_list: int, sent: Shortlist, proved: list[Product],
    client_of: ClientOf, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    client = client_of(request.getfixturevalue(who))
    page = client.get(reverse("matching:catalogue", args=[sent.request_id]))
    file = client.get(reverse("matching:shortlist_catalogue", args=[sent.pk]))
    assert (page.status_code, file.status_code) == (chosen, of_list)
