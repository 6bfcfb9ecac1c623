"""Product cells of real lists, and the family or none."""

from __future__ import annotations

import pytest

from wadah.apps.reference.data_files import read_thesaurus
from wadah.core.language import families_of_activity, family_of_activity

THESAURUS = read_thesaurus()


@pytest.mark.parametrize(
    ("cell", "family"),
    [
        ("KERIPIK PISANG", "banana_chips"),
        ("Kerupuk ikan", "fish_crackers"),
        ("KRUPUK  IKAN TENGIRI", "fish_crackers"),
        ("amplang", "fish_crackers"),
        ("Sambel, teri crispy, jamur crispy", "sambal"),
        ("MACAM-MACAM IKAN ASAP (KEMBUNG, KURISI, PARI, MERAH)", "fish_smoked"),
        ("IKAN KERING (IKAN JENGGELEK)", "fish_dried"),
        ("Jamu bubuk", "spice_drink_ginger"),
        ("Telur pindang", "salted_egg"),
        ("Kain Batik", "batik"),
    ],
)
def test_names_the_family_of_a_clear_cell(cell: str, family: str) -> None:
    hit = family_of_activity(cell, THESAURUS)

    assert hit is not None
    assert hit.family == family


@pytest.mark.parametrize(
    "cell",
    [
        "", "tahu", "tempe", "Roti", "Kue kering, kue basah", "Penjahit", "Kopi",
        "Depo air isi ulang", "Makanan kering", "BLINJO UDANG", "pisang goreng",
        "RENGGINANG (IKAN, UDANG, CUMI, KEPITING)", "Peyek kepiting", "keripik",
        "Abon jamur", "88", "daun pisang",
    ],
)  # fmt: skip
def test_leaves_a_doubtful_cell_without_family(cell: str) -> None:
    assert family_of_activity(cell, THESAURUS) is None


def test_gives_all_families_of_a_cell_with_several_and_chooses_none() -> None:
    cell = "AMPLANG TENGIRI, EMPING SINGKONG"

    found = [hit.family for hit in families_of_activity(cell, THESAURUS)]

    assert found == ["fish_crackers", "cassava_chips"]
    assert family_of_activity(cell, THESAURUS) is None
