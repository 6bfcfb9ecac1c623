"""Parameters of a specification and the words buyers use for them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wadah.core.language.request_text.patterns import WordPattern

_PCT = r"%|pct|per ?cent|persen|prozent|procent|pro ?cent|pour ?cent"
_MASS_SHARE = rf"{_PCT}|ppm|ppb|mg ?/ ?kg|ug ?/ ?kg|mcg/kg|ng/g|g/100 ?g|g/kg"
_LENGTH = r"cm|centimet\w+|mm|millimet\w+|inch(?:es)?|in\b|\"|m\b"


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A parameter with a number.

    Parameters
    ----------
    alias
        The name in the request data; empty where it has none.
    unit
        Taken where the text writes none.
    units
        Pattern of the units it may have.
    operator
        What a bare number means; empty where it means nothing.
    needs_unit
        True where the name alone is too common a word.
    """

    parameter: str
    alias: str
    unit: str
    name: WordPattern
    units: str
    operator: str = "<="
    needs_unit: bool = False
    families: str = ""
    qualifier: str | None = None

    @property
    def shown(self) -> str:
        return self.parameter.replace("_", " ")


def _word(
    parameter: str, alias: str, unit: str, name: str, units: str, operator: str = "<=",
    *, needs_unit: bool = False, families: str = "", qualifier: str | None = None,
) -> NumberWord:  # fmt: skip
    pattern = WordPattern(name, "(?<![a-z])", "(?![a-z])")
    return NumberWord(
        parameter,
        alias,
        unit,
        pattern,
        units,
        operator,
        needs_unit,
        families,
        qualifier,
    )


NUMBER_WORDS: tuple[NumberWord, ...] = (
    _word(
        "moisture",
        "moisture_pct",
        "%",
        r"moisture(?: content)?|kadar air|feucht\w*|restfeuchte|wassergehalt"
        r"|humidite|vocht\w*|m/?c(?= ?(?:max|<|\d))"
        r"|water content|moist\b|dry(?= max)|mositure|moister",
        _PCT,
    ),
    _word(
        "foreign_matter",
        "foreign_matter_pct",
        "%",
        r"foreign (?:matters?|materials?|bodies)|extraneous(?: matters?)?"
        r"|fremdstoffe|vreemde delen|benda asing"
        r"|stones? ?(?:&|and) ?sand|f/?m(?= (?:max|<))|corps etrangers|kotoran"
        r"|fremdkorper|admixture",
        _PCT,
    ),
    _word(
        "impurity",
        "impurity_pct",
        "%",
        r"impurit(?:y|ies)|unreinheiten|impuretes"
        r"|pengotor",
        _PCT,
    ),
    _word("sand_shell", "sand_shell_pct", "%", r"sand (?:and|&) shells?", _PCT),
    _word("dust", "dust_pct", "%", r"dust|debu|staub", _PCT),
    _word("waste_share", "waste_pct", "%", r"waste", _PCT, families="cocoa_beans"),
    _word("stalk_share", "stalk_pct", "%", r"stalks?|stems? content|tangkai", _PCT),
    _word("husk_share", "husk_pct", "%", r"husks?|kulit ari", _PCT, needs_unit=True),
    _word("fibre_share", "fibre_pct", "%", r"fib(?:re|er) content|kadar serat", _PCT),
    _word(
        "other_species_share", "spinosum_pct", "%", r"spinosum", _PCT, needs_unit=True
    ),
    _word(
        "clean_anhydrous_weed",
        "clean_anhydrous_weed_pct",
        "%",
        r"clean anhydrous weed(?: \(?caw\)?)?|caw",
        _PCT,
        ">=",
    ),
    _word(
        "ash",
        "ash_pct",
        "%",
        r"(?<!white )ash(?: content)?|kadar abu|abu|asche\w*"
        r"|cendres",
        _PCT,
    ),
    _word(
        "fat",
        "fat_pct",
        "%",
        r"(?:high )?fat(?: content)?|oil content|kadar lemak"
        r"|fett(?:gehalt)?"
        r"|matiere grasse",
        _PCT,
        "=",
        needs_unit=True,
    ),
    _word(
        "reducing_sugar",
        "reducing_sugar_pct",
        "%",
        r"reducing sugars?|gula reduksi",
        _PCT,
    ),
    _word("sucrose", "sucrose_pct", "%", r"sucrose|sukrosa|saccharose", _PCT, ">="),
    _word("piperine", "piperine_pct", "%", r"piperine?|piperin", _PCT, ">="),
    _word("vanillin", "vanillin_pct", "%", r"vanilline?|vanilin", _PCT, ">="),
    _word(
        "volatile_oil",
        "volatile_oil_ml_100g",
        "ml/100 g",
        r"volatile oil|essential oil content|\boil(?= min)|minyak atsiri"
        r"|v\.?o\.?(?= min)",
        r"ml ?/ ?100 ?g\w*|%(?= v/w)",
        ">=",
    ),
    _word(
        "free_fatty_acid",
        "ffa_pct",
        "%",
        r"f\.?f\.?a\.?|free fatty acids?"
        r"|asam lemak bebas",
        _PCT,
    ),
    _word("moisture_impurities_unsaponifiables", "miu_pct", "%", r"m\.?i\.?u\.?", _PCT),
    _word(
        "iodine_value",
        "",
        "g I2/100 g",
        r"iodine value|iodine number"
        r"|bilangan iod\w*|i\.?v\.?(?= ?(?:min"
        r"|above|>|\d|at least))",
        r"g ?i2/100 ?g",
        ">=",
    ),
    _word(
        "peroxide_value",
        "peroxide_meq_kg",
        "meq/kg",
        r"peroxide(?: value| number)?|bilangan peroksida|p\.?v\.?(?= (?:max|<"
        r"|below))",
        r"meq(?: o2)? ?/ ?kg",
    ),
    _word(
        "sulphur",
        "sulfur_ppm",
        "ppm",
        r"sul(?:ph|f)ur(?! dioxide)(?: content)?"
        r"|belerang",
        r"ppm|mg ?/ ?kg",
    ),
    _word("chlorine", "", "mg/kg", r"chlorine?|chlorides?", r"ppm|mg ?/ ?kg"),
    _word("phosphorus", "", "mg/kg", r"phosphorus", r"ppm|mg ?/ ?kg"),
    _word(
        "sulphur_dioxide",
        "so2_ppm",
        "ppm",
        r"so2|sul(?:ph|f)ur dioxide"
        r"|sulphites?",
        r"ppm|mg ?/ ?kg",
    ),
    _word(
        "ochratoxin_a",
        "ochratoxin_a_ug_kg",
        "ug/kg",
        r"ochratoxine?(?: a)?|ota|okratoksin(?: a)?",
        r"ppb|ug ?/ ?kg|mcg/kg|ng/g",
    ),
    _word(
        "aflatoxin_b1",
        "aflatoxin_b1_ug_kg",
        "ug/kg",
        r"afla(?:toxin)?e?s? ?b1|aflatoksin b1|(?<=, )b1"
        r"|af ?b1",
        r"ppb|ug ?/ ?kg|mcg/kg|ng/g",
    ),
    _word(
        "aflatoxin_sum",
        "aflatoxin_total_ug_kg",
        "ug/kg",
        r"(?:total )?afla(?:toxin)?e?s?(?: total| \(total\)| b1\+b2\+g1\+g2)?"
        r"|aflatoksin(?: total)?",
        r"ppb|ug ?/ ?kg|mcg/kg|ng/g",
    ),
    _word(
        "lead",
        "lead_mg_kg",
        "mg/kg",
        r"lead(?! time)|timbal|\bpb"
        r"|blei",
        r"ppm|mg ?/ ?kg|ug ?/ ?kg|ppb",
    ),
    _word(
        "cadmium",
        "",
        "mg/kg",
        r"cadmium|kadmium|\bcd",
        r"ppm|mg ?/ ?kg|ug ?/ ?kg|ppb",
        needs_unit=True,
    ),
    _word(
        "mercury", "", "mg/kg", r"mercury|merkuri", r"ppm|mg ?/ ?kg", needs_unit=True
    ),
    _word(
        "arsenic_inorganic",
        "",
        "mg/kg",
        r"(?:total )?inorganic arsenic"
        r"|arsen anorganik",
        r"ppm|mg ?/ ?kg",
        needs_unit=True,
    ),
    _word(
        "ethylene_oxide",
        "",
        "mg/kg",
        r"ethylene oxide|eto",
        r"ppm|mg ?/ ?kg",
        needs_unit=True,
    ),
    _word(
        "coumarin",
        "",
        "mg/kg",
        r"coumarin(?! result)|kumarin",
        r"ppm|mg ?/ ?kg|%",
        needs_unit=True,
    ),
    _word("acrylamide", "", "ug/kg", r"acrylamide?|akrilamida", r"ppb|ug ?/ ?kg"),
    _word("benzo_a_pyrene", "", "ug/kg", r"benzo\(?a\)?pyrene|bap", r"ppb|ug ?/ ?kg"),
    _word(
        "total_plate_count",
        "tpc_cfu_g",
        "cfu/g",
        r"total plate count|tpc|plate count|angka lempeng total"
        r"|alt",
        r"cfu ?/ ?g|koloni/g",
    ),
    _word(
        "e_coli", "", "cfu/g", r"e\.? ?coli", r"cfu ?/ ?g|mpn ?/ ?g", needs_unit=True
    ),
    _word(
        "primary_defects",
        "primary_defects_350g",
        "count/350 g",
        r"primary(?: defects?)?",
        r"per 350 ?g",
    ),
    _word(
        "secondary_defects",
        "secondary_defects_350g",
        "count/350 g",
        r"secondary(?: defects?)?",
        r"per 350 ?g",
    ),
    _word(
        "defect_value",
        "defects_per_300g",
        "points/300 g",
        r"defects?(?! value)(?: value| points)?|nilai cacat"
        r"|fehler",
        r"points?|count|(?:on the )?.{0,20}300 ?g",
        families="coffee",
    ),
    _word(
        "screen_passing",
        "below_screen13_pct",
        "%",
        r"(?:beans )?(?:passing|below)(?: below)? (?:screen"
        r"|sieve) ?(?P<screen>\d\d)",
        _PCT,
    ),
    _word(
        "screen_retained",
        "screen16_up_pct",
        "%",
        r"(?:screen|sieb|sc|sieve|ayakan) ?(?P<screen>1[3-9])(?: ?(?:up|\+|plus"
        r"|and up|above|ke atas))?",
        _PCT,
        ">=",
    ),
    _word("black_broken", "black_broken_pct", "%", r"black ?(?:/|and|&) ?broken", _PCT),
    _word(
        "cup_score",
        "cup_score",
        "points",
        r"cup(?:ping)?(?: score)?|score"
        r"|sca(?: score)?"
        r"|nilai cita rasa",
        r"points?|pts",
        ">=",
    ),
    _word(
        "bean_count",
        "bean_count_100g",
        "count/100 g",
        r"bean counts?|jumlah biji",
        r"(?:beans )?(?:/|per) ?100 ?g\w*",
    ),
    _word("slaty_share", "slaty_pct", "%", r"slaty(?: beans)?", _PCT),
    _word(
        "mould_share",
        "mould_pct",
        "%",
        r"mould(?:y)?(?: beans)?|mold(?:y)?"
        r"|berjamur",
        _PCT,
        families="cocoa_beans|coffee|pepper",
    ),
    _word(
        "good_cut",
        "good_cut_pct",
        "%",
        r"good(?: cutting| cut)?"
        r"|isi bagus",
        _PCT,
        ">=",
        families="betel_nut",
    ),
    _word("light_berries", "light_berries_pct", "%", r"light berr(?:y|ies)", _PCT),
    _word(
        "bulk_density",
        "bulk_density_g_l",
        "g/l",
        r"bulk density|density"
        r"|bobot jenis",
        r"g(?:r|ms)? ?/ ?l(?:tr|itre|iter)?\b|g\.?l\b|kg/m3",
        ">=",
    ),
    _word(
        "fixed_carbon",
        "fixed_carbon_pct",
        "%",
        r"fixed carbon|fc(?= (?:min|>|\d))|karbon terikat"
        r"|fester kohlenstoff",
        _PCT,
        ">=",
    ),
    _word(
        "volatile_matter",
        "volatile_matter_pct",
        "%",
        r"volatiles?(?: matters?)?(?! oil)|vm(?= (?:max|<|\d))|zat terbang",
        _PCT,
    ),
    _word(
        "calorific_value",
        "",
        "kcal/kg",
        r"calorific value|cv(?= )|nilai kalor"
        r"|calories",
        r"kcal ?/ ?kg|cal/g|mj ?/ ?kg",
        ">=",
    ),
    _word(
        "burning_time",
        "burning_time_min",
        "min",
        r"burn(?:ing)?[ -]?time|waktu bakar"
        r"|brenndauer",
        r"hours?|hrs?|h\b|jam|min(?:ute)?s?\b(?!imum)|menit"
        r"|stunden",
        ">=",
    ),
    _word(
        "electrical_conductivity",
        "ec_ms_cm",
        "mS/cm",
        r"e\.?c\.?|electrical conductivity"
        r"|leitfahigkeit",
        r"ms ?/ ?cm|ds ?/ ?m|us ?/ ?cm|ms\b",
    ),
    _word("ph", "ph", "pH", r"ph(?: value)?", r"ph\b", "="),
    _word(
        "expansion",
        "expansion_l_per_kg",
        "l/kg",
        r"expansion|daya mengembang"
        r"|expand\w*",
        r"l(?:it(?:er|re)s?|trs?)? ?(?:/|per) ?kg",
        ">=",
    ),
    _word(
        "gel_strength",
        "gel_strength_g_cm2",
        "g/cm2",
        r"gel strength(?: of agar)?"
        r"|kekuatan gel",
        r"g(?:r|ram)? ?/ ?cm ?\^?[2²]",
        ">=",
    ),
    _word(
        "softening_point",
        "softening_point_c",
        "degC",
        r"softening(?: point)?|titik lunak"
        r"|erweichungspunkt",
        r"(?:deg(?:rees)?|°|o)? ?c(?:elsius)?\b",
        ">=",
    ),
    _word("mesh", "mesh", "mesh", r"(?:sieve|ayakan|lolos ayakan)", r"mesh", "="),
    _word("block_weight", "block_weight_kg", "kg", r"block weight", r"kg|g\b", "="),
    _word(
        "fibre_length",
        "length_cm",
        "cm",
        r"fib(?:re|er) length|panjang serat"
        r"|faserlange",
        _LENGTH,
        "=",
    ),
    _word(
        "diameter",
        "diameter_mm",
        "mm",
        r"diameter|durchmesser|dia\b"
        r"|diametre",
        _LENGTH,
        "=",
    ),
    _word("height", "height_cm", "cm", r"height|tinggi|hohe", _LENGTH, "="),
    _word(
        "length",
        "length_cm",
        "cm",
        r"leng(?:th|ht)s?|panjang(?= \d)|lange"
        r"|longueur|lengte|lenght",
        _LENGTH,
        "=",
    ),
    _word("dead_on_arrival", "dead_on_arrival_pct", "%", r"dead on arrival|doa", _PCT),
    _word(
        "remaining_shelf_life",
        "remaining_shelf_life_pct",
        "%",
        r"remaining(?: shelf[- ]?life)?|sisa(?: masa simpan)?"
        r"|residual shelf life",
        _PCT,
        ">=",
        needs_unit=True,
    ),
    _word(
        "shelf_life",
        "shelf_life_months",
        "month",
        r"shelf[- ]?life|masa simpan|expired|kadaluarsa|kedaluwarsa|haltbarkeit|bbd"
        r"|houdbaar\w*|best before",
        r"months?|mths?|mos?\b|bulan|bln|monate|mois|maanden|years?|tahun|days?"
        r"|hari",
        ">=",
    ),
    _word(
        "harvest_age",
        "harvest_age_days",
        "day",
        r"(?:harvest )?age(?:d)?(?= \d|:| min)|umur(?: panen)?",
        r"days?|hari",
        ">=",
    ),
    _word(
        "cube_edge",
        "cube_mm",
        "mm",
        r"cubes?|kubus|wurfel",
        r"mm",
        "=",
        needs_unit=True,
    ),
    _word(
        "particle_size",
        "particle_size_mm",
        "mm",
        r"(?:particle )?size|ukuran",
        r"mm",
        "=",
        needs_unit=True,
        families="charcoal|carbon|cocopeat",
    ),
)
"""The narrower name before the broader; the first that fits a place takes it."""

UNITS_OF: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), unit)
    for pattern, unit in (
        (_PCT, "%"),
        (r"ppm", "ppm"),
        (r"ppb", "ppb"),
        (r"mg ?/ ?kg", "mg/kg"),
        (r"ug ?/ ?kg|mcg/kg", "ug/kg"),
        (r"ng/g", "ng/g"),
        (r"g/100 ?g", "g/100 g"),
        (r"ml ?/ ?100 ?g\w*", "ml/100 g"),
        (r"g ?i2/100 ?g", "g I2/100 g"),
        (r"meq(?: o2)? ?/ ?kg", "meq/kg"),
        (r"cfu ?/ ?g|koloni/g", "cfu/g"),
        (r"mpn ?/ ?g", "MPN/g"),
        (r"ms ?/ ?cm|ms\b", "mS/cm"),
        (r"ds ?/ ?m", "dS/m"),
        (r"us ?/ ?cm", "uS/cm"),
        (r"l(?:it(?:er|re)s?|trs?)? ?(?:/|per) ?kg", "l/kg"),
        (r"kg/m3", "kg/m3"),
        (r"g(?:r|ms)? ?/ ?l(?:tr|itre|iter)?\b|g\.?l\b", "g/l"),
        (r"g(?:r|ram)? ?/ ?cm ?\^?[2²]", "g/cm2"),
        (r"kcal ?/ ?kg|cal/g", "kcal/kg"),
        (r"mj ?/ ?kg", "MJ/kg"),
        (r"mesh", "mesh"),
        (r"cm|centimet\w+", "cm"),
        (r"mm|millimet\w+", "mm"),
        (r"inch(?:es)?|in|\"", "inch"),
        (r"m", "m"),
        (r"hours?|hrs?|h|jam|stunden", "h"),
        (r"min(?:ute)?s?|menit", "min"),
        (r"months?|mths?|mos?|bulan|bln|monate|mois|maanden", "month"),
        (r"years?|tahun", "year"),
        (r"days?|hari", "day"),
        (r"kg", "kg"),
        (r"g", "g"),
        (r"(?:deg(?:rees)?|°|o)? ?c(?:elsius)?", "degC"),
        (r"ph", "pH"),
        (r"points?|pts", "points"),
    )
)
