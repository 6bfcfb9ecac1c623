"""The signed page is PDF/A-3b: what ISO 19005-3 asks of a file, clause by clause."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf, Stream

from wadah.apps.validation.models import ValidationSheet

pytestmark = pytest.mark.django_db
# 6.5.1: actions that a PDF/A file may not hold.
BARRED_ACTIONS = frozenset(
    "/Launch /Sound /Movie /ResetForm /ImportData /Hide /SetOCGState /Rendition "
    "/Trans /GoTo3DView /JavaScript".split()
)
# 6.1.6: what may stand in a stream without being read the same everywhere.
BARRED_FILTERS = frozenset(("/LZWDecode", "/Crypt"))


@pytest.fixture
def data(sheet: ValidationSheet) -> bytes:
    with sheet.file.open("rb") as file:
        return bytes(file.read())


@pytest.fixture
def page(data: bytes) -> Iterator[Pdf]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield pdf


def dictionaries(pdf: Pdf) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, (Dictionary, Stream))]


def test_6_1_2_header_and_6_1_3_end_of_the_file(data: bytes, page: Pdf) -> None:
    first, second = data.split(b"\n", 2)[:2]

    assert re.fullmatch(rb"%PDF-1\.[0-7]", first.strip())
    assert second.startswith(b"%") and min(second[1:5]) > 127
    assert data.rstrip(b"\r\n").endswith(b"%%EOF")
    assert data.count(b"%%EOF") == 1
    assert len(page.trailer.ID) == 2
    assert not page.is_encrypted and "/Encrypt" not in page.trailer


def test_6_1_7_streams_lie_in_the_file(page: Pdf) -> None:
    for stream in dictionaries(page):
        if isinstance(stream, Stream):
            assert not {"/F", "/FFilter", "/FDecodeParms"} & set(stream.keys())
            filters = stream.get("/Filter", [])
            names = filters if isinstance(filters, pikepdf.Array) else [filters]
            assert not BARRED_FILTERS & {str(name) for name in names}
            assert stream.get("/Interpolate", False) is False


def test_6_2_3_colours_are_bound_by_an_output_intent_or_of_no_device(
    page: Pdf,
) -> None:
    intents = [
        intent
        for intent in page.Root.get("/OutputIntents", [])
        if intent.S == Name.GTS_PDFA1
    ]
    spaces = {
        str(space)
        for one in dictionaries(page)
        for space in _spaces_of(one)
        if isinstance(space, Name)
    }

    # Grey and colour of a device need a profile that says which device.
    assert intents or not {"/DeviceRGB", "/DeviceGray", "/DeviceCMYK"} & spaces
    for intent in intents:
        profile = intent.DestOutputProfile
        assert profile.N in (1, 3, 4)
        assert profile.read_bytes()[36:40] == b"acsp"


def _spaces_of(one: Any) -> Iterator[Any]:
    if "/ColorSpace" in one and str(one.get("/Subtype", "")) == "/Image":
        yield one.ColorSpace
    resources = one.get("/Resources")
    if isinstance(resources, Dictionary) and "/ColorSpace" in resources:
        yield from (space for _name, space in resources.ColorSpace.items())


def test_6_2_11_every_font_is_embedded_with_its_signs_named(page: Pdf) -> None:
    fonts = [one for one in dictionaries(page) if one.get("/Type") == Name.Font]
    bearing = [font for font in fonts if font.Subtype != Name.Type0]

    assert bearing
    for font in bearing:
        descriptor = font.FontDescriptor
        files = [descriptor.get(f"/FontFile{kind}") for kind in ("", "2", "3")]
        assert any(file is not None and len(file.read_bytes()) > 100 for file in files)
        assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont)), "a subset says so"
    for font in fonts:
        if font.Subtype == Name.Type0:
            assert str(font.Encoding) == "/Identity-H"
            assert font.ToUnicode.read_bytes()


def test_6_5_nothing_acts(page: Pdf) -> None:
    assert "/AA" not in page.Root and "/OpenAction" not in page.Root
    for one in dictionaries(page):
        assert "/JS" not in one and "/AA" not in one and "/XFA" not in one
        assert str(one.get("/S", "")) not in BARRED_ACTIONS
        if one.get("/Type") == Name.Annot or ("/Subtype" in one and "/Rect" in one):
            assert int(one.get("/F", 4)) & 4, "an annotation is printed too"


def test_6_6_the_metadata_say_which_standard_and_agree(page: Pdf) -> None:
    stream = page.Root.Metadata
    assert "/Filter" not in stream, "readable without unpacking"
    with page.open_metadata() as metadata:
        assert metadata.pdfa_status == "3B"
        title = metadata["dc:title"]
        created = metadata["xmp:CreateDate"]
    if "/Info" in page.trailer:
        information = page.trailer.Info
        assert str(information.Title) == title
        assert str(information.CreationDate)[2:10] == created[:10].replace("-", "")


def test_6_8_the_attached_data_say_what_they_are_to_the_page(page: Pdf) -> None:
    (associated,) = page.Root.AF
    (named,) = page.attachments.values()

    assert str(associated.AFRelationship) == "/Data"
    assert str(associated.UF) == str(associated.F) == named.filename
    embedded = associated.EF.F
    assert str(embedded.Type) == "/EmbeddedFile"
    assert str(embedded.Subtype) == "/application/json"
    assert "/ModDate" in embedded.Params
    assert json.loads(embedded.read_bytes())["verdict"] == "ready"


def test_6_4_nothing_is_hidden_in_layers_or_forms(page: Pdf) -> None:
    assert "/AcroForm" not in page.Root
    assert "/OCProperties" not in page.Root
    assert page.Root.get("/NeedsRendering", False) is False
