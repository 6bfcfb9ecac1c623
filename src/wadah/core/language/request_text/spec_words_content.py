"""Words for what is in goods: composition, residues, microbes."""

from __future__ import annotations

from wadah.core.language.request_text.spec_word import PERCENT, NumberWord, word

CONTENT_WORDS: tuple[NumberWord, ...] = (
    word(
        "moisture",
        "moisture_pct",
        "%",
        r"moisture(?: content)?|kadar air|feucht\w*|restfeuchte|wassergehalt"
        r"|humidite|vocht\w*|m/?c(?= ?(?:max|<|\d))"
        r"|water content|moist\b|dry(?= max)|mositure|moister",
        PERCENT,
    ),
    word(
        "foreign_matter",
        "foreign_matter_pct",
        "%",
        r"foreign (?:matters?|materials?|bodies)|extraneous(?: matters?)?"
        r"|fremdstoffe|vreemde delen|benda asing"
        r"|stones? ?(?:&|and) ?sand|f/?m(?= (?:max|<))|corps etrangers|kotoran"
        r"|fremdkorper|admixture",
        PERCENT,
    ),
    word(
        "impurity",
        "impurity_pct",
        "%",
        r"impurit(?:y|ies)|unreinheiten|impuretes"
        r"|pengotor",
        PERCENT,
    ),
    word("sand_shell", "sand_shell_pct", "%", r"sand (?:and|&) shells?", PERCENT),
    word("dust", "dust_pct", "%", r"dust|debu|staub", PERCENT),
    word("waste_share", "waste_pct", "%", r"waste", PERCENT, families="cocoa_beans"),
    word("stalk_share", "stalk_pct", "%", r"stalks?|stems? content|tangkai", PERCENT),
    word("husk_share", "husk_pct", "%", r"husks?|kulit ari", PERCENT, needs_unit=True),
    word("fibre_share", "fibre_pct", "%", r"fib(?:re|er) content|kadar serat", PERCENT),
    word(
        "other_species_share",
        "spinosum_pct",
        "%",
        r"spinosum",
        PERCENT,
        needs_unit=True,
    ),
    word(
        "clean_anhydrous_weed",
        "clean_anhydrous_weed_pct",
        "%",
        r"clean anhydrous weed(?: \(?caw\)?)?|caw",
        PERCENT,
        ">=",
    ),
    word(
        "ash",
        "ash_pct",
        "%",
        r"(?<!white )ash(?: content)?|kadar abu|abu|asche\w*"
        r"|cendres",
        PERCENT,
    ),
    word(
        "fat",
        "fat_pct",
        "%",
        r"(?:high )?fat(?: content)?|oil content|kadar lemak"
        r"|fett(?:gehalt)?"
        r"|matiere grasse",
        PERCENT,
        "=",
        needs_unit=True,
    ),
    word(
        "reducing_sugar",
        "reducing_sugar_pct",
        "%",
        r"reducing sugars?|gula reduksi",
        PERCENT,
    ),
    word("sucrose", "sucrose_pct", "%", r"sucrose|sukrosa|saccharose", PERCENT, ">="),
    word("piperine", "piperine_pct", "%", r"piperine?|piperin", PERCENT, ">="),
    word("vanillin", "vanillin_pct", "%", r"vanilline?|vanilin", PERCENT, ">="),
    word(
        "volatile_oil",
        "volatile_oil_ml_100g",
        "ml/100 g",
        r"volatile oil|essential oil content|\boil(?= min)|minyak atsiri"
        r"|v\.?o\.?(?= min)",
        r"ml ?/ ?100 ?g\w*|%(?= v/w)",
        ">=",
    ),
    word(
        "free_fatty_acid",
        "ffa_pct",
        "%",
        r"f\.?f\.?a\.?|free fatty acids?"
        r"|asam lemak bebas",
        PERCENT,
    ),
    word(
        "moisture_impurities_unsaponifiables", "miu_pct", "%", r"m\.?i\.?u\.?", PERCENT
    ),
    word(
        "iodine_value",
        "",
        "g I2/100 g",
        r"iodine value|iodine number"
        r"|bilangan iod\w*|i\.?v\.?(?= ?(?:min"
        r"|above|>|\d|at least))",
        r"g ?i2/100 ?g",
        ">=",
    ),
    word(
        "peroxide_value",
        "peroxide_meq_kg",
        "meq/kg",
        r"peroxide(?: value| number)?|bilangan peroksida|p\.?v\.?(?= (?:max|<"
        r"|below))",
        r"meq(?: o2)? ?/ ?kg",
    ),
    word(
        "sulphur",
        "sulfur_ppm",
        "ppm",
        r"sul(?:ph|f)ur(?! dioxide)(?: content)?"
        r"|belerang",
        r"ppm|mg ?/ ?kg",
    ),
    word("chlorine", "", "mg/kg", r"chlorine?|chlorides?", r"ppm|mg ?/ ?kg"),
    word("phosphorus", "", "mg/kg", r"phosphorus", r"ppm|mg ?/ ?kg"),
    word(
        "sulphur_dioxide",
        "so2_ppm",
        "ppm",
        r"so2|sul(?:ph|f)ur dioxide"
        r"|sulphites?",
        r"ppm|mg ?/ ?kg",
    ),
    word(
        "ochratoxin_a",
        "ochratoxin_a_ug_kg",
        "ug/kg",
        r"ochratoxine?(?: a)?|ota|okratoksin(?: a)?",
        r"ppb|ug ?/ ?kg|mcg/kg|ng/g",
    ),
    word(
        "aflatoxin_b1",
        "aflatoxin_b1_ug_kg",
        "ug/kg",
        r"afla(?:toxin)?e?s? ?b1|aflatoksin b1|(?<=, )b1"
        r"|af ?b1",
        r"ppb|ug ?/ ?kg|mcg/kg|ng/g",
    ),
    word(
        "aflatoxin_sum",
        "aflatoxin_total_ug_kg",
        "ug/kg",
        r"(?:total )?afla(?:toxin)?e?s?(?: total| \(total\)| b1\+b2\+g1\+g2)?"
        r"|aflatoksin(?: total)?",
        r"ppb|ug ?/ ?kg|mcg/kg|ng/g",
    ),
    word(
        "lead",
        "lead_mg_kg",
        "mg/kg",
        r"lead(?! time)|timbal|\bpb"
        r"|blei",
        r"ppm|mg ?/ ?kg|ug ?/ ?kg|ppb",
    ),
    word(
        "cadmium",
        "",
        "mg/kg",
        r"cadmium|kadmium|\bcd",
        r"ppm|mg ?/ ?kg|ug ?/ ?kg|ppb",
        needs_unit=True,
    ),
    word("mercury", "", "mg/kg", r"mercury|merkuri", r"ppm|mg ?/ ?kg", needs_unit=True),
    word(
        "arsenic_inorganic",
        "",
        "mg/kg",
        r"(?:total )?inorganic arsenic"
        r"|arsen anorganik",
        r"ppm|mg ?/ ?kg",
        needs_unit=True,
    ),
    word(
        "ethylene_oxide",
        "",
        "mg/kg",
        r"ethylene oxide|eto",
        r"ppm|mg ?/ ?kg",
        needs_unit=True,
    ),
    word(
        "coumarin",
        "",
        "mg/kg",
        r"coumarin(?! result)|kumarin",
        r"ppm|mg ?/ ?kg|%",
        needs_unit=True,
    ),
    word("acrylamide", "", "ug/kg", r"acrylamide?|akrilamida", r"ppb|ug ?/ ?kg"),
    word("benzo_a_pyrene", "", "ug/kg", r"benzo\(?a\)?pyrene|bap", r"ppb|ug ?/ ?kg"),
    word(
        "total_plate_count",
        "tpc_cfu_g",
        "cfu/g",
        r"total plate count|tpc|plate count|angka lempeng total"
        r"|alt",
        r"cfu ?/ ?g|koloni/g",
    ),
    word("e_coli", "", "cfu/g", r"e\.? ?coli", r"cfu ?/ ?g|mpn ?/ ?g", needs_unit=True),
)
