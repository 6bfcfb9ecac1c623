"""Published products are found by words in either language, and only they."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.registry.actions.add_product import add_product
from wadah.apps.registry.actions.edit_business import edit_business
from wadah.apps.registry.actions.edit_product import edit_product
from wadah.apps.registry.actions.publish_business import publish_business
from wadah.apps.registry.models import (
    Business,
    Product,
    ProductIndexEntry,
    ProductIndexTotals,
    ProductIndexWord,
)
from wadah.apps.registry.product_index import (
    index_products,
    rebuild_index,
    reconcile_index,
)
from wadah.apps.registry.queries.product_search import search_products

Add = Callable[..., Product]


@pytest.fixture
def add(owner: Actor, business: Business) -> Add:
    """A product of a published business, shown as if a check of it was approved."""
    load_reference()
    publish_business(actor=owner, business=business, published=True)

    def make(family: str, name: str, **more: object) -> Product:
        values: dict[str, object] = {"is_published": True, **more}
        product = add_product(
            actor=owner, business=business, family=family, name=name, **values
        )  # type: ignore[arg-type]
        product.is_proved = True
        product.save()
        index_products([product.pk])
        return product

    return make


def names(query: str, **more: object) -> list[str]:
    return [found.product.name for found in search_products(query, **more)]  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("kopi robusta green bean", "Robusta petik merah"),
        ("kopi robsta gren bean", "Robusta petik merah"),
        ("ekle broom stick", "Lidi sawit kupas"),
        ("minyak jelanta", "Jelantah saring"),
        ("UCO", "Jelantah saring"),
        ("used cooking oil", "Jelantah saring"),
        ("VCO", "Minyak kelapa perasan dingin"),
        ("virgin coconut oil", "Minyak kelapa perasan dingin"),
        ("anyam bambu", "Besek anyaman"),
    ],
)
def test_finds_the_product_misspelt_mixed_abbreviated_and_in_both_languages(
    add: Add, query: str, name: str
) -> None:
    add("coffee_green_robusta", "Robusta petik merah")
    add("palm_sticks_ekel", "Lidi sawit kupas")
    add("broom_natural", "Sapu lidi gagang kayu")
    add("used_cooking_oil", "Jelantah saring")
    add("palm_oil", "Minyak goreng kemasan")
    add("coconut_oil_virgin", "Minyak kelapa perasan dingin")
    add("coconut_oil_refined", "Minyak kelapa RBD")
    add("basketry_bamboo", "Besek anyaman")

    assert names(query)[0] == name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "neighbour"),
    [
        ("minyak jelantah", ("palm_oil", "Minyak goreng")),
        ("sapu lidi", ("palm_sticks_ekel", "Lidi")),
        ("keripik pisang", ("banana_fresh", "Pisang")),
        ("ceylon cinnamon sticks", ("cinnamon_cassia", "Cinnamon sticks")),
    ],
)
def test_answers_with_no_neighbour_where_the_right_family_sells_nothing(
    add: Add, query: str, neighbour: tuple[str, str]
) -> None:
    add(*neighbour)

    assert names(query) == []


@pytest.mark.django_db
def test_a_long_name_of_the_right_family_stands_above_a_short_neighbour(
    add: Add,
) -> None:
    add("palm_oil", "Minyak")
    add(
        "used_cooking_oil",
        "Hasil saring dari warung dan rumah tangga di kota dan sekitarnya",
        about="kelas satu " * 40,
    )

    assert names("minyak jelantah Ulubelu") == [
        "Hasil saring dari warung dan rumah tangga di kota dan sekitarnya",
        "Minyak",
    ]


@pytest.mark.django_db
def test_puts_more_words_first_and_then_the_shorter_entry(add: Add) -> None:
    add("honey", "Madu hutan asli dari lereng gunung")
    add("honey", "Madu hutan")
    for place in ("Liwa", "Krui", "Suoh", "Natar", "Metro"):
        add("honey", f"Madu {place}")

    assert names("madu hutan", limit=3) == [
        "Madu hutan", "Madu hutan asli dari lereng gunung", "Madu Liwa",
    ]  # fmt: skip


@pytest.mark.django_db
def test_finds_a_misspelt_brand_by_the_words_of_the_index(add: Add) -> None:
    add("honey", "Madu Sekincau")

    assert names("sekincu") == ["Madu Sekincau"]


@pytest.mark.django_db
def test_keeps_to_the_family_of_the_filter_whatever_it_is(add: Add) -> None:
    add("honey", "Madu Krui")
    add("damar_resin", "Damar Krui")

    assert names("krui", family="damar_resin") == ["Damar Krui"]
    assert names("krui", family='damar" OR "krui') == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["", "   ", '"', "'; DROP TABLE", "a*", "NEAR(a b)", "zzz", "\u202e", "%"]
)
def test_answers_hostile_and_empty_texts_with_nothing(add: Add, query: str) -> None:
    add("honey", "Madu")

    assert names(query) == []


@pytest.mark.django_db
def test_follows_what_is_edited_hidden_and_renamed(
    add: Add, owner: Actor, business: Business
) -> None:
    product = add("honey", "Madu Sekincau")

    edit_product(actor=owner, product=product, name="Madu Liwa")
    assert (names("sekincau"), names("liwa")) == ([], ["Madu Liwa"])

    edit_business(actor=owner, business=business, name="Tunas Harum")
    assert names("harum") == ["Madu Liwa"]

    edit_product(actor=owner, product=product, is_published=False)
    assert names("liwa") == []

    edit_product(actor=owner, product=product, is_published=True)
    publish_business(actor=owner, business=business, published=False)
    assert names("liwa") == []
    assert ProductIndexEntry.objects.count() == 0


@pytest.mark.django_db
def test_forgets_a_product_that_is_gone(add: Add) -> None:
    add("honey", "Madu Sekincau").delete()

    assert names("sekincau") == []
    index_products([])
    assert ProductIndexEntry.objects.count() == 0


@pytest.mark.django_db
def test_counts_each_word_once_a_product_and_twice_indexed_changes_nothing(
    add: Add,
) -> None:
    first, second = add("honey", "Madu Madu Liwa"), add("honey", "Madu Krui")
    before = sorted(ProductIndexWord.objects.values_list("word", "products"))

    index_products([first.pk, second.pk])

    assert ProductIndexWord.objects.get(pk="madu").products == 2
    assert ProductIndexWord.objects.get(pk="liwa").products == 1
    assert sorted(ProductIndexWord.objects.values_list("word", "products")) == before
    assert ProductIndexTotals.objects.get().products == 2


@pytest.mark.django_db
def test_a_rebuild_gives_the_same_index(add: Add) -> None:
    add("honey", "Madu Liwa")
    add("palm_sticks_ekel", "Lidi sawit")
    entries = sorted(ProductIndexEntry.objects.values_list("position", "words"))
    words = sorted(ProductIndexWord.objects.values_list("word", "products"))

    assert rebuild_index() == 2

    assert sorted(ProductIndexEntry.objects.values_list("position", "words")) == entries
    assert sorted(ProductIndexWord.objects.values_list("word", "products")) == words
    assert names("lidi") == ["Lidi sawit"]


@pytest.mark.django_db
def test_reconciling_catches_up_with_whoever_wrote_past_the_actions(
    add: Add, business: Business
) -> None:
    renamed, hidden, gone = (
        add("honey", f"Madu {place}") for place in ("Liwa", "Krui", "Suoh")
    )
    add("honey", "Madu Natar")
    Product.objects.filter(pk=renamed.pk).update(name="Madu Sukau")
    Product.objects.filter(pk=hidden.pk).update(is_published=False)
    gone.delete()

    assert reconcile_index() == 2
    assert reconcile_index() == 0

    assert (names("sukau"), names("krui")) == (["Madu Sukau"], [])
    assert ProductIndexTotals.objects.get().products == 2
    assert ProductIndexWord.objects.get(pk="madu").products == 2
    assert not ProductIndexWord.objects.filter(word="suoh").exists()
