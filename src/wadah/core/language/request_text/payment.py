"""Terms of payment as the closed list names them."""

from __future__ import annotations

import re

from wadah.core.language.request_text.patterns import WordPattern
from wadah.core.language.request_text.source import Source, Span

_SIGHT = (
    r"(?:l/?c|letters? of credit|akkreditiv|lettre de credit"
    r"|kredietbrief)(?: \w+){0,2}?[ ,]*(?:at )?(?:sight|bei sicht|a vue)"
    r"|sight l/?c|l/?c (?:atas unjuk|sight)|(?:at )?sight letter of credit"
)
_USANCE = (
    r"l/?c (?:usance )?(?:at )?\d{2,3} ?(?:days|hari)|usance l/?c|l/?c usance"
    r"|deferred l/?c"
)
_ADVANCE_PART = re.compile(
    r"\d{1,2} ?%[^.;\n]{0,40}?(?:tt|t/t|advance|deposit|dp|down|di muka|uang muka"
    r"|anzahlung|acompte)"
    r"[^.;\n]{0,60}?(?:balance|rest|remaining|sisa|copy|against|sebelum|\d{2} ?%)"
    r"|(?:tt|t/t|deposit|dp|down ?payment)\s?\d{1,2} ?%[^.;\n]{0,60}?(?:balance|rest"
    r"|remaining|copy|\d{2} ?%)"
    r"|(?:tt|t/t)\s?\d{2}\s?/\s?\d{2}|\d{2}\s?/\s?\d{2}\s?(?:tt|t/t)"
)
_RULES = tuple(
    (code, WordPattern(pattern))
    for code, pattern in (
        ("lc_sight", _SIGHT),
        ("lc_usance", _USANCE),
        (
            "cad",
            r"(?<!\d )(?<!\d)\bcad\b(?!\s?\d|\s(?:per|/))|cash against documents?"
            r"|comptant contre documents|kasse gegen dokumente",
        ),
        ("dp", r"\bd/?p\b(?! ?\d)(?! rural)|documents? against payment"),
        ("da", r"\bd/a\b|\bda \d{2}\b|documents? against acceptance"),
        (
            "open_account",
            r"open account|paiement a \d{2} jours|\d{2,3} (?:days|tage"
            r"|jours|dagen|hari) (?:after|nach|apres|na|setelah)"
            r"|offene rechnung|net \d{2}\b|zahlungsziel",
        ),
        (
            "advance",
            r"(?:100 ?% )?(?:tt|t/t|payment|pembayaran|bayar|full)?\s?(?:in"
            r"|di) (?:advance|muka)|prepay\w*"
            r"|100 ?% (?:advance|tt|t/t|vorkasse)|vorkasse|cash before|vooruitbetaling",
        ),
    )
)
_SPLIT = re.compile(
    r"\d{2} ?% (?:at sight|by|against|cad|on)[^.;\n]{0,50}?(?:\d{1,2} ?%|rest"
    r"|balance)[^.\n]*?(?:after|discharge|outturn|quality)"
    r"|\d{2} ?% (?:cad|at sight docs?)[^.;\n]{0,20}?rest|50\s?/\s?50"
)
_DEPOSIT_BEFORE = re.compile(
    r"\d{2} ?% (?:deposit|advance|down)[^.;\n]{0,30}?(?:\d{2} ?%|balance|rest"
    r"|sisa\w*)(?: paid)? (?:before|prior to|sebelum) (?:ship|dispatch|deliver|load)"
)
_TT_ONLY = re.compile(r"\bt/?t\b")
_NOT_POSSIBLE = (
    r"(?:is )?(?:impossible|not (?:possible|accepted|ok)|tidak bisa|nicht moglich)"
)
_REFUSED_BEFORE = re.compile(rf"(?:{_NOT_POSSIBLE}|\bno)$")
_REFUSED_AFTER = re.compile(rf"\s*{_NOT_POSSIBLE}")
_CUE = re.compile(
    r"\b(?:pay\w*|bayar|pembayaran|zahl\w*|betal\w*|paiement|terms?|tt|t/t|l/?c|cad)\b"
)


def read_payment(source: Source) -> tuple[str | None, Span] | None:
    """The word of the closed list, None where it has none, and where it stands.

    Two ways offered as alternatives, or parts paid in different ways, are `mixed`.
    """
    found = _found(source)
    if not found:
        letter = re.search(
            r"\b(?:irrevocable )?(?:l/?c|letter of credit|akkreditiv)\b[^,.;\n]*",
            source.plain,
        )
        if letter and not _is_refused(source, letter.span()):
            return None, letter.span()
        return None
    codes = list(dict.fromkeys(code for code, _ in found))
    span = (min(s for _, (s, _) in found), max(e for _, (_, e) in found))
    if len(codes) == 1:
        return codes[0], span
    if codes[0] in ("mixed", "advance_balance_copy_documents"):
        return codes[0], found[0][1]
    return "mixed", span


def _found(source: Source) -> list[tuple[str, Span]]:
    whole = (
        ("advance", _DEPOSIT_BEFORE),
        ("mixed", _SPLIT),
        ("advance_balance_copy_documents", _ADVANCE_PART),
    )
    for code, pattern in whole:
        for match in pattern.finditer(source.plain):
            if not _is_refused(source, match.span()):
                return [(code, match.span())]
    found = []
    for code, ways in _RULES:
        for match in ways.finditer(source.plain):
            if not _is_refused(source, match.span()):
                found.append((code, match.span()))
                break
    if found:
        last = max(end for _, (_, end) in found)
        other = re.match(r"\s?(?:or|atau|oder|/)\s?t/?t\b", source.plain[last:])
        if other:
            found.append(("tt", (last, last + other.end())))
    return sorted(found, key=lambda one: one[1])


def _is_refused(source: Source, span: Span) -> bool:
    before = source.plain[max(0, span[0] - 14) : span[0]]
    after = source.plain[span[1] : span[1] + 24]
    return bool(_REFUSED_BEFORE.search(before.rstrip()) or _REFUSED_AFTER.match(after))
