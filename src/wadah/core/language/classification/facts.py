"""Facts by which codes of one heading differ, and the question that settles each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from wadah.core.values import InvalidInput, Text


@dataclass(frozen=True, slots=True)
class FactValue:
    """One answer: its code, its words for a reader, the common words that tell it."""

    code: str
    label: Text
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know about goods.

    Parameters
    ----------
    asked
        Whether it is asked for; the others only weigh for and against a code.
    assumed
        The value that goods have when nobody says otherwise; weighs, and is not asked.
    silent
        The value of a code that says nothing of it while its neighbour does.
    headings
        Headings where it is asked; everywhere when empty.
    """

    code: str
    question: Text
    values: tuple[FactValue, ...]
    asked: bool = True
    assumed: str = ""
    silent: str = ""
    headings: frozenset[str] = frozenset()


def _value(code: str, indonesian: str, english: str, words: str) -> FactValue:
    return FactValue(code, Text(indonesian, english), frozenset(words.split()))


FACTS: tuple[Fact, ...] = (
    Fact(
        "roasting",
        Text("Sudah disangrai atau belum?", "Is it roasted?"),
        (
            _value("roasted", "Sudah disangrai", "Roasted", "roasted"),
            _value(
                "not_roasted", "Belum disangrai", "Not roasted",
                "not_roasted unroasted green_coffee",
            ),
        ),
    ),
    Fact(
        "caffeine",
        Text("Apakah kafeinnya dihilangkan?", "Is it decaffeinated?"),
        (
            _value("decaffeinated", "Tanpa kafein", "Decaffeinated", "decaffeinated"),
            _value(
                "with_caffeine", "Dengan kafein", "Not decaffeinated",
                "not_decaffeinated",
            ),
        ),
        asked=False,
        assumed="with_caffeine",
    ),
    Fact(
        "state",
        Text("Bagaimana keadaan barangnya?", "In what state are the goods?"),
        (
            _value("live", "Hidup", "Live", "live"),
            _value("fresh", "Segar atau dingin", "Fresh or chilled", "fresh chilled"),
            _value("frozen", "Beku", "Frozen", "frozen"),
            _value("dried", "Kering", "Dried", "dried desiccated"),
            _value("smoked", "Asap", "Smoked", "smoked"),
            _value("brine", "Dalam air garam", "Salted or in brine", "brine salted"),
            _value("preserved", "Diolah atau diawetkan", "Prepared or preserved",
                   "prepared preserved canned fried"),
        ),
    ),
    Fact(
        "shell",
        Text("Masih dalam kulit atau cangkangnya?", "Is it in its shell?"),
        (
            _value("in_shell", "Dalam kulit", "In shell", "in_shell"),
            _value("shelled", "Sudah dikupas", "Shelled", "shelled peeled"),
        ),
    ),
    Fact(
        "sowing",
        Text("Untuk ditanam atau untuk hal lain?", "Is it for sowing?"),
        (
            _value("sowing", "Untuk ditanam", "For sowing", "seed_for_sowing"),
            _value("not_sowing", "Bukan untuk ditanam", "Not for sowing",
                   "not_seed_for_sowing"),
        ),
        silent="not_sowing",
    ),
    Fact(
        "use",
        Text("Baru atau bekas?", "Is it new or used?"),
        (
            _value("new", "Baru", "New", "new"),
            _value("used", "Bekas", "Used", "used retreaded waste"),
        ),
        asked=False,
        assumed="new",
    ),
    Fact(
        "husk",
        Text(
            "Masih gabah, pecah kulit, giling, atau beras pecah?",
            "Is it in the husk, husked, milled or broken?",
        ),
        (
            _value("paddy", "Gabah", "In the husk", "paddy"),
            _value("husked", "Pecah kulit", "Husked", "brown_rice husked"),
            _value("milled", "Giling", "Milled", "milled_rice"),
            _value("broken", "Pecah", "Broken", "broken_rice broken"),
        ),
    ),
    Fact(
        "grinding",
        Text("Utuh atau sudah digiling?", "Is it whole, or crushed or ground?"),
        (
            _value("whole", "Utuh", "Whole", "not_ground"),
            _value("ground", "Ditumbuk atau digiling", "Crushed or ground", "ground"),
        ),
    ),
    Fact(
        "refining",
        Text("Mentah atau sudah dimurnikan?", "Is it crude or refined?"),
        (
            _value("crude", "Mentah", "Crude", "crude virgin"),
            _value("refined", "Dimurnikan", "Refined", "refined not_crude"),
        ),
        silent="refined",
    ),
    Fact(
        "filling",
        Text("Berisi atau tidak?", "Is it filled?"),
        (
            _value("filled", "Berisi", "Filled", "filled"),
            _value("not_filled", "Tidak berisi", "Not filled", "not_filled"),
        ),
    ),
    Fact(
        "making",
        Text("Kain rajut atau kain tenun?", "Is the cloth knitted or woven?"),
        (
            _value("knitted", "Rajut (kaus)", "Knitted or crocheted", "knitted"),
            _value("woven", "Tenun", "Woven", "woven not_knitted"),
        ),
    ),
    Fact(
        "wearer",
        Text("Untuk siapa pakaian ini?", "Who wears it?"),
        (
            _value("man", "Pria atau anak laki-laki", "Men or boys", "man"),
            _value("woman", "Wanita atau anak perempuan", "Women or girls", "woman"),
            _value("baby", "Bayi", "Babies", "baby"),
        ),
    ),
    Fact(
        "fibre",
        Text("Dari serat apa?", "Of which fibre?"),
        (
            _value("cotton", "Katun", "Cotton", "cotton"),
            _value(
                "synthetic", "Serat sintetis", "Synthetic fibres",
                "synthetic polyester nylon acrylic",
            ),
            _value("rayon", "Rayon atau serat buatan", "Artificial fibres",
                   "rayon artificial"),
            _value("silk", "Sutra", "Silk", "silk"),
            _value("wool", "Wol", "Wool", "wool"),
        ),
    ),
    Fact(
        "material",
        Text("Terbuat dari apa?", "What is it made of?"),
        (
            _value("leather", "Kulit", "Leather", "leather"),
            _value("plastic", "Plastik", "Plastics", "plastic"),
            _value("wood", "Kayu", "Wood", "wood teak mahogany"),
            _value("bamboo", "Bambu", "Bamboo", "bamboo"),
            _value("rattan", "Rotan", "Rattan", "rattan"),
            _value("metal", "Logam", "Metal", "metal iron steel brass aluminium"),
            _value("glass", "Kaca", "Glass", "glass"),
            _value("ceramic", "Keramik", "Ceramics", "ceramic porcelain"),
            _value("stone", "Batu", "Stone", "stone marble granite"),
        ),
    ),
    Fact(
        "packing",
        Text("Dikemas untuk eceran atau curah?", "Is it packed for retail sale?"),
        (
            _value("retail", "Kemasan eceran", "In retail packs",
                   "retail not_exceeding"),
            _value("bulk", "Curah", "In bulk", "bulk exceeding not_retail"),
        ),
        silent="bulk",
        headings=frozenset(
            "0902 2309 3003 3004 3506 3808 5204 5207 5401 5508".split()
        ),
    ),
)  # fmt: skip
BY_CODE: Mapping[str, Fact] = MappingProxyType({fact.code: fact for fact in FACTS})
ASSUMED: Mapping[str, str] = MappingProxyType(
    {fact.code: fact.assumed for fact in FACTS if fact.assumed}
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact that is known: its code and that of its value."""

    fact: str
    value: str

    @property
    def words(self) -> frozenset[str]:
        """The common words that tell it."""
        return find_value(self).words


def list_answers() -> tuple[str, ...]:
    """Every answer that can be given, as `roasting:roasted`."""
    return tuple(f"{fact.code}:{v.code}" for fact in FACTS for v in fact.values)


def parse_answer(text: str) -> Answer:
    """Read `roasting:roasted`. Raises `InvalidInput` on an unknown fact or value."""
    fact, _, value = text.partition(":")
    answer = Answer(fact, value)
    find_value(answer)
    return answer


def find_value(answer: Answer) -> FactValue:
    """The value an answer names. Raises `InvalidInput`."""
    fact = BY_CODE.get(answer.fact)
    found = (
        next((v for v in fact.values if v.code == answer.value), None) if fact else None
    )
    if found is None:
        raise InvalidInput("answer", "unknown_word", _UNKNOWN)
    return found


_UNKNOWN = Text(
    "Jawaban ini tidak dikenal. Pakai jawaban yang ditawarkan, misalnya "
    "roasting:roasted.",
    "This answer is not known. Use one that was offered, as roasting:roasted.",
)


def values_of(fact: Fact, words: Collection[str]) -> frozenset[str]:
    """Which values of a fact some words tell; empty when they say nothing of it."""
    return frozenset(
        value.code for value in fact.values if not value.words.isdisjoint(words)
    )


def facts_of(words: Collection[str]) -> dict[str, frozenset[str]]:
    """Every fact that some words speak of, with the values they tell."""
    found = {fact.code: values_of(fact, words) for fact in FACTS}
    return {code: values for code, values in found.items() if values}


def differing(
    told: Collection[str], candidates: Iterable[Mapping[str, frozenset[str]]]
) -> list[str]:
    """Facts that are not told and that set candidates apart, by code.

    Each candidate is given as its facts. A fact counts when the candidates that speak
    of it do not share one value.
    """
    rows = list(candidates)
    found = []
    for fact in FACTS:
        if fact.code in told or not fact.asked:
            continue
        spoken = [values for row in rows if (values := value_in(fact, row))]
        if len(spoken) > 1 and not frozenset.intersection(*spoken):
            found.append(fact.code)
    return found


def value_in(fact: Fact, facts: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What a code says of a fact, by speaking of it or by being silent."""
    silent = frozenset({fact.silent}) if fact.silent else frozenset()
    return facts.get(fact.code, silent)
