"""Charts and the tile map, drawn on the server as SVG.

Bars and series have no viewBox: places across are percentages, so that on a phone the
picture becomes narrower while its words keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wadah.delivery.web.templatetags.numbers_text import format_number

BAR_ROW = 46
LINE_HEIGHT = 220
LINE_TOP = 28
LINE_FLOOR = 188
LINE_INSET_PCT = 7
# More words than this beneath a series would run into one another on a phone.
MOST_LABELS = 6

# Column and row of each regency and city: roughly where it lies, north at the top.
TILES: dict[str, tuple[int, int]] = {
    "18.08": (2, 0),
    "18.11": (4, 0),
    "18.04": (1, 1),
    "18.03": (2, 1),
    "18.12": (3, 1),
    "18.05": (4, 1),
    "18.13": (0, 2),
    "18.02": (2, 2),
    "18.72": (3, 2),
    "18.07": (4, 2),
    "18.06": (1, 3),
    "18.10": (2, 3),
    "18.71": (3, 3),
    "18.01": (4, 3),
    "18.09": (2, 4),
}
TILE = 64
SHADES = 5
DARK_FROM = 3
LONGEST_LINE = 11


def draw_bars(rows: Sequence[tuple[str, float]], title: str) -> SafeString:
    """Horizontal bars, one a row, to the scale of the largest."""
    top = max((value for _, value in rows), default=0) or 1
    body = format_html_join(
        "",
        '<text y="{}">{}</text><text class="value" x="100%" y="{}">{}</text>'
        '<rect class="track" y="{}" width="100%" height="12"/>'
        '<rect class="bar" y="{}" width="{}%" height="12"/>',
        (
            (
                *(place * BAR_ROW + 15, label),
                *(place * BAR_ROW + 15, format_number(value)),
                place * BAR_ROW + 22,
                *(place * BAR_ROW + 22, round(100 * value / top, 2)),
            )
            for place, (label, value) in enumerate(rows)
        ),
    )
    return _figure("chart", len(rows) * BAR_ROW, title, body)


def draw_line(
    points: Sequence[tuple[str, float]], title: str, top: float = 0
) -> SafeString:
    """A series over time, to the scale of `top` or of the largest; one point a dot."""
    top = top or max((value for _, value in points), default=0) or 1
    gap = (100 - 2 * LINE_INSET_PCT) / max(len(points) - 1, 1)
    every = -(-len(points) // MOST_LABELS)
    spots = [
        (
            round(LINE_INSET_PCT + place * gap, 2),
            round(LINE_FLOOR - (LINE_FLOOR - LINE_TOP) * value / top, 1),
            label if (len(points) - 1 - place) % every == 0 else "",
            format_number(value),
        )
        for place, (label, value) in enumerate(points)
    ]
    # Only a polyline knows no percentages: it is stretched on its own.
    body = format_html(
        '<line class="axis" x2="100%" y1="{}" y2="{}"/>'
        '<svg viewBox="0 0 100 {}" height="{}" preserveAspectRatio="none">'
        '<polyline class="line" points="{}"/></svg>',
        *(LINE_FLOOR, LINE_FLOOR, LINE_HEIGHT, LINE_HEIGHT),
        " ".join(f"{x},{y}" for x, y, _, _ in spots),
    )
    body += format_html_join(
        "",
        '<circle class="dot" cx="{}%" cy="{}" r="4.5"/>'
        '<text class="middle strong" x="{}%" y="{}">{}</text>'
        '<text class="middle soft" x="{}%" y="{}">{}</text>',
        (
            (x, y, x, y - 11, value if label else "", x, LINE_HEIGHT - 10, label)
            for x, y, label, value in spots
        ),
    )
    return _figure("chart", LINE_HEIGHT, title, body)


def draw_tiles(tiles: Sequence[tuple[str, str, int]], title: str) -> SafeString:
    """One tile a regency or city; five shades of one hue, the count in the tile."""
    top = max((count for _, _, count in tiles), default=0)
    parts = []
    for code, name, count in tiles:
        if code not in TILES:
            continue
        column, row = TILES[code]
        shade = min(SHADES - 1, count * SHADES // (top + 1)) if count else 0
        dark = "on-dark" if shade >= DARK_FROM else ""
        x, y = column * TILE, row * TILE
        first, rest = _two_lines(name)
        shown = format_number(count)
        parts.append(
            (
                *(shade, x + 1.5, y + 1.5, TILE - 3, TILE - 3, name, shown),
                *(f"count {dark}", x + TILE // 2, y + 26, shown),
                *(dark, x + TILE // 2, y + 42, first),
                *(dark, x + TILE // 2, y + 54, rest),
            )
        )
    body = format_html_join(
        "",
        '<g><rect class="tile-{}" x="{}" y="{}" width="{}" height="{}" rx="2">'
        "<title>{}: {}</title></rect>"
        '<text class="{}" x="{}" y="{}">{}</text>'
        '<text class="{}" x="{}" y="{}">{}</text>'
        '<text class="{}" x="{}" y="{}">{}</text></g>',
        parts,
    )
    return format_html(
        '<svg class="chart tiles" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        "{}{}</svg>",
        *(5 * TILE, 5 * TILE, title, body, _legend(top)),
    )


def _legend(top: int) -> SafeString:
    """The five shades from none to the largest, in the empty corner at the sea."""
    y = 4 * TILE + 22
    swatches = format_html_join(
        "",
        '<rect class="tile-{}" x="{}" y="{}" width="18" height="12"/>',
        ((shade, 4 + shade * 20, y) for shade in range(SHADES)),
    )
    return format_html(
        '{}<text class="start" x="4" y="{}">0</text>'
        '<text class="end" x="102" y="{}">{}</text>',
        *(swatches, y + 26, y + 26, format_number(top)),
    )


def _two_lines(name: str) -> tuple[str, str]:
    """The name without its kind, on two lines that fit a tile."""
    words = name.removeprefix("Kabupaten ").removeprefix("Kota ").split()
    if len(words) < 2:
        return " ".join(words), ""
    first = " ".join(words[:-1])
    if len(first) > LONGEST_LINE:
        first = f"{first[0]}. {first.split(maxsplit=1)[1]}"
    return first, words[-1]


def _figure(css: str, height: int, title: str, body: SafeString) -> SafeString:
    return format_html(
        '<svg class="{}" width="100%" height="{}" role="img" aria-label="{}">{}</svg>',
        *(css, height, title, body),
    )
