"""A nomenclature file is told by its header, checked, and stored once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wadah.apps.reference.hs_file import read_hs_file
from wadah.apps.reference.hs_store import Stored, store_hs_file
from wadah.apps.reference.models import HsCode, HsCorrelation
from wadah.core.values import InvalidInput

Writer = Callable[..., str]
ENGLISH = (
    "section,hscode,description,parent,level\n"
    "II,09,Coffee and spices,TOTAL,2\n"
    'II,0901,"Coffee, roasted or not",09,4\n'
    "II,090111,Coffee; not roasted,0901,6\n"
    "TOTAL,TOTAL,Total of all,TOTAL,5\n"
)
BILINGUAL = (
    "hs6,description_en,heading_id,subheading_id,national_lines_id\n"
    "090111,Coffee; not roasted,Kopi,Tidak dihilangkan kafeinnya,Robusta; Arabika\n"
)
BOOK = (
    "code,digits,depth,description_id,description_en,import_duty_mfn,export_duty\n"
    "0901,4,0,Kopi,Coffee,,\n"
    "09011110,8,3,Arabika,Arabica,5,\n"
    "09011130,8,3,Robusta,Robusta,5,regulated\n"
)
PAIRS = (
    "hs2022,hs2017,relationship,main_conversion\n"
    "090111,090111,1:1,1\n"
    "151800,151800,n:n,1\n"
    "151800,150600,n:n,\n"
)


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    def make(text: str | bytes, name: str = "file.csv") -> str:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    return make


@pytest.mark.django_db
def test_loads_codes_as_text_under_their_edition(write: Writer) -> None:
    stored = store_hs_file(read_hs_file(write("\ufeff" + ENGLISH)))

    assert stored == Stored(created=3, updated=0, unchanged=0)
    assert list(
        HsCode.objects.values_list("edition", "code", "parent_code", "level")
    ) == [
        ("HS2022", "09", "II", 2),
        ("HS2022", "0901", "09", 4),
        ("HS2022", "090111", "0901", 6),
    ]


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing(write: Writer) -> None:
    for text, rows in ((ENGLISH, 3), (BILINGUAL, 2), (BOOK, 3), (PAIRS, 3)):
        store_hs_file(read_hs_file(write(text)))

        again = store_hs_file(read_hs_file(write(text)))

        assert again == Stored(created=0, updated=0, unchanged=rows)


@pytest.mark.django_db
def test_a_file_writes_only_the_columns_it_has(write: Writer) -> None:
    store_hs_file(read_hs_file(write(BILINGUAL)))

    stored = store_hs_file(read_hs_file(write(ENGLISH)))

    code = HsCode.objects.get(edition="HS2022", code="090111")
    heading = HsCode.objects.get(edition="HS2022", code="0901")
    assert stored == Stored(created=1, updated=1, unchanged=1)
    assert (code.text_id, code.national_lines_id) == (
        "Tidak dihilangkan kafeinnya",
        "Robusta; Arabika",
    )
    assert (heading.text_id, heading.text_en) == ("Kopi", "Coffee, roasted or not")


@pytest.mark.django_db
def test_keeps_the_book_apart_and_no_duty_of_it(write: Writer) -> None:
    store_hs_file(read_hs_file(write(ENGLISH)))

    store_hs_file(read_hs_file(write(BOOK)))

    line = HsCode.objects.get(edition="BTKI2022", code="09011130")
    # The book has no six-digit row here: the line hangs on its heading.
    assert (line.parent_code, line.export_duty_regulated) == ("0901", True)
    assert HsCode.objects.filter(code="0901").count() == 2
    assert not any("import" in field.name for field in HsCode._meta.get_fields())


@pytest.mark.django_db
def test_loads_every_pair_of_a_correlation(write: Writer) -> None:
    store_hs_file(read_hs_file(write(PAIRS)))

    pairs = HsCorrelation.objects.filter(from_code="151800")
    assert [(row.to_code, row.is_main) for row in pairs] == [
        ("151800", True),
        ("150600", False),
    ]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("II,90111,Coffee,0901,6", "code_length"),
        ("II,09.0111,Coffee,0901,6", "code_digits"),
        ("II,090112,Coffee,0901,4", "level"),
        ("II,090111,Coffee again,0901,6", "code_twice"),
        ("II,0901", "row_cut"),
    ],
)
def test_refuses_a_row_and_says_why(write: Writer, row: str, rule: str) -> None:
    found = read_hs_file(write(ENGLISH + row + "\n"))

    assert [(problem.row, problem.rule) for problem in found.refused] == [(6, rule)]
    assert len(found.codes) == 3


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"a,b,c\n1,2,3\n", "unknown_layout"),
        (b"", "unknown_layout"),
        (b"PK\x03\x04workbook", "file_not_csv"),
        (ENGLISH.encode("utf-16"), "file_not_csv"),
        (ENGLISH.replace("Coffee", "Café").encode("latin-1"), "file_not_utf8"),
        (ENGLISH.splitlines()[0].encode() + b"\n", "file_empty"),
        (ENGLISH.encode() + b'II,"' + b"x" * 200_000, "csv_syntax"),
    ],
)
def test_refuses_a_file_that_is_no_nomenclature(
    write: Writer, data: bytes, rule: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_hs_file(write(data))

    assert refused.value.rule == rule


def test_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_hs_file(str(tmp_path / "absent.csv"))

    assert refused.value.rule == "file_unreadable"
