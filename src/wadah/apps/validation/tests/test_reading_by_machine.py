"""Photos and scans, drawn here, are read by tesseract itself; it only proposes."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry.models import Business
from wadah.apps.registry.upload import ocr
from wadah.apps.registry.upload.ocr import can_read_pictures, read_picture
from wadah.apps.validation.actions.read_draft import read_draft
from wadah.apps.validation.actions.take_in_paper import take_in_paper
from wadah.apps.validation.models import Document, PaperDraft
from wadah.apps.validation.reading_papers import propose
from wadah.apps.validation.tests.paper_texts import TEXTS

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not can_read_pictures(),
        reason="tesseract is not installed: apt install tesseract-ocr-ind",
    ),
]
TODAY = date(2026, 11, 24)
SIGN = 34  # points an A4 page at 200 to the inch shows a letter of 12 pt with


@pytest.fixture(autouse=True)
def _wait_as_long_as_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine reads late; what is read is tested here, not when."""
    monkeypatch.setattr(ocr, "WAIT_SECONDS", None)


def draw_page(text: str, kind: str = "JPEG") -> bytes:
    """The text as a phone sees it: tilted by a degree, soft, compressed."""
    lines = text.strip().splitlines()
    height = max(800, int((len(lines) + 4) * SIGN * 1.5))
    page = Image.new("RGB", (1654, height), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(SIGN)
    for row, line in enumerate(lines):
        pen.text((110, 90 + row * SIGN * 1.5), line.strip(), font=font, fill="#191919")
    page = page.rotate(1.0, fillcolor="white", resample=Image.Resampling.BICUBIC)
    page = page.filter(ImageFilter.GaussianBlur(1))
    out = io.BytesIO()
    page.save(out, kind, resolution=200) if kind == "PDF" else page.save(out, kind)
    return out.getvalue()


def values(proposal: dict[str, Any]) -> dict[str, str]:
    return {field: found["value"] for field, found in proposal.items()}


@pytest.mark.parametrize("kind", ["JPEG", "PDF"])
def test_a_photo_and_a_scan_become_a_proposal_and_no_paper(
    kind: str, owner: Actor, business: Business
) -> None:
    text, expected = TEXTS["halal with an end"]
    upload = SimpleUploadedFile("foto", draw_page(text, kind))
    draft = take_in_paper(actor=owner, business=business, upload=upload)
    assert (draft.reading, draft.proposal) == (PaperDraft.Reading.WAITING, {})

    read_draft(draft.pk)

    draft.refresh_from_db()
    assert draft.reading == PaperDraft.Reading.READ
    read = values(draft.proposal)
    # A letter may be missed; then its field is left out, never filled in wrong.
    assert read.items() <= expected.items()
    assert {"type", "holder", "issued_on", "expires_on"} <= set(read)
    assert all(found["words"] for found in draft.proposal.values())
    assert not Document.objects.exists()
    row = AuditRow.objects.get(verb="paper.read")
    assert row.after == {"fields": sorted(read)}


def test_most_fields_of_other_papers_are_read_and_none_is_wrong() -> None:
    wanted = found = 0
    for name in ("nib", "phytosanitary", "sni", "fumigation"):
        text, expected = TEXTS[name]
        read = values(propose(read_picture(draw_page(text)), TODAY))
        assert read.items() <= expected.items(), name
        wanted, found = wanted + len(expected), found + len(read)

    assert found >= 0.85 * wanted


def test_a_picture_without_letters_proposes_nothing(
    owner: Actor, business: Business
) -> None:
    upload = SimpleUploadedFile("kosong.jpg", draw_page("."))
    draft = take_in_paper(actor=owner, business=business, upload=upload)

    read_draft(draft.pk)

    draft.refresh_from_db()
    assert (draft.reading, draft.proposal) == (PaperDraft.Reading.NOTHING, {})
