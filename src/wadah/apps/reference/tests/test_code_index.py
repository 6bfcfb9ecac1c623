"""The index of goods is built once, kept in the home, and built anew when it is old."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from wadah.apps.reference import code_index
from wadah.apps.reference.code_index import get_code_index, index_path
from wadah.apps.reference.goods_answer import answer_goods
from wadah.apps.reference.hs_file import BTKI2022, read_hs_file
from wadah.apps.reference.hs_store import store_hs_file
from wadah.apps.reference.models import HsCode

pytestmark = pytest.mark.django_db
ENGLISH = (
    "section,hscode,description,parent,level\n"
    "II,09,Coffee and spices,TOTAL,2\n"
    'II,0901,"Coffee, roasted or not",09,4\n'
    "II,090111,Coffee; not roasted or decaffeinated,0901,6\n"
    'II,090121,"Coffee; roasted, not decaffeinated",0901,6\n'
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.WADAH_HOME = tmp_path
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    """As a process that has read nothing yet."""
    code_index._Held.index = code_index._Held.pairs = None


def load(folder: Path, text: str, name: str = "hs.csv") -> None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    store_hs_file(read_hs_file(str(path)))


def built_at() -> tuple[int, int]:
    state = index_path().stat()
    return state.st_mtime_ns, state.st_ino


def test_before_a_nomenclature_the_curated_names_answer() -> None:
    answer = answer_goods("biji kopi robusta belum disangrai", (), 5)

    assert answer["nomenclature"] == ""
    assert not answer["sure"]
    assert answer["candidates"][0]["hs6"] == "090111"


def test_the_index_is_built_once_and_read_from_then_on(home: Path) -> None:
    load(home, ENGLISH)
    first = answer_goods("roasted coffee", (), 5)
    built = built_at()

    forget()

    assert answer_goods("roasted coffee", (), 5) == first
    assert built_at() == built
    assert first["nomenclature"] == "HS2022"
    assert [row["hs6"] for row in first["candidates"]][:1] == ["090121"]


def test_a_changed_nomenclature_builds_it_anew(home: Path) -> None:
    load(home, ENGLISH)
    answer_goods("coffee", (), 5)
    built = built_at()

    changed = ENGLISH.replace("Coffee; not roasted", "Green coffee; not roasted")
    load(home, changed)

    labels = [row["label"]["en"] for row in answer_goods("coffee", (), 5)["candidates"]]
    assert "Green coffee; not roasted or decaffeinated" in labels
    assert built_at() != built


def test_the_same_file_again_leaves_it_alone(home: Path) -> None:
    load(home, ENGLISH)
    answer_goods("coffee", (), 5)
    built = built_at()

    load(home, ENGLISH)
    forget()
    answer_goods("coffee", (), 5)

    assert built_at() == built


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"key": "x"}', "\x00"])
def test_a_broken_file_is_replaced(home: Path, broken: str) -> None:
    load(home, ENGLISH)
    answer = answer_goods("coffee", (), 5)
    index_path().write_text(broken, encoding="utf-8")
    forget()

    assert answer_goods("coffee", (), 5) == answer
    assert json.loads(index_path().read_text(encoding="utf-8"))["index"]["is_full"]


def test_the_tariff_book_alone_serves_too(home: Path) -> None:
    book = (
        "code,digits,depth,description_id,description_en,import_duty_mfn,export_duty\n"
        "0901,4,0,Kopi,Coffee,,\n"
        "090111,6,2,Tidak dihilangkan kafeinnya,Not decaffeinated,,\n"
        "09011110,8,3,Arabika,Arabica,5,\n"
        "09012100,8,3,Digongseng,Roasted,5,\n"
    )
    load(home, book)

    index, _pairs = get_code_index()

    assert HsCode.objects.filter(edition=BTKI2022).exists()
    assert index.codes == ("090111", "090121")
    assert answer_goods("kopi arabika", (), 5)["candidates"][0]["hs6"] == "090111"
