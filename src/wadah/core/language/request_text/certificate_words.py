"""How papers are called in mails; names are those of the request data."""

from __future__ import annotations

from wadah.core.language.request_text.patterns import WordPattern

_NAMES = (
    (
        "phytosanitary",
        r"phyto\w*|fitosanitar\w*|pflanzengesundheits\w*"
        r"|certificat phytosanitaire"
        r"|\bciq papers|fytosanitair\w*|plant health certificate"
        r"|sertifikat karantina tumbuhan",
    ),
    (
        "fumigation_methyl_bromide",
        r"fumigat\w+ (?:with |by )?(?:methyl|mb\b)\s?\w*"
        r"|methyl bromide|fumigasi metil\w*",
    ),
    ("fumigation", r"fumigat\w+|fumigasi|begasung\w*|begast"),
    (
        "coa_microbiology",
        r"coa micro\w*|micro(?:biolog\w+)? (?:report|test|analysis"
        r"|coa)|tested on \d samples"
        r"|salmonella[^.;\n]{0,25}\d{2,3} ?g x ?\d",
    ),
    ("coa_arsenic", r"arsenic (?:test|report|analysis)|uji arsen"),
    ("coa_coumarin", r"co?umarin[ -](?:result|report|test|analys)\w*"),
    ("coa_cadmium", r"cadmium (?:report|test|analysis|result)\w*|uji kadmium"),
    (
        "coa_heavy_metals",
        r"heavy metals? (?:report|test|analysis|coa)|uji logam berat"
        r"|logam berat",
    ),
    ("coa_aflatoxin", r"aflatoxin (?:report|test|analysis|certificate)"),
    (
        "coa",
        r"\bcoa\b|certificates? of analysis|lab(?:oratory)? (?:test|report"
        r"|analysis)s?|hasil (?:uji )?lab\w*"
        r"|hasil uji|analysezertifikat|analysis report",
    ),
    (
        "pesticide_mrl_eu",
        r"pestici\w+[^.;\n]{0,40}(?:eu mrls?|mrl|residue report"
        r"|multi ?residue)|eu mrls?",
    ),
    ("azo_free", r"azo[- ]?free|azofrei\w*|bebas azo|no azo"),
    (
        "coo_preferential_ip_pta",
        r"form \w+ (?:certificate )?(?:under|ip)[ -]pta"
        r"|(?:under|ip)[ -]pta|indonesia[ -]pakistan (?:pta"
        r"|preferential)|form ip\b",
    ),
    ("coo_form_d", r"form d\b|ska d\b"),
    ("coo_form_ai", r"form ai\b|aifta"),
    ("coo_form_ak", r"form ak\b"),
    ("coo_form_ik", r"form ik\b"),
    ("coo_form_e", r"form e\b"),
    ("coo_form_a", r"form a\b|gsp form"),
    ("coo_form_rcep", r"form rcep|rcep (?:coo|certificate|origin)"),
    ("coo_form_aanz", r"form aanz|aanzfta"),
    ("coo_form_ia_cepa", r"ia-?cepa"),
    ("coo_ijepa", r"ijepa"),
    ("rex_origin_statement", r"\brex\b(?: statement| number)?"),
    (
        "ico_certificate_of_origin",
        r"\bico (?:certificate|cert|coo"
        r"|document)\w*(?: of origin)?|certificate ico"
        r"|ska ico",
    ),
    (
        "coo",
        r"\bcoo\b|\bc/o\b(?! )|certificates? of origin|\bska\b(?! (?:ijepa|form"
        r"|d\b|ico))|form b\b|ursprungszeugnis"
        r"|certificat d'origine|oorsprongscertificaat|surat keterangan asal",
    ),
    (
        "eudr_geolocation",
        r"eudr|geo-?locat\w*|geolokali\w*|geolokasi"
        r"|gps (?:coordinates|points|polygons)"
        r"|polygons? of (?:the )?(?:plots|farms)"
        r"|(?P<only_welcome>\bgps\b)",
    ),
    (
        "halal_gso",
        r"gso ?\d* ?(?:2055-?\d?)? ?halal|halal[ ,(]*(?:gso|esma|gcc"
        r"|moiat)\w*",
    ),
    ("halal", r"\bhalal\b"),
    ("haccp", r"\bhaccp\b"),
    (
        "health_certificate_fish",
        r"health certificates? (?:for|of"
        r"|from)(?: the)?(?: indonesian)? (?:fish|seafood"
        r"|shrimp)\w*|fish health certificate|smkhp",
    ),
    (
        "health_certificate",
        r"health certificates?|sertifikat kesehatan"
        r"|veterinary certificate|gesundheitszeugnis"
        r"|certificat sanitaire",
    ),
    ("msds", r"\bm?sds\b|safety data sheet|sicherheitsdatenblatt"),
    (
        "inspection_sgs",
        r"\b(?:sgs|intertek|sucofindo|bureau veritas|cotecna"
        r"|third[- ]party) ?(?:inspection|at loading|certificate"
        r"|survey|pre-?shipment)?"
        r"|pre-?shipment inspection",
    ),
    ("import_permit_au", r"australian import permit|daff (?:import )?permit|bicon"),
    ("import_permit_sg", r"nparks import permit|\bava permit"),
    ("import_permit", r"(?<!australian )(?<!nparks )import permit|surat izin impor"),
    (
        "brcgs_or_fssc22000",
        r"brc(?:gs)?\b(?: (?:or|/) ?fssc ?(?:22000)?)?"
        r"|fssc ?(?:22000)?|\bifs\b",
    ),
    ("kosher", r"kosher|koscher|casher|kasher"),
    ("gacc_registration", r"\bgacc\b"),
    ("sedex_or_equivalent", r"sedex|smeta|\bbsci\b|social audit|sozialaudit"),
    (
        "social_statement",
        r"(?:no )?child labou?r(?: statement| free)?|kinderarbeit"
        r"|social statement",
    ),
    ("fda_prior_notice", r"fda prior notice|prior notice"),
    (
        "fda_facility_registration",
        r"\bfda\b(?! prior)(?: (?:registration|registered"
        r"|facility|number))?",
    ),
    ("iscc_eu", r"\biscc\b(?: eu)?"),
    (
        "self_heating_test",
        r"\bsht\b(?: report)?|self[- ]?heating(?: test)?"
        r"|uji swapanas",
    ),
    (
        "organic_eu",
        r"eu[ -]organic\w*|organi[ck]\w* (?:eu|ue)\b|organic \(eu\w*"
        r"|bio[- ]?zertifikat\w*|eu[- ]bio\w*|eg-oko\w*"
        r"|sertifikat organik eu|bio ue\b|biologique ue\b",
    ),
    ("organic_jas", r"organi[ck]\w* jas\b|jas\b(?: organi[ck]\w*)?"),
    ("coi_traces", r"traces(?: coi)?|\bcoi\b"),
    (
        "organic",
        r"\borgani[ck]\b(?! matter)|\bbio\b(?!diesel)|biologisch|biologique"
        r"|sertifikat organik",
    ),
    ("bpom_md", r"bpom md|\bmd bpom"),
    ("bpom", r"\bbpom\b"),
    ("fssai", r"fssai"),
    (
        "origin_label",
        r"(?:country[- ]of[- ])?origin label|label(?:s)? (?:with"
        r"|of) (?:country of )?origin",
    ),
    (
        "traceability",
        r"traceab\w+|farmer story|ruckverfolg\w*|tracabilite|ketelusuran"
        r"|traceerba\w*",
    ),
    (
        "establishment_approval",
        r"(?:eu )?approv(?:ed|al) (?:establishment|plant"
        r"|number)|eu (?:approval )?number"
        r"|establishment (?:approval|number)",
    ),
    ("catch_certificate", r"catch certificates?|shti\b"),
    ("svlk_certificate", r"\bsvlk\b"),
    ("v_legal_document", r"v-?legal"),
    ("flegt_licence", r"\bflegt\b"),
    ("free_sale_certificate", r"free sale(?: certificate)?"),
    ("cites_permit", r"\bcites\b"),
    ("surveyor_report_ls", r"surveyor report"),
    ("saber_product_certificate", r"\bsaber\b"),
    ("dangerous_goods_declaration", r"dg declaration|dangerous goods declaration"),
)

CERTIFICATES = tuple(
    (name, WordPattern(pattern, "(?<![a-z])")) for name, pattern in _NAMES
)
"""Name of the paper and how it is written, the narrower before the broader."""

CLAIMED_BY = (
    ("fumigation_methyl_bromide", "fumigation"),
    ("halal_gso", "halal"),
    ("bpom_md", "bpom"),
    ("organic_eu", "organic"),
    ("organic_jas", "organic"),
    ("health_certificate_fish", "health_certificate"),
    ("import_permit_au", "import_permit"),
    ("import_permit_sg", "import_permit"),
    ("fda_prior_notice", "fda_facility_registration"),
    ("ico_certificate_of_origin", "coo"),
    ("coo_preferential_ip_pta", "coo"),
    ("coo_preferential_ip_pta", "coo_form_e"),
    *(
        (form, "coo")
        for form in (
            "coo_form_d",
            "coo_form_ai",
            "coo_form_ak",
            "coo_form_ik",
            "coo_form_e",
            "coo_form_a",
            "coo_form_rcep",
            "coo_form_aanz",
            "coo_form_ia_cepa",
            "coo_ijepa",
        )
    ),
    *(
        (test, "coa")
        for test in (
            "coa_microbiology",
            "coa_arsenic",
            "coa_coumarin",
            "coa_cadmium",
            "coa_heavy_metals",
            "coa_aflatoxin",
        )
    ),
)
"""Where both stand in a text, the words of the second belong to the first."""
