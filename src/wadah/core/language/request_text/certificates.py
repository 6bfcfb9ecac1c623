"""Papers a buyer requires or only welcomes; what he does without is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wadah.core.language.request_text.certificate_words import CERTIFICATES, CLAIMED_BY
from wadah.core.language.request_text.source import Source, Span

OPTIONAL = "_optional"

_WELCOME = re.compile(
    r"welcome|nice to have|is a plus|is plus|a plus\b|desirable|souhait|erwunscht"
    r"|preferred"
    r"|if (?:possible|available|you have)|optional|would be (?:nice|good|great)|bonus"
    r"|gewenst"
    r"|lebih disukai|kalau ada|diutamakan|wunschenswert|advantage|appreciated"
    r"|wenn moglich|si possible"
)
_NOT_BOUND = re.compile(
    r"not (?:obligatory|mandatory|compulsory)|pas obligatoire|nicht zwingend"
    r"|tidak wajib"
)
_NOT_NEEDED = re.compile(
    r"not (?:needed|required|necessary|asked|essential)|no need|needn't|don't need"
    r"|do not need|tidak perlu"
    r"|nggak perlu|nicht (?:notig|erforderlich)|niet nodig|pas (?:necessaire|besoin)"
    r"|unnecessary"
    r"|tidak cukup|is ours|with us\b|by us\b|we (?:arrange|hold|have)\b"
)
_WITHOUT = re.compile(r"\b(?:no|kein\w*|bukan|not)\s(?:\w+\s)?$")
_TRANSFER = re.compile(r"\b(?:but|aber|tapi|however|;)\b")
_LIST_END = re.compile(r"[;.\n!?()]")


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """A name of the request data or a document type, and whether it must be there."""

    name: str
    is_required: bool
    span: Span

    @property
    def shown(self) -> str:
        return self.name.replace("_", " ")

    @property
    def written(self) -> str:
        """As the interface writes it: `kosher`, `kosher_optional`."""
        return self.name if self.is_required else f"{self.name}{OPTIONAL}"


def read_certificates(source: Source) -> tuple[AskedPaper, ...]:
    """Papers in the order of the text, the narrower name where two fit."""
    found: dict[str, AskedPaper] = {}
    for name, pattern in CERTIFICATES:
        for match in pattern.finditer(source.plain):
            if _is_waived(source, match.span()):
                continue
            is_named = (
                match["only_welcome"] is None
                if "only_welcome" in match.groupdict()
                else True
            )
            is_required = is_named and not _is_welcome(source, match.span())
            paper = AskedPaper(name, is_required, match.span())
            known = found.get(name)
            if known is None or (paper.is_required and not known.is_required):
                found[name] = paper
    for narrow, broad in CLAIMED_BY:
        if narrow in found and broad in found:
            del found[broad]
    return tuple(sorted(found.values(), key=lambda paper: paper.span))


def _is_waived(source: Source, span: Span) -> bool:
    start, end = source.clause(span[0])
    if _NOT_NEEDED.search(source.plain, start, end) and not _NOT_BOUND.search(
        source.plain, start, end
    ):
        return True
    return bool(_WITHOUT.search(source.plain[max(0, span[0] - 22) : span[0]]))


def _is_welcome(source: Source, span: Span) -> bool:
    start, end = source.clause(span[0])
    if _WELCOME.search(source.plain, start, end) or _NOT_BOUND.search(
        source.plain, start, end
    ):
        return True
    # "phyto (kalau ada)": the word may follow in a bracket of its own.
    return bool(
        re.match(
            r"\s?\((?:if|kalau|optional|wenn)", source.plain[span[1] : span[1] + 14]
        )
    )
