"""Limits and substances are written as people read them."""

from __future__ import annotations

import pytest
from django.template.loader import get_template
from django.utils import translation

from wadah.apps.registry.models import Product
from wadah.delivery.web.templatetags.wadah_ui import parameter


@pytest.mark.parametrize(
    ("slug", "language", "shown"),
    [
        ("moisture", "id", "kadar air"),
        ("moisture", "en", "moisture"),
        ("pesticide.isoprocarb", "id", "residu pestisida (isoprocarb)"),
        ("nothing_of_the_kind", "id", "nothing_of_the_kind"),
    ],
)
def test_a_parameter_is_named_with_its_substance(
    slug: str, language: str, shown: str
) -> None:
    with translation.override(language):
        assert parameter(slug) == shown


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ({"operator": "<=", "value": 12.5, "unit": "%"}, "&lt;= 12,5 %"),
        ({"operator": "between", "min": 5, "max": 8, "unit": "mm"}, "5–8 mm"),
        ({"operator": "in", "value": ["G1", "G2"], "unit": "text"}, "G1, G2"),
        ({"operator": "=", "value": 0, "unit": None}, "= 0"),
    ],
)
@pytest.mark.django_db
def test_a_limit_of_the_public_page_is_written_out(
    line: dict[str, object], shown: str, product: Product
) -> None:
    product.specs = [{"parameter": "moisture", **line}]

    with translation.override("id"):
        page = get_template("web/product_public.html").render({"product": product})

    assert f'<td>kadar air</td><td class="number">{shown}</td>' in page
