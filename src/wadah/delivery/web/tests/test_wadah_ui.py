"""The tags, the charts and the promises of the stylesheet."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from wadah.delivery.web.samples import SampleForm
from wadah.delivery.web.templatetags.drawing import TILES, draw_bars, draw_tiles
from wadah.delivery.web.templatetags.numbers_text import (
    format_day,
    format_kg,
    format_month,
    format_number,
)

WEB = Path(__file__).resolve().parents[1]
SHEET = (WEB / "static/web/wadah.css").read_text(encoding="utf-8")
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", SHEET))


def show(source: str, **context: object) -> str:
    request = RequestFactory().get("/list/", {"q": "kopi", "sort": "name"})
    template = Template("{% load wadah_ui %}" + source)
    return template.render(Context({"request": request, **context}))


@pytest.mark.parametrize(
    ("language", "number", "kilograms", "tonnes", "day", "month"),
    [
        ("id", "1.234,5", "950 kg", "12,5 t", "24 Agu 2026", "Agu 26"),
        ("en", "1,234.5", "950 kg", "12.5 t", "24 Aug 2026", "Aug 26"),
    ],
)
def test_writes_figures_as_the_reader_does(
    language: str, number: str, kilograms: str, tonnes: str, day: str, month: str
) -> None:
    with translation.override(language):
        assert format_number(Decimal("1234.50")) == number
        assert format_kg(950) == kilograms
        assert format_kg(12500) == tonnes
        assert format_day(date(2026, 8, 24)) == day
        assert format_month(date(2026, 8, 1)) == month


def test_shows_nothing_for_nothing() -> None:
    assert (format_number(None), format_kg(""), format_day(None)) == ("", "", "")


@pytest.mark.parametrize(
    ("language", "words"),
    [("id", "24 Agu 2026, 09.05"), ("en", "24 Aug 2026, 09:05")],
)
def test_shows_a_moment_in_the_time_of_the_house(language: str, words: str) -> None:
    moment = datetime(2026, 8, 24, 2, 5, tzinfo=UTC)

    with translation.override(language):
        assert format_day(moment) == words


@pytest.mark.parametrize(
    ("verdict", "word"),
    [
        ("ready", "Ready"),
        ("not_ready", "Not ready"),
        ("cannot_tell", "Cannot tell"),
        ("prohibited", "Prohibited"),
    ],
)
def test_says_the_verdict_in_a_word_with_a_picture(verdict: str, word: str) -> None:
    with translation.override("en"):
        html = show("{% verdict_badge verdict %}", verdict=verdict)

    assert html.startswith(f'<span class="verdict verdict-{verdict}">')
    assert html.endswith(f"</svg>{word}</span>")


def test_gives_each_verdict_a_drawing_of_its_own() -> None:
    names = ("ready", "not_ready", "cannot_tell", "prohibited")
    drawings = {show("{% verdict_badge v %}", v=v).split("svg")[1] for v in names}

    assert len(drawings) == 4


def test_sorts_downward_when_already_sorted_upward() -> None:
    with translation.override("en"):
        html = show('{% sort_header "name" "Name" %}')

    assert 'href="?q=kopi&amp;sort=-name"' in html
    assert "(sorted upward)" in html


def test_marks_the_rungs_up_to_the_one_reached() -> None:
    html = show('{% rung_ladder "sample" %}')

    assert html.count("<li") == 7
    assert html.count("data-reached") == 3
    assert html.count('aria-current="step"') == 1


def test_ties_the_error_to_its_control() -> None:
    form = SampleForm({"name": "x", "amount": "0", "market": "DE", "grade": "4"})

    html = show("{% form_field field %}", field=form["amount"])

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_amount_error"' in html
    assert 'id="id_amount_error"' in html


def test_draws_bars_to_the_scale_of_the_largest() -> None:
    html = draw_bars([("a", 40), ("b", 10)], "t")

    assert re.findall(r'class="bar" y="\d+" width="([\d.]+)%"', html) == [
        "100.0",
        "25.0",
    ]


def test_gives_every_regency_a_place_of_its_own() -> None:
    assert len(TILES) == 15
    assert len(set(TILES.values())) == 15


def test_escapes_names_in_pictures() -> None:
    html = draw_tiles([("18.72", "Kota <b>", 3)], 'a "title"')

    assert "<b>" not in html
    assert "a &quot;title&quot;" in html


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "paper"),
        ("ink-soft", "paper"),
        ("ink-soft", "sand"),
        ("maroon", "paper"),
        ("maroon", "maroon-pale"),
        ("alarm", "alarm-pale"),
        ("ready", "paper"),
        ("half-ink", "half"),
        ("unknown", "paper"),
        ("gold-deep", "paper"),
        ("gold", "maroon-deep"),
    ],
)
def test_keeps_the_contrast_of_wcag_aa(ink: str, ground: str) -> None:
    light, dark = sorted((shade(TOKENS[ink]), shade(TOKENS[ground])), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 4.5


def shade(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("path", sorted((WEB / "templates").rglob("*.html")), ids=str)
def test_writes_neither_style_nor_script_into_a_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", text)
