"""What a page shows of papers and results is words, not slugs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business, Lot
from wadah.apps.requirements.templatetags.vocabulary import word
from wadah.apps.validation.models import Document, LotResult
from wadah.core.requirements.evidence_json import SCOPE_KEYS


@pytest.mark.parametrize(
    ("language", "shown"),
    [("id", "<dt>Negara tujuan</dt><dd>JP</dd>"), ("en", "<dt>Market</dt><dd>JP</dd>")],
)
@pytest.mark.django_db
def test_the_page_of_a_paper_names_what_it_is_valid_for(
    language: str,
    shown: str,
    verifier: Actor,
    business: Business,
    client_of: Callable[[Actor], Client],
) -> None:
    document = Document.objects.create(
        business=business, type="nib", scope={"market": "JP"}
    )
    client = client_of(verifier)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = client.get(reverse("validation:document_check", args=[document.pk]))

    assert shown in page.content.decode()


@pytest.mark.parametrize(
    ("result", "shown"),
    [
        ({"value": 12.5, "unit": "%"}, "12,5 %"),
        ({"value": 0, "unit": "%"}, "0 %"),
        ({"below": 0.01, "unit": "mg/kg"}, "&lt; 0,01 mg/kg"),
        ({"values": [1, 2, 3], "unit": "mg/kg"}, "1; 2; 3 mg/kg"),
        ({"value": "khas", "unit": "text"}, "khas"),
    ],
)
@pytest.mark.django_db
def test_the_results_of_a_lot_are_written_out(
    result: dict[str, object],
    shown: str,
    owner: Actor,
    lot: Lot,
    client_of: Callable[[Actor], Client],
) -> None:
    LotResult.objects.create(lot=lot, parameter="moisture", result=result)
    client = client_of(owner)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "id"

    page = client.get(reverse("validation:result_add", args=[lot.pk]))

    row = f'<tr><th>kadar air</th><td class="number">{shown}</td></tr>'
    assert row in page.content.decode()


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_key_of_a_scope_has_a_name(language: str) -> None:
    with translation.override(language):
        raw = [key for key in SCOPE_KEYS if "_" in word(key)]

    assert raw == []


def test_several_words_are_parted_by_commas() -> None:
    with translation.override("id"):
        assert word(["market", "lot"]) == "negara tujuan, kode produksi (lot)"
