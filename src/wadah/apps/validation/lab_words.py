"""How laboratories write parameters, units and "not found", and what is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from wadah.core.requirements import Vocabulary
from wadah.core.values import UNITS

# Names and abbreviations on reports of Indonesian laboratories, beside the names and
# aliases of the vocabulary (general knowledge; a person confirms what is not exact).
_NAMES = {
    "moisture": "air; kandungan air; moisture content; water content; ka",
    "ash": "abu; ash content; total ash",
    "fat": "kadar lemak; lemak total; total fat; fat content; crude fat",
    "foreign_matter": "benda asing; kadar kotoran; bahan asing; extraneous matter",
    "impurity": "impurities; kadar pengotor",
    "ochratoxin_a": "ota; ochratoxin; okratoksin; ochratoksin a; oka",
    "aflatoxin_b1": "afb1; afla b1; aflatoxin b 1; aflatoksin b 1",
    "aflatoxin_sum": "aflatoxin total; aflatoxins b1 b2 g1 g2; aflatoksin b1 b2 g1 g2; "
    "aflatoksin b1+b2+g1+g2; aflatoxin b1+b2+g1+g2; total aflatoxin; total aflatoksin",
    "lead": "pb; timbal pb; lead pb; plumbum; cemaran timbal",
    "cadmium": "cd; kadmium cd; cadmium cd; cemaran kadmium",
    "mercury": "hg; merkuri hg; mercury hg; raksa; air raksa",
    "arsenic_inorganic": "as anorganik; inorganic as; arsen anorganik as; iAs",
    "iodine": "iodium; yodium; iodin total",
    "benzo_a_pyrene": "bap; benzo a pyrene; benzoapyrene; benzo a piren",
    "pah4_sum": "pah4; pah 4; sum pah4; jumlah pah4; total pah4",
    "mcpd3_sum": "3 mcpd; 3 mcpde; 3-mcpd; 3-mcpd esters; ester 3-mcpd",
    "glycidyl_esters": "ge; glycidyl ester; glisidil ester",
    "acrylamide": "akrilamid",
    "hydrocyanic_acid": "hcn; sianida; asam sianida hcn; cyanide",
    "ethylene_oxide": "eto; etilen oksida; ethylene oxide and 2-chloroethanol",
    "sulphur_dioxide": "so2; sulfit; sulfur dioksida; sulphite; sulfite",
    "chloramphenicol": "cap; kloramfenikol",
    "malachite_green_sum": "mg lmg; malachite green; malakit hijau; leucomalachite",
    "salmonella": "salmonella sp; salmonella spp; salmonella sp.",
    "e_coli": "escherichia coli; e coli; e.coli; ecoli",
    "total_plate_count": "alt; tpc; lempeng total; aerobic plate count; apc; "
    "total bacteria; jumlah bakteri total",
    "free_fatty_acid": "ffa; alb; asam lemak bebas alb; free fatty acids",
    "peroxide_value": "pv; angka peroksida; bilangan peroksida",
    "iodine_value": "iv; angka iodin; bilangan iod",
    "moisture_impurities_unsaponifiables": "miu",
    "volatile_oil": "kadar minyak atsiri; essential oil; minyak atsiri",
    "defect_value": "nilai cacat; jumlah nilai cacat; total defects value",
    "live_insects": "serangga hidup; live insect",
    "off_odour": "bau busuk; bau kapang; biji berbau busuk dan atau berbau kapang",
    "electrical_conductivity": "ec; dhl; konduktivitas",
    "ph": "ph; keasaman ph",
    "fixed_carbon": "karbon terikat; fc; fixed carbon content",
    "volatile_matter": "vm; zat menguap; bagian yang hilang pada pemanasan",
    "calorific_value": "kalori; nilai kalori; gross calorific value; gcv",
    "caesium_137": "cs 137; cs-137; cesium 137; sesium 137",
}
_UNITS = {
    "mg/kg": "mgkg; mg/kilogram; mg kg-1; mg.kg-1",
    "ug/kg": "mcg/kg; mikrogram/kg; ug kg-1; ugkg",
    "ppm": "bpj; part per million; ppm (mg/kg)",
    "ppb": "part per billion; ppb (ug/kg)",
    "%": "persen; percent; % b/b; % w/w; %(b/b); %(w/w); pct; % (b/b); % m/m",
    "g/100 g": "g/100g; gram/100 gram; gr/100 gr; g/100gr",
    "g/kg": "gram/kg; gr/kg",
    "cfu/g": "koloni/g; koloni/gram; kol/g; cfu/gram; cfu per g; cfu/gr; "
    "koloni per gram",
    "MPN/g": "apm/g; mpn/gram; apm/gram",
    "meq/kg": "mek/kg; mek o2/kg; meq o2/kg; mgrek/kg; meqo2/kg",
    "g I2/100 g": "g iod/100 g; g i2/100g; g iod/100g",
    "ml/100 g": "ml/100g; % v/b; ml/100 gram",
    "points/300 g": "nilai/300 g; poin/300 g; points/300g; nilai cacat/300 g",
    "count": "ekor; buah; pcs; unit; number",
    "kcal/kg": "kkal/kg; cal/g; kal/g",
    "degC": "c; °c; derajat c; celsius",
    "Bq/kg": "bq/kilogram; becquerel/kg",
}
# "% bk" is a share of the dry weight: a basis written into the unit.
_BASES = {
    "dry": ("bk", "b.k.", "berat kering", "dry basis", "dry weight", "db", "d.b.",
            "dw", "dry matter", "basis kering"),
    "fat": ("fat basis", "of fat", "basis lemak", "dalam lemak", "fat weight"),
    "wet_weight": ("wet basis", "wet weight", "berat basah", "basis basah"),
    "as_sold": ("as is", "as received", "sebagaimana dijual"),
    "oil": ("dalam minyak", "of oil"),
}  # fmt: skip
_NOT_FOUND = re.compile(
    r"(?:ttd|tt|nd|n\.\s?d\.?|n/d|bdl|udl|"
    r"tidak\s+ter?deteksi|tak\s+terdeteksi|not?\s+detect(?:ed|able)|"
    r"un-?detected|none\s+detected)",
    re.IGNORECASE,
)
# Out of 100: one letter wrong in six or more. An abbreviation of three is never near.
_LIKELY = 84
_SHORT = 3
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class NameMatch:
    """The slug meant by a written name; `near` are the next best, best first."""

    slug: str | None
    is_sure: bool
    near: tuple[str, ...]


def plain(text: str) -> str:
    """Letters and digits in small letters, one blank between words."""
    bare = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"[\w+]+", bare.replace("_", " ")))


def match_parameter(written: str, words: Vocabulary) -> NameMatch:
    """The parameter of the vocabulary that a laboratory's name means."""
    direct = words.slug_of(written.strip())
    if direct is not None:
        return NameMatch(direct, True, ())
    names = _names(_Known(words))
    wanted = plain(_without_notes(written))
    if wanted in names:
        return NameMatch(names[wanted], True, ())
    if plain(written) in names:
        return NameMatch(names[plain(written)], True, ())
    found = process.extract(wanted, list(names), scorer=fuzz.WRatio, limit=12)
    near = list(dict.fromkeys(names[name] for name, _score, _at in found))
    # Nearness of parts finds what to show; only nearness of the whole is a proposal.
    best = process.extractOne(wanted, list(names), scorer=fuzz.token_sort_ratio)
    likely = None
    if best is not None and best[1] >= _LIKELY and len(wanted) > _SHORT:
        likely = names[best[0]]
        near = [likely, *(slug for slug in near if slug != likely)]
    return NameMatch(likely, False, tuple(near[:_NEAREST]))


def read_unit(written: str) -> tuple[str, str | None]:
    """The unit as the vocabulary writes it, and the basis named with it.

    An unknown spelling comes back as written: the reader of results refuses it with
    the nearest known ones.

    Examples
    --------
    >>> read_unit("µg/Kg"), read_unit("% b/b"), read_unit("% bk"), read_unit("koloni/g")
    (('ug/kg', None), ('%', None), ('%', 'dry'), ('cfu/g', None))
    """
    text = unicodedata.normalize("NFKC", written).replace("μ", "u").strip()
    spellings = _unit_spellings()
    key = _squeeze(text)
    if key in spellings:
        return spellings[key], None
    for basis, marks in _BASES.items():
        for mark in sorted(marks, key=len, reverse=True):
            bare = re.fullmatch(
                rf"(.+?)[\s,(]+{re.escape(mark)}\)?", text, re.IGNORECASE
            )
            if bare and _squeeze(bare[1]) in spellings:
                return spellings[_squeeze(bare[1])], basis
    return written.strip(), None


def read_basis(written: str) -> str | None:
    """The basis of a cell such as "dry basis"; the words as written if not known."""
    text = written.strip().casefold()
    for basis, marks in _BASES.items():
        if text == basis or text in marks:
            return basis
    return written.strip() or None


def is_not_found(text: str) -> bool:
    """Is it "ttd", "nd", "tidak terdeteksi"? Such a line needs a limit beside it."""
    return any(
        _NOT_FOUND.fullmatch(one) is not None
        for one in (text.strip(), text.strip().rstrip("."))
    )


def _without_notes(written: str) -> str:
    """A trailing unit or note in brackets is no part of the name."""
    return re.sub(r"\s*[\[(][^)\]]*[\])]\s*$", "", written.strip()).rstrip("* ")


class _Known:
    """A vocabulary as the key of a cache: the one value is used for a whole process."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words

    def __hash__(self) -> int:
        return id(self.words)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.words is self.words


@lru_cache(maxsize=2)
def _names(known: _Known) -> dict[str, str]:
    """Written name -> slug; the vocabulary's own names win over synonyms."""
    found: dict[str, str] = {}
    parameters = known.words.parameters
    for slug, parameter in parameters.items():
        own: Iterable[str] = (
            slug, parameter.name.id, parameter.name.en, *parameter.aliases
        )  # fmt: skip
        for name in own:
            found.setdefault(plain(name), slug)
    for slug, names in _NAMES.items():
        if slug in parameters:
            for name in names.split(";"):
                found.setdefault(plain(name), slug)
    return found


@lru_cache(maxsize=1)
def _unit_spellings() -> dict[str, str]:
    found = {_squeeze(unit): unit for unit in UNITS if unit != "text"}
    for unit, spellings in _UNITS.items():
        for one in spellings.split(";"):
            found.setdefault(_squeeze(one), unit)
    return found


def _squeeze(unit: str) -> str:
    bare = unicodedata.normalize("NFKC", unit).replace("μ", "u").casefold()
    return "".join(bare.split())
