"""Charts and the tile map, drawn on the server as SVG."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wadah.delivery.web.templatetags.numbers_text import format_number

BAR_HEIGHT = 30
LABEL_WIDTH = 190
CHART_WIDTH = 640
VALUE_WIDTH = 80

# Column and row of each regency and city: roughly where it lies, north at the top.
TILES: dict[str, tuple[int, int]] = {
    "18.11": (4, 0),
    "18.08": (2, 0),
    "18.05": (4, 1),
    "18.12": (3, 1),
    "18.03": (2, 1),
    "18.04": (1, 1),
    "18.02": (3, 2),
    "18.07": (4, 2),
    "18.13": (0, 2),
    "18.06": (1, 2),
    "18.10": (2, 2),
    "18.72": (3, 3),
    "18.09": (2, 3),
    "18.01": (4, 3),
    "18.71": (3, 4),
}
TILE = 92
DARK_FROM = 3


def draw_bars(rows: Sequence[tuple[str, float]], title: str) -> SafeString:
    """Horizontal bars, one a row, to the scale of the largest."""
    top = max((value for _, value in rows), default=0) or 1
    room = CHART_WIDTH - LABEL_WIDTH - VALUE_WIDTH
    bars = [
        (
            LABEL_WIDTH - 10,
            place * BAR_HEIGHT + 19,
            label,
            LABEL_WIDTH,
            place * BAR_HEIGHT + 6,
            room,
            LABEL_WIDTH,
            place * BAR_HEIGHT + 6,
            round(room * value / top, 1),
            round(LABEL_WIDTH + room * value / top + 8, 1),
            place * BAR_HEIGHT + 19,
            format_number(value),
        )
        for place, (label, value) in enumerate(rows)
    ]
    body = format_html_join(
        "",
        '<text class="soft" x="{}" y="{}" text-anchor="end">{}</text>'
        '<rect class="track" x="{}" y="{}" width="{}" height="18"/>'
        '<rect class="bar" x="{}" y="{}" width="{}" height="18"/>'
        '<text x="{}" y="{}">{}</text>',
        bars,
    )
    height = len(rows) * BAR_HEIGHT
    return _svg("chart", CHART_WIDTH, height, title, body)


def draw_line(points: Sequence[tuple[str, float]], title: str) -> SafeString:
    """A series over time; one point alone is a dot."""
    top = max((value for _, value in points), default=0) or 1
    width, height, foot = CHART_WIDTH, 200, 26
    gap = (width - 60) / max(len(points) - 1, 1)
    spots = [
        (
            round(30 + place * gap, 1),
            round(12 + (height - foot - 24) * (1 - value / top), 1),
            label,
            format_number(value),
        )
        for place, (label, value) in enumerate(points)
    ]
    path = " ".join(f"{x},{y}" for x, y, _, _ in spots)
    floor = height - foot
    body = format_html(
        '<line class="axis" x1="20" x2="{}" y1="{}" y2="{}"/>'
        '<polyline class="line" points="{}"/>',
        width - 20,
        floor,
        floor,
        path,
    ) + format_html_join(
        "",
        '<circle class="dot" cx="{}" cy="{}" r="4"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text>'
        '<text class="soft" x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (x, y, x, max(y - 8, 12), value, x, height - 8, label)
            for x, y, label, value in spots
        ),
    )
    return _svg("chart", width, height, title, SafeString(body))


def draw_tiles(tiles: Sequence[tuple[str, str, int]], title: str) -> SafeString:
    """One tile a regency or city; five shades, the count in the tile."""
    top = max((count for _, _, count in tiles), default=0)
    parts = []
    for code, name, count in tiles:
        if code not in TILES:
            continue
        column, row = TILES[code]
        shade = min(4, count * 5 // (top + 1)) if count else 0
        dark = "on-dark" if shade >= DARK_FROM else ""
        x, y = column * TILE, row * TILE
        first, rest = _two_lines(name)
        shown = format_number(count)
        parts.append(
            (
                *(shade, x + 2, y + 2, TILE - 4, TILE - 4, name, shown),
                *(f"count {dark}", x + TILE // 2, y + 38, shown),
                *(dark, x + TILE // 2, y + 60, first),
                *(dark, x + TILE // 2, y + 74, rest),
            )
        )
    body = format_html_join(
        "",
        '<g><rect class="tile-{}" x="{}" y="{}" width="{}" height="{}" rx="3">'
        "<title>{}: {}</title></rect>"
        '<text class="{}" x="{}" y="{}">{}</text>'
        '<text class="{}" x="{}" y="{}">{}</text>'
        '<text class="{}" x="{}" y="{}">{}</text></g>',
        parts,
    )
    return _svg("chart tiles", 5 * TILE, 5 * TILE, title, body)


def _two_lines(name: str) -> tuple[str, str]:
    short = name.removeprefix("Kabupaten ").removeprefix("Kota ")
    words = short.split()
    if len(words) < 2:
        return short, ""
    return " ".join(words[:-1]), words[-1]


def _svg(css: str, width: int, height: int, title: str, body: SafeString) -> SafeString:
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        css,
        width,
        height,
        title,
        body,
    )
