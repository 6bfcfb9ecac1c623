"""Words for grading, sizes, ages and other things one measures on goods."""

from __future__ import annotations

from wadah.core.language.request_text.spec_word import LENGTH, PERCENT, NumberWord, word

PHYSICAL_WORDS: tuple[NumberWord, ...] = (
    word(
        "primary_defects",
        "primary_defects_350g",
        "count/350 g",
        r"primary(?: defects?)?",
        r"per 350 ?g",
    ),
    word(
        "secondary_defects",
        "secondary_defects_350g",
        "count/350 g",
        r"secondary(?: defects?)?",
        r"per 350 ?g",
    ),
    word(
        "defect_value",
        "defects_per_300g",
        "points/300 g",
        r"defects?(?! value)(?: value| points)?|nilai cacat"
        r"|fehler",
        r"points?|count|(?:on the )?.{0,20}300 ?g",
        families="coffee",
    ),
    word(
        "screen_passing",
        "below_screen13_pct",
        "%",
        r"(?:beans )?(?:passing|below)(?: below)? (?:screen"
        r"|sieve) ?(?P<screen>\d\d)",
        PERCENT,
    ),
    word(
        "screen_retained",
        "screen16_up_pct",
        "%",
        r"(?:screen|sieb|sc|sieve|ayakan) ?(?P<screen>1[3-9])(?: ?(?:up|\+|plus"
        r"|and up|above|ke atas))?",
        PERCENT,
        ">=",
    ),
    word(
        "black_broken", "black_broken_pct", "%", r"black ?(?:/|and|&) ?broken", PERCENT
    ),
    word(
        "cup_score",
        "cup_score",
        "points",
        r"cup(?:ping)?(?: score)?|score"
        r"|sca(?: score)?"
        r"|nilai cita rasa",
        r"points?|pts",
        ">=",
    ),
    word(
        "bean_count",
        "bean_count_100g",
        "count/100 g",
        r"bean counts?|jumlah biji",
        r"(?:beans )?(?:/|per) ?100 ?g\w*",
    ),
    word("slaty_share", "slaty_pct", "%", r"slaty(?: beans)?", PERCENT),
    word(
        "mould_share",
        "mould_pct",
        "%",
        r"mould(?:y)?(?: beans)?|mold(?:y)?"
        r"|berjamur",
        PERCENT,
        families="cocoa_beans|coffee|pepper",
    ),
    word(
        "good_cut",
        "good_cut_pct",
        "%",
        r"good(?: cutting| cut)?"
        r"|isi bagus",
        PERCENT,
        ">=",
        families="betel_nut",
    ),
    word("light_berries", "light_berries_pct", "%", r"light berr(?:y|ies)", PERCENT),
    word(
        "bulk_density",
        "bulk_density_g_l",
        "g/l",
        r"bulk density|density"
        r"|bobot jenis",
        r"g(?:r|ms)? ?/ ?l(?:tr|itre|iter)?\b|g\.?l\b|kg/m3",
        ">=",
    ),
    word(
        "fixed_carbon",
        "fixed_carbon_pct",
        "%",
        r"fixed carbon|fc(?= (?:min|>|\d))|karbon terikat"
        r"|fester kohlenstoff",
        PERCENT,
        ">=",
    ),
    word(
        "volatile_matter",
        "volatile_matter_pct",
        "%",
        r"volatiles?(?: matters?)?(?! oil)|vm(?= (?:max|<|\d))|zat terbang",
        PERCENT,
    ),
    word(
        "calorific_value",
        "",
        "kcal/kg",
        r"calorific value|cv(?= )|nilai kalor"
        r"|calories",
        r"kcal ?/ ?kg|cal/g|mj ?/ ?kg",
        ">=",
    ),
    word(
        "burning_time",
        "burning_time_min",
        "min",
        r"burn(?:ing)?[ -]?time|waktu bakar"
        r"|brenndauer",
        r"hours?|hrs?|h\b|jam|min(?:ute)?s?\b(?!imum)|menit"
        r"|stunden",
        ">=",
    ),
    word(
        "electrical_conductivity",
        "ec_ms_cm",
        "mS/cm",
        r"e\.?c\.?|electrical conductivity"
        r"|leitfahigkeit",
        r"ms ?/ ?cm|ds ?/ ?m|us ?/ ?cm|ms\b",
    ),
    word("ph", "ph", "pH", r"ph(?: value)?", r"ph\b", "="),
    word(
        "expansion",
        "expansion_l_per_kg",
        "l/kg",
        r"expansion|daya mengembang"
        r"|expand\w*",
        r"l(?:it(?:er|re)s?|trs?)? ?(?:/|per) ?kg",
        ">=",
    ),
    word(
        "gel_strength",
        "gel_strength_g_cm2",
        "g/cm2",
        r"gel strength(?: of agar)?"
        r"|kekuatan gel",
        r"g(?:r|ram)? ?/ ?cm ?\^?[2²]",
        ">=",
    ),
    word(
        "softening_point",
        "softening_point_c",
        "degC",
        r"softening(?: point)?|titik lunak"
        r"|erweichungspunkt",
        r"(?:deg(?:rees)?|°|o)? ?c(?:elsius)?\b",
        ">=",
    ),
    word("mesh", "mesh", "mesh", r"(?:sieve|ayakan|lolos ayakan)", r"mesh", "="),
    word("block_weight", "block_weight_kg", "kg", r"block weight", r"kg|g\b", "="),
    word(
        "fibre_length",
        "length_cm",
        "cm",
        r"fib(?:re|er) length|panjang serat"
        r"|faserlange",
        LENGTH,
        "=",
    ),
    word(
        "diameter",
        "diameter_mm",
        "mm",
        r"diameter|durchmesser|dia\b"
        r"|diametre",
        LENGTH,
        "=",
    ),
    word("height", "height_cm", "cm", r"height|tinggi|hohe", LENGTH, "="),
    word(
        "length",
        "length_cm",
        "cm",
        r"leng(?:th|ht)s?|panjang(?= \d)|lange"
        r"|longueur|lengte|lenght",
        LENGTH,
        "=",
    ),
    word(
        "dead_on_arrival", "dead_on_arrival_pct", "%", r"dead on arrival|doa", PERCENT
    ),
    word(
        "remaining_shelf_life",
        "remaining_shelf_life_pct",
        "%",
        r"remaining(?: shelf[- ]?life)?|sisa(?: masa simpan)?"
        r"|residual shelf life",
        PERCENT,
        ">=",
        needs_unit=True,
    ),
    word(
        "shelf_life",
        "shelf_life_months",
        "month",
        r"shelf[- ]?life|masa simpan|expired|kadaluarsa|kedaluwarsa|haltbarkeit|bbd"
        r"|houdbaar\w*|best before",
        r"months?|mths?|mos?\b|bulan|bln|monate|mois|maanden|years?|tahun|days?"
        r"|hari",
        ">=",
    ),
    word(
        "harvest_age",
        "harvest_age_days",
        "day",
        r"(?:harvest )?age(?:d)?(?= \d|:| min)|umur(?: panen)?",
        r"days?|hari",
        ">=",
    ),
    word(
        "cube_edge",
        "cube_mm",
        "mm",
        r"cubes?|kubus|wurfel",
        r"mm",
        "=",
        needs_unit=True,
    ),
    word(
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
