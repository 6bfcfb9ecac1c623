"""Bounds in words: grade, process, what must be absent."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from wadah.core.language.request_text.bounds import FoundSpec
from wadah.core.language.request_text.patterns import WordPattern
from wadah.core.language.request_text.source import Source
from wadah.core.values import SpecLine

_Value = str | Callable[[re.Match[str]], str]
_NO = r"(?:no|without|free (?:of|from)|tanpa|bebas|not?|kein\w*|sans|geen|zonder|0 ?%)"


def _size(found: re.Match[str]) -> str:
    return f"{found['a']}x{found['b']}"


def _grade(found: re.Match[str]) -> str:
    written = next(text for text in found.groups() if text)
    return written.upper().replace(" ", "")


def _roast(found: re.Match[str]) -> str:
    return re.sub(r"\s?(?:-|to)\s?|\s", "-", found["roast"].strip())


# parameter, alias, families it is read for (pattern), value, words
_RULES: tuple[tuple[str, str, str, _Value, str], ...] = (
    ("grade", "grade", "", _grade,
     r"(?:\bgrade|\bgr|\bmutu)\s?:?\s?(a/b|[1-6][ab]?\b(?!\s?(?:mt|t\b|kg|ton|%"
     r"|[.,]\d))|aa\b|ab\b|[ab]\b(?!\s?sticks))|\b(a/b)\b clear|\b(abcd)\b"
     r"|sticks? (aa)\b"),
    ("process", "process", "coffee", "natural", r"\bnatural\b|\bnat\.? "
                                                r"|dry process\w*"),
    ("process", "process", "coffee", "honey", r"honey process\w*|\bhoney\b(?! or)"),
    ("process", "process", "coffee", "washed", r"(?<!un)\b(?:fully )?washed\b"),
    ("roast", "roast", "coffee_roasted", _roast,
     r"(?:sangrai|roast(?:ed)?)\s(?P<roast>(?:light|medium|dark)(?:\s?(?:-"
     r"|to)\s?(?:medium|dark))?)"),
    ("adulterant", "adulterant", "", "none",
     r"(?:tanpa|no|without) [^.,;)]{0,30}(?:campuran|adulter\w+|filler|mixture)"
     r"|100 ?% (?:murni|pure)\b"),
    ("species", "species", "sargassum", "Sargassum spp.", r"sargassum spp\.?"),
    ("source", "source", "palm_sticks", "oil palm",
        r"oil palm|lidi sawit|kelapa sawit"),
    ("source", "source", "palm_sticks", "coconut",
        r"coconut (?:leaf|palm)|lidi (?:kelapa|nyiur)"),
    ("source", "source", "palm_sugar_aren", "Arenga pinnata", r"arenga pinnata"),
    ("form", "form", "betel_nut", "split", r"\bsplit\b|\bbelah\b"),
    ("form", "form", "betel_nut", "whole", r"\bwhole\b|\bbulat\b"),
    ("form", "form", "cocoa_beans", "fermented", r"(?<!un)\bfermented\b|difermentasi"
                                                 r"|fermentasi(?! penuh)"),
    ("form", "form", "cinnamon", "broken KBBC", r"broken kbbc|\bkbbc\b"),
    ("form", "form", "cinnamon", "cut sticks grade A",
        r"cut sticks [^.;\n]{0,8}, grade a|cut sticks grade a"),
    ("form", "form", "cinnamon", "sticks", r"\b(?<!cut )sticks?\b"),
    ("form", "form", "nutmeg", "shelled", r"without shell|shelled|kupas"),
    ("form", "form", "nutmeg", "in shell", r"in shell|(?<!out )with shell"),
    ("treatment", "treatment", "", "steam", r"steam[- ](?:treated"
                                            r"|sterili[sz]ed)(?! if)|steam treatment"),
    ("salmonella", "salmonella_25g", "", "absent",
     r"salmonella[^.;\n,]{0,14}?(?:absent|neg\w*|free|nil|nihil|not detected|none)"
     r"|(?:no|free of) salmonella"),
    ("ethylene_oxide", "eto", "", "not detected", r"\b(?:eto|ethylene oxide)[^.;\n,]{"
                                                  r"0,6}?(?:not detected|nd\b|free"
                                                  r"|absent|nil)"),
    ("sulphur_dioxide", "so2_ppm", "", "zero", r"so2[ -]?free|no so2|free of so2"
                                               r"|unsulph?ured"),
    ("mould", "mould", "", "none", r"mou?ld (?:nil|none|free|0 ?%)"
                                   r"|no (?:visible )?mou?ld|tanpa jamur|bebas jamur"
                                   r"|geen schimmel|kein schimmel|mou?ld[- ]free"),
    ("soil", "soil", "ornamental|plant_|rooted", "none",
        r"free (?:from|of) soil|soil[- ]?free|no soil|bebas tanah"
        r"|bare[- ]root\w*[^.]{0,12}washed"),
    ("animal_fat", "animal_fat", "oil", "absent", rf"{_NO} animal fats?"),
    ("added_sugar", "added_sugar", "sugar|honey", "none",
        rf"{_NO} (?:added |cane |other )+sugar(?: added)?|tanpa gula tambahan"
        rf"|tanpa campuran gula"),
    ("additives", "additives", "", "none",
     r"no (?:artificial )?colou?rs?[^.;\n]{0,14}preservatives?|(?:no|tanpa"
     r"|without) (?:preservatives?|additives?|pengawet)"),
    ("harvest", "harvest", "coffee", "red cherry hand picked",
        r"hand[- ]picked red cherry|red cherry hand[- ]picked"),
    ("harvest", "harvest", "coffee", "red cherry",
        r"rot gepfluckt|petik merah|red cherr(?:y|ies)|red picked"),
    ("material", "material", "tapis|textile|batik", "cotton base, gold thread",
        r"gold thread[\s\S]{0,260}?cotton base|cotton base[^.]{0,80}gold thread"),
    ("material", "material", "tapis|textile|batik", "cotton",
        r"cotton base|\d+ ?% cotton|bahan katun"),
    ("size", "size_cm", "tapis|textile|batik|mat"
                        "|basket", _size, r"(?<!\d)(?P<a>\d{2,3})\s?x\s?(?P<b>\d{2,3}"
                                          r")\s?(?:cm)?(?!\s?(?:x|\d|g\b|mm))"),
)  # fmt: skip
_RULE_LIST = tuple(
    (parameter, alias, re.compile(families), value, WordPattern(words))
    for parameter, alias, families, value, words in _RULES
)
_OPEN = re.compile(
    r"if possible|optional|also interesting|\bor\b|if you have|wenn moglich"
    r"|kalau bisa|preferred"
)
_ASKED_BESIDE = re.compile(r"\bgive\b|price separate|also interesting|\bas well\b")
_FREE_OF = frozenset(
    (
        "additives",
        "adulterant",
        "animal_fat",
        "added_sugar",
        "soil",
        "mould",
        "sulphur_dioxide",
    )
)
_NEGATED = re.compile(r"\b(?:no|not|bukan|kein\w*|tanpa|never)\s(?:\w+ )?$")


def read_word_specs(source: Source, family: str) -> tuple[FoundSpec, ...]:
    """Bounds in words for goods of `family`, one for each parameter."""
    found: dict[str, FoundSpec] = {}
    for parameter, alias, families, value, words in _RULE_LIST:
        if parameter in found or not families.search(family):
            continue
        for match in words.finditer(source.plain):
            if not _holds(source, parameter, match):
                continue
            found[parameter] = FoundSpec(
                _line(parameter, alias, value, match), match.span()
            )
            break
    return tuple(sorted(found.values(), key=lambda one: one.span))


def _holds(source: Source, parameter: str, match: re.Match[str]) -> bool:
    """Whether the words bind: "steam sterilised if possible" does not."""
    clause = source.clause_text(match.start())
    if (
        _ASKED_BESIDE.search(source.sentence_text(match.start()))
        and parameter == "form"
    ):
        return False
    if parameter in ("treatment", "process", "harvest") and _OPEN.search(clause):
        return parameter == "harvest"
    before = source.plain[max(0, match.start() - 18) : match.start()]
    return parameter in _FREE_OF or not _NEGATED.search(before)


def _line(parameter: str, alias: str, value: _Value, match: re.Match[str]) -> SpecLine:
    written = value if isinstance(value, str) else value(match)
    if written == "zero":
        return SpecLine(parameter, "<=", Decimal(0), unit="ppm", alias=alias)
    return SpecLine(
        parameter, "=", written, alias=alias if alias != parameter else None
    )
