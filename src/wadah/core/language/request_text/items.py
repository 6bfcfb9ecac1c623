"""One text, several goods: which words belong to which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from wadah.core.language.request_text.amounts import Amount
from wadah.core.language.request_text.goods import Mention
from wadah.core.language.request_text.source import Source, Span

_MARK = re.compile(
    r"(?:(?<=\n)|(?<=[\s:,(])|^)\(?(?P<mark>[1-9a-f])(?P<end>[).])\s(?=\S)"
)
_JOINED = re.compile(
    r"[^.;\n]{0,26}?(?:,|&|\+|/|\band\b|\bund\b|\bet\b|\ben\b|\bdan\b|\bsama\b|\bsm\b"
    r"|\bsowie\b|\bplus\b)[^.;\n\d]{0,18}"
)
_TAIL = re.compile(r"\s?\([^)\n]{0,40}\)")


@dataclass(frozen=True, slots=True)
class ItemPart:
    """One goods of a request.

    Parameters
    ----------
    span
        The naming of the goods.
    hidden
        What of the text is about the other goods only.
    """

    family: str | None
    span: Span | None
    hidden: tuple[Span, ...] = ()


def split_items(
    source: Source,
    mentions: tuple[Mention, ...],
    ranked: list[tuple[str, float]],
    amounts: tuple[Amount, ...],
) -> tuple[ItemPart, ...]:
    """The goods of a text, each with the words that are not about it.

    A numbered list goes before goods that carry amounts of their own, these before
    goods that stand joined under one amount; else there is one.
    """
    wanted = tuple(m for m in mentions if not m.is_excluded and not m.is_aside)
    main = ranked[0][0] if ranked else None
    sections = _sections(source, wanted, main)
    if sections:
        return _with_listed_amounts(source, sections, amounts)
    bound = _bound(source, wanted, amounts)
    if len({mention.family for mention, _ in bound}) > 1:
        return _parts(source, bound)
    joined = _joined(source, wanted, main)
    if joined:
        return joined
    span = next((m.span for m in wanted if m.family == main), None)
    return (ItemPart(main, span),)


def _sections(
    source: Source, wanted: tuple[Mention, ...], main: str | None
) -> tuple[tuple[str | None, Span | None, Span], ...]:
    marks = _row_of_marks(source)
    if len(marks) < 2:
        return ()
    found = []
    for place, mark in enumerate(marks):
        start = mark.end()
        if place + 1 < len(marks):
            end = marks[place + 1].start()
        else:
            line = source.plain.find("\n", start)
            sentence = source.sentence(start)[1]
            end = min(line if line >= 0 else len(source.plain), sentence)
        here = [m for m in wanted if start <= m.span[0] < end]
        best = max(here, key=lambda m: m.weight, default=None)
        found.append(
            (best.family if best else main, best.span if best else None, (start, end))
        )
    return tuple(found)


def _row_of_marks(source: Source) -> list[re.Match[str]]:
    """Marks that count up from 1 or a."""
    for first in ("1", "a"):
        row: list[re.Match[str]] = []
        for match in _MARK.finditer(source.plain, source.body_start):
            at_line = match.start() == 0 or source.plain[match.start() - 1] == "\n"
            if match["mark"] == chr(ord(first) + len(row)) and (
                match["end"] == ")" or at_line
            ):
                row.append(match)
        if len(row) > 1:
            return row
    return []


def _with_listed_amounts(
    source: Source,
    sections: tuple[tuple[str | None, Span | None, Span], ...],
    amounts: tuple[Amount, ...],
) -> tuple[ItemPart, ...]:
    """Amounts given below a list, in its order: "200 cartons + 150 cartons"."""
    spans = [[span] for _, _, span in sections]
    end = sections[-1][2][1]
    below = [one for one in amounts if one.span[0] >= end]
    has_own = any(s <= one.span[0] < e for one in amounts for _, _, (s, e) in sections)
    if len(below) == len(sections) and not has_own:
        for place, one in enumerate(below):
            tail = _TAIL.match(source.plain, one.span[1])
            spans[place].append((one.span[0], tail.end() if tail else one.span[1]))
    return tuple(
        ItemPart(family, at, _but(spans, place))
        for place, (family, at, _) in enumerate(sections)
    )


def _but(spans: Iterable[Iterable[Span]], place: int) -> tuple[Span, ...]:
    """What the other goods own."""
    return tuple(
        span for other, owned in enumerate(spans) if other != place for span in owned
    )


def _bound(
    source: Source, wanted: tuple[Mention, ...], amounts: tuple[Amount, ...]
) -> list[tuple[Mention, Amount]]:
    """Each amount with the goods it stands beside."""
    found: list[tuple[Mention, Amount]] = []
    for amount in amounts:
        before = [m for m in wanted if m.span[1] <= amount.span[0]
                  and _is_beside(source, m.span[1], amount.span[0])]  # fmt: skip
        after = [m for m in wanted if m.span[0] >= amount.span[1]
                 and _is_beside(source, amount.span[1], m.span[0])]  # fmt: skip
        # "500 dus keripik": goods right after the amount go before goods further back.
        mention = (
            after[0]
            if after
            and not (before and _is_closer(source, before[-1], amount, after[0]))
            else None
        )
        mention = mention or (before[-1] if before else None)
        if mention and all(mention is not one for one, _ in found):
            found.append((mention, amount))
    return found


def _is_beside(source: Source, start: int, end: int) -> bool:
    gap = re.sub(r"\([^)]*\)", "", source.plain[start:end])
    return len(gap) <= 34 and not re.search(r"[.;\n!?]|\b(?:and|dan|und|&|\+)\s", gap)


def _is_closer(source: Source, before: Mention, amount: Amount, after: Mention) -> bool:
    behind = amount.span[0] - before.span[1]
    ahead = source.plain[amount.span[1] : after.span[0]]
    return behind <= len(ahead) or bool(re.search(r"[,&+]| and | dan ", ahead))


def _parts(source: Source, bound: list[tuple[Mention, Amount]]) -> tuple[ItemPart, ...]:
    firsts: dict[str, list[Span]] = {}
    for mention, amount in bound:
        ends = (
            min(mention.span[0], amount.span[0]),
            max(mention.span[1], amount.span[1]),
        )
        tail = _TAIL.match(source.plain, ends[1])
        firsts.setdefault(mention.family, []).append(
            (ends[0], tail.end() if tail else ends[1])
        )
    names = {mention.family: mention.span for mention, _ in reversed(bound)}
    return tuple(
        ItemPart(family, names[family], _but(firsts.values(), place))
        for place, family in enumerate(firsts)
    )


def _joined(
    source: Source, wanted: tuple[Mention, ...], main: str | None
) -> tuple[ItemPart, ...]:
    body = [m for m in wanted if m.span[0] >= source.body_start]
    for left, right in pairwise(body):
        families = (left.family, right.family)
        gap = source.plain[left.span[1] : right.span[0]]
        is_list = _JOINED.fullmatch(gap) and _are_kin(left, right, gap)
        if families[0] != families[1] and main in families and is_list:
            return tuple(ItemPart(one.family, one.span) for one in (left, right))
    return ()


def _are_kin(left: Mention, right: Mention, gap: str) -> bool:
    """Two names of one thing ("kopi bubuk / ground coffee") are no two goods."""
    if "/" in gap or gap.count("(") != gap.count(")"):
        return False
    return min(left.weight, right.weight) * 3 > max(left.weight, right.weight)
