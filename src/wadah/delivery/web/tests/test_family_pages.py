"""Each family has a page of its own that tells what it is and what it is not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.reference.data_files import read_families, read_family_texts


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_family_has_a_page_that_says_what_it_is_not(language: str) -> None:
    load_reference()
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    client.cookies["wadah_language"] = language
    texts = read_family_texts()

    for row in read_families():
        page = client.get(reverse("family_public", args=[row.family]))
        shown = page.content.decode()

        assert page.status_code == 200, row.family
        assert escape(texts[row.family].what.in_language(language)) in shown
        assert escape(texts[row.family].what_not.in_language(language)) in shown
        assert row.hs6 in shown
