"""Files that are made to harm, sent to a buyer's record or a thread: none is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.matching.actions.add_buyer_proof import add_buyer_proof
from wadah.apps.matching.actions.write_request_message import write_request_message
from wadah.apps.matching.models import (
    Buyer,
    BuyerProof,
    BuyerRequest,
    RequestMessage,
)
from wadah.apps.matching.tests.conftest import NOW
from wadah.apps.registry.tests.paper_files import (
    make_bomb,
    make_pdf,
    make_picture,
    make_zip,
)
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "HTML called PDF": (lambda: b"<html><script>alert(1)</script>", "file_type"),
    "HTML behind the mark of a PDF": (
        lambda: b"%PDF-1.7\n<html><script>alert(1)</script>\n%%EOF",
        "file_two_kinds",
    ),
    "JPEG and ZIP": (lambda: make_picture() + make_zip(), "file_two_kinds"),
    "PDF of 10,000 pages": (lambda: make_pdf("x", pages=10_000), "pdf_pages"),
    "PNG that unpacks to 100 million points": (
        lambda: make_bomb(10_000),
        "picture_pixels",
    ),
}


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    """The folder of uploads, empty."""
    kept = settings.STORAGES
    options = {**kept["default"]["OPTIONS"], "location": tmp_path}
    settings.STORAGES = {**kept, "default": {**kept["default"], "OPTIONS": options}}
    return tmp_path


@pytest.mark.parametrize("name", HOSTILE)
def test_refuses_a_hostile_file_and_keeps_nothing(
    name: str, officer: Actor, buyer_actor: Actor, buyer: Buyer,
    wanted: BuyerRequest, folder: Path,
) -> None:  # fmt: skip
    make, rule = HOSTILE[name]
    content = make()
    rows = AuditRow.objects.count()

    def upload() -> SimpleUploadedFile:
        return SimpleUploadedFile("paper.pdf", content, "application/pdf")

    with pytest.raises(InvalidInput) as proof:
        add_buyer_proof(actor=officer, buyer=buyer, kind="role", upload=upload())
    with pytest.raises(InvalidInput) as message:
        write_request_message(
            actor=buyer_actor, request=wanted, text="", upload=upload(), now=NOW
        )

    for refused in (proof.value, message.value):
        assert (refused.field, refused.rule) == ("upload", rule)
    assert not BuyerProof.objects.exists()
    assert not RequestMessage.objects.exists()
    assert AuditRow.objects.count() == rows
    assert list(folder.rglob("*")) == []
