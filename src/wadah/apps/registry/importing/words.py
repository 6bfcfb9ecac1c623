"""Cleans names and other words of a cell."""

from __future__ import annotations

import re
import unicodedata

_LEGAL_FORMS = "PT|CV|UD|PO|PD|TB|FA|KUB|KUD|KWT|UKM|IKM|UMKM|KSM|UPJ|UPPKS|BUMDES"
_ACRONYMS = frozenset(
    [*_LEGAL_FORMS.split("|"), *"RT RW KH AC SMA SMP PGRI II III IV VI VII".split()]
)
# Titles and street words have no vowel but are no acronyms.
_SHORT_WORDS = frozenset(
    "DR DRS DRA IR HJ NY TN BU GG GN JL JLN KP BLK NO KM ST".split()
)
SMALL_WORDS = frozenset("DAN DI DARI KE UNTUK YANG ATAU PADA DENGAN".split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LATIN = re.compile(r"[\x20-\x7eÀ-ÖØ-Þà-öø-þ’]*")
# Blank, dash and the words that office forms print when nothing was said.
NOTHING = r"[-–—.:*_0\s]*|tak terdefinisi|tidak (?:ada|diketahui)|n/?a|null|none|#ref!"
_NOTHING = re.compile(NOTHING, re.IGNORECASE)
_ROW_NUMBER = re.compile(r"(?=.*\d)[\w./-]{1,40}")
FORM_IN_NAME = r"(?i)^(PT|CV|UD|PD|KOPERASI|YAYASAN)\b"
_FORM_IN_NAME = re.compile(FORM_IN_NAME)
_SIZES = {
    "mikro": "micro", "micro": "micro", "kecil": "small", "small": "small",
    "menengah": "medium", "medium": "medium", "besar": "large", "large": "large",
}  # fmt: skip
_UNIT_SPELLINGS = {"psc": "pcs", "t oples": "toples", "meter": "m", "pak": "pack"}


def clean_text(cell: str) -> str:
    """Trim, turn every run of blanks into one, drop signs that cannot be seen."""
    if cell.isascii() and cell.isprintable():
        return " ".join(cell.split())
    seen = "".join(
        " " if char.isspace() or unicodedata.category(char) in ("Cc", "Zs") else char
        for char in cell
        if unicodedata.category(char) not in ("Cf", "Cs", "Co", "Cn")
    )
    return " ".join(unicodedata.normalize("NFC", seen).split())


def clean_value(cell: str) -> str:
    """The cleaned text, or empty for dashes, zeros and words for nothing."""
    text = clean_text(cell)
    return "" if _NOTHING.fullmatch(text) else text


def clean_name(cell: str) -> str:
    """The cleaned name, or empty for a dash; a firm may well be called 88."""
    text = clean_text(cell)
    return text if re.search(r"\w", text) and not _NOTHING.fullmatch(text) else ""


def display_name(cell: str) -> str:
    """The name as one shows it: all capitals or all small letters become title case.

    A name in mixed case is how somebody wanted it, so it stays.
    """
    text = clean_text(cell)
    one_case = text.isupper() or text.islower()
    if not one_case or not _LATIN.fullmatch(text):
        return text
    return _WORD.sub(_show_word, text)


def show_chunk(chunk: str) -> str:
    """A piece between blanks, of a text of one case, when it is not the first one.

    The first one differs only by a small word: "Dan" at the start keeps its capital.
    """
    return _WORD.sub(_show_inner, chunk)


def _show_inner(found: re.Match[str]) -> str:
    word, upper = found[0], found[0].upper()
    ends_in_dot = found.string[found.end() : found.end() + 1] == "."
    if upper in SMALL_WORDS and not ends_in_dot:
        return word.lower()
    return _show_word(found)


def _show_word(found: re.Match[str]) -> str:
    word, upper = found[0], found[0].upper()
    ends_in_dot = found.string[found.end() : found.end() + 1] == "."
    if upper in SMALL_WORDS and found.start() > 0 and not ends_in_dot:
        return word.lower()
    if ends_in_dot and len(word) == 2 and upper not in _SHORT_WORDS:
        # Initials run together, as in DI.Panjaitan.
        return upper
    has_vowel = re.search(r"[AEIOUYÀ-Þ]", upper)
    is_acronym = upper in _ACRONYMS or (
        not has_vowel and 1 < len(word) <= 4 and upper not in _SHORT_WORDS
    )
    if is_acronym or len(word) == 1:
        return upper
    head, mark, rest = _split_at_apostrophe(word)
    # D'Love has two words in it, Uma's and Ni'mah have one.
    return head.upper() + mark + rest.capitalize() if mark else word.capitalize()


def _split_at_apostrophe(word: str) -> tuple[str, str, str]:
    if len(word) > 3 and word[1] in "'’":
        return word[0], word[1], word[2:]
    return "", "", word


def clean_row_number(cell: str) -> str:
    """The number a list gives its row, as written; a phrase there is no number."""
    number = clean_text(cell).rstrip(".)")
    return number if _ROW_NUMBER.fullmatch(number) else ""


def match_key(*cells: str) -> str:
    """Letters and digits only, for telling whether two names are the same."""
    return "|".join(
        " ".join(re.findall(r"[^\W_]+", clean_text(cell).casefold())) for cell in cells
    )


def clean_gender(cell: str) -> str:
    """`male`, `female` or empty."""
    word = match_key(cell)
    if word in ("l", "laki laki", "pria", "male", "m"):
        return "male"
    if word in ("p", "perempuan", "wanita", "female", "f"):
        return "female"
    return ""


def clean_size(cell: str) -> str:
    """`micro`, `small`, `medium`, `large` or empty: the size that a list states."""
    words = match_key(cell).split()
    return next((_SIZES[word] for word in words if word in _SIZES), "")


def clean_legal_form(cell: str, name: str) -> str:
    """The form as written, in capitals; where none is stated, the one in the name."""
    form = clean_value(cell).upper().rstrip(".")
    if form:
        return form
    found = _FORM_IN_NAME.match(clean_text(name))
    return found[1].upper() if found else ""


def clean_unit(cell: str) -> str:
    """The unit in small letters, with the commonest misspellings mended."""
    unit = re.sub(r"\s*/\s*", "/", clean_value(cell).casefold())
    return _UNIT_SPELLINGS.get(unit, unit)


def split_countries(cell: str) -> tuple[str, ...]:
    """Names of countries, in the order written, each once."""
    parts = (clean_value(part) for part in re.split(r"[,;/\n]| dan ", cell))
    return tuple(dict.fromkeys(part for part in parts if part))
