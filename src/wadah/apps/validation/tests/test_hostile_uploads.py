"""Files that are made to harm: refused with how to mend it, nothing is kept."""

from __future__ import annotations

import io
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry.models import Business
from wadah.apps.registry.tests.paper_files import (
    act,
    attach,
    change,
    lock,
    make_bomb,
    make_pdf,
    make_picture,
    make_zip,
)
from wadah.apps.registry.upload import pictures
from wadah.apps.registry.upload.receiving import receive_upload
from wadah.apps.registry.upload.refusals import WORDS
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.take_in_paper import take_in_paper
from wadah.apps.validation.models import Document, PaperDraft
from wadah.core.values import InvalidInput

PDF = make_pdf("NIB 9120001234567")
Name = pikepdf.Name


def _link_that_runs() -> bytes:
    pdf = pikepdf.open(io.BytesIO(PDF))
    pdf.pages[0].Annots = pikepdf.Array(
        [act(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9],
             A=act(S=Name.Launch, F=pikepdf.String("cmd.exe")))]
    )  # fmt: skip
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


SCRIPT = act(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "file_empty"),
    "HTML called PDF": (lambda: b"<html><script>alert(1)</script></html>", "file_type"),
    "a program called PDF": (lambda: b"MZ\x90\x00program", "file_type"),
    "SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_type"),
    "GIF": (lambda: make_picture("GIF"), "file_type"),
    "a workbook": (make_zip, "file_type"),
    "PDF with words before it": (lambda: b"<!-- -->" + PDF, "file_type"),
    "HTML behind the mark of a PDF": (
        lambda: b"%PDF-1.7\n<html><script>alert(1)</script></html>\n%%EOF",
        "file_two_kinds",
    ),
    "PDF and ZIP": (lambda: PDF + make_zip(), "file_two_kinds"),
    "PDF with HTML behind it": (
        lambda: PDF + b"<html>" + b"x" * 40,
        "file_two_kinds",
    ),
    "JPEG and ZIP": (lambda: make_picture() + make_zip(), "file_two_kinds"),
    "JPEG and PDF": (lambda: make_picture() + PDF, "file_two_kinds"),
    "PNG with a script": (
        lambda: make_picture("PNG") + b"<script>alert(1)</script>",
        "file_two_kinds",
    ),
    "only the mark of a PDF": (lambda: b"%PDF-1.7\n%example", "pdf_broken"),
    "PDF of noise": (lambda: b"%PDF-1.7\n" + b"noise " * 99 + b"%%EOF", "pdf_broken"),
    "PDF cut off": (lambda: PDF[: len(PDF) // 2], "pdf_broken"),
    "PDF of 10,000 pages": (lambda: make_pdf("x", pages=10_000), "pdf_pages"),
    "PDF of 101 pages": (lambda: make_pdf("x", pages=101), "pdf_pages"),
    "locked PDF": (lambda: lock(PDF), "pdf_password"),
    "PDF with a script at opening": (
        lambda: change(PDF, OpenAction=SCRIPT),
        "pdf_active",
    ),
    "PDF with a script by name": (
        lambda: change(
            PDF,
            Names=act(JavaScript=act(Names=[pikepdf.String("a"), SCRIPT])),
        ),
        "pdf_active",
    ),
    "PDF with a link that starts a program": (_link_that_runs, "pdf_active"),
    "PDF with an XFA form": (
        lambda: change(PDF, AcroForm=act(XFA=pikepdf.String("<xdp/>"))),
        "pdf_active",
    ),
    "PDF with a program in it": (lambda: attach(PDF), "pdf_attachment"),
    "JPEG cut off": (lambda: make_picture(size=(900, 900))[:1500], "picture_broken"),
    "JPEG of noise": (lambda: b"\xff\xd8\xff" + b"noise" * 50, "picture_broken"),
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


@pytest.mark.django_db
def test_a_good_paper_is_kept_in_the_folder(
    owner: Actor, business: Business, folder: Path
) -> None:
    upload = SimpleUploadedFile("paper.pdf", PDF, "application/pdf")

    add_document(actor=owner, business=business, type="nib", upload=upload)

    assert [path.read_bytes() for path in folder.rglob("*.*")] == [PDF]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.django_db
def test_refuses_a_hostile_file_and_keeps_nothing(
    name: str, owner: Actor, business: Business, folder: Path
) -> None:
    make, rule = HOSTILE[name]
    upload = SimpleUploadedFile("paper.pdf", make(), "application/pdf")

    with pytest.raises(InvalidInput) as refused:
        add_document(actor=owner, business=business, type="nib", upload=upload)

    assert (refused.value.field, refused.value.rule) == ("upload", rule)
    assert refused.value.message == WORDS[rule]
    assert not Document.objects.exists()
    assert not AuditRow.objects.exists()
    assert list(folder.rglob("*")) == []


@pytest.mark.django_db
def test_a_file_to_be_read_is_looked_at_in_the_same_way(
    owner: Actor, business: Business
) -> None:
    upload = SimpleUploadedFile("paper.pdf", b"<html>")

    with pytest.raises(InvalidInput) as refused:
        take_in_paper(actor=owner, business=business, upload=upload)

    assert refused.value.rule == "file_type"
    assert not PaperDraft.objects.exists()
    assert not AuditRow.objects.exists()


def test_each_refusal_says_what_to_do() -> None:
    for text in WORDS.values():
        assert text.id.endswith(".") and text.en.endswith(".")
        assert len(re.findall(r"[.,;]", text.en)) >= 2


def test_refuses_what_is_larger_than_the_limit(settings: LazySettings) -> None:
    settings.WADAH_UPLOAD_MAX_BYTES = 100

    with pytest.raises(InvalidInput) as refused:
        receive_upload(SimpleUploadedFile("a.pdf", PDF))

    assert refused.value.rule == "file_too_large"


def test_a_pdf_is_kept_as_it_is_for_a_signature_must_hold() -> None:
    received = receive_upload(SimpleUploadedFile("a.txt", PDF))

    assert received.content == PDF
    assert received.kind == "pdf"
    assert "NIB 9120001234567" in received.text
    assert received.scanned_at is None


def test_a_photo_is_drawn_upright_without_the_place_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "A phone"
    exif.get_ifd(0x8825)[1] = "S"
    photo = make_picture(size=(600, 400), exif=exif) + b"a short film" * 100

    received = receive_upload(SimpleUploadedFile("a.jpg", photo))

    kept = Image.open(io.BytesIO(received.content))
    assert received.kind == "jpg"
    assert kept.size == (400, 600)
    assert dict(kept.getexif()) == {}
    assert b"film" not in received.content
    assert b"A phone" not in received.content


def test_a_photo_of_a_new_phone_is_kept_as_jpeg() -> None:
    received = receive_upload(SimpleUploadedFile("a.webp", make_picture("WEBP")))

    assert (received.kind, received.content[:3]) == ("jpg", b"\xff\xd8\xff")


def test_a_large_photo_is_made_legible_and_no_larger() -> None:
    received = receive_upload(
        SimpleUploadedFile("a.png", make_picture("PNG", (3200, 1600)))
    )

    kept = Image.open(io.BytesIO(received.content))
    assert kept.size == (pictures.LONGEST_SIDE, pictures.LONGEST_SIDE // 2)


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[Callable[[bytes], str]]:
    """A scanner that reads a file and gives one answer."""
    servers: list[socket.socket] = []

    def start(answer: bytes) -> str:
        path = str(tmp_path / "clamd.ctl")
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        server.bind(path)
        server.listen(1)
        servers.append(server)
        threading.Thread(target=_serve, args=(server, answer), daemon=True).start()
        return path

    yield start
    for server in servers:
        server.close()


def _serve(server: socket.socket, answer: bytes) -> None:
    line, _address = server.accept()
    with line, line.makefile("rb") as stream:
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", stream.read(4))[0]:
            content += stream.read(length)
        line.sendall(answer if content == PDF else b"stream: other ERROR\0")


def test_a_clean_file_is_kept_with_the_time_of_the_scan(
    clamd: Callable[[bytes], str], settings: LazySettings
) -> None:
    settings.WADAH_SCANNER = clamd(b"stream: OK\0")

    received = receive_upload(SimpleUploadedFile("a.pdf", PDF))

    assert received.scanned_at is not None


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        (b"stream: Eicar-Signature FOUND\0", "malware"),
        (b"INSTREAM size limit exceeded. ERROR\0", "scanner_silent"),
        (b"", "scanner_silent"),
    ],
)
def test_refuses_what_the_scanner_does_not_call_clean(
    answer: bytes, rule: str, clamd: Callable[[bytes], str], settings: LazySettings
) -> None:
    settings.WADAH_SCANNER = clamd(answer)

    with pytest.raises(InvalidInput) as refused:
        receive_upload(SimpleUploadedFile("a.pdf", PDF))

    assert refused.value.rule == rule


def test_refuses_while_the_scanner_is_silent(
    tmp_path: Path, settings: LazySettings
) -> None:
    settings.WADAH_SCANNER = str(tmp_path / "nobody.ctl")

    with pytest.raises(InvalidInput) as refused:
        receive_upload(SimpleUploadedFile("a.pdf", PDF))

    assert refused.value.rule == "scanner_silent"
