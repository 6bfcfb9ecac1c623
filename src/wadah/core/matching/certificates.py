"""Names of certificates in buyers' requests, and whether an offer has the paper."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from wadah.core.matching.asked import Asked
from wadah.core.matching.outcome import Constraint, JsonValue
from wadah.core.matching.request import CertificateNeed, Offer, Window
from wadah.core.values import Document, Step, Text, unknown_word

COA = "certificate_of_analysis"
ORGANIC = "organic_certificate"

# Name in a request -> document type, with the scope the name implies.
NAMES: dict[str, tuple[str, Mapping[str, str]]] = {
    "phytosanitary": ("phytosanitary_certificate", {}),
    "fumigation": ("fumigation_certificate", {}),
    "fumigation_methyl_bromide": (
        "fumigation_certificate",
        {"treatment": "methyl_bromide"},
    ),
    "coa": (COA, {}),
    "coa_microbiology": (COA, {"parameters": "microbiology"}),
    "coa_arsenic": (COA, {"parameters": "arsenic_inorganic"}),
    "coa_coumarin": (COA, {"parameters": "coumarin"}),
    "coa_heavy_metals": (COA, {"parameters": "heavy_metals"}),
    "coa_aflatoxin": (COA, {"parameters": "aflatoxin_sum"}),
    "coa_cadmium": (COA, {"parameters": "cadmium"}),
    "pesticide_mrl_eu": (COA, {"parameters": "pesticide"}),
    "azo_free": (COA, {"parameters": "azo_amine"}),
    "coo": ("coo_form_b", {}),
    "coo_preferential_ip_pta": ("coo_form_ip", {}),
    "coo_ijepa": ("coo_form_ijepa", {}),
    "eudr_geolocation": ("plot_geolocation_file", {}),
    "halal": ("halal_certificate", {}),
    "halal_gso": ("halal_certificate", {"recognised_by": "moiat"}),
    "haccp": ("haccp_certificate", {}),
    "health_certificate": ("veterinary_health_certificate", {}),
    "health_certificate_fish": ("fish_health_certificate_smkhp", {}),
    "msds": ("safety_data_sheet", {}),
    "inspection_sgs": ("third_party_inspection_certificate", {}),
    "import_permit_au": ("import_permit", {"market": "AU"}),
    "import_permit_sg": ("sg_import_permit", {}),
    "brcgs_or_fssc22000": ("food_safety_scheme_certificate", {}),
    "kosher": ("kosher_certificate", {}),
    "sedex_or_equivalent": ("social_audit_report", {}),
    "social_statement": ("social_audit_report", {}),
    "iscc_eu": ("sustainability_certificate", {"scheme": "iscc_eu"}),
    "self_heating_test": ("self_heating_test_report", {}),
    "organic": (ORGANIC, {}),
    "organic_eu": (ORGANIC, {"scheme": "eu"}),
    "organic_jas": (ORGANIC, {"scheme": "jas"}),
    "coi_traces": ("organic_inspection_coi", {}),
    "bpom": ("food_licence_bpom_md", {}),
    "bpom_md": ("food_licence_bpom_md", {}),
    "fssai": ("fssai_import_licence", {}),
    "origin_label": ("label_check_report", {}),
    "traceability": ("traceability_record", {}),
}
OPTIONAL = "_optional"

# Parameters that stand behind a name of a group of tests.
_GROUPS = {
    "microbiology": ("salmonella", "e_coli", "total_plate_count"),
    "heavy_metals": ("lead", "cadmium", "mercury", "arsenic_inorganic"),
}

# Papers about the field, the lot or the maker himself.
_OF_THE_MAKER = frozenset(
    (
        COA, ORGANIC, "plot_geolocation_file", "traceability_record",
        "social_audit_report", "sustainability_certificate",
    )
)  # fmt: skip

_DEAD = ("suspended", "withdrawn", "superseded")


def read_certificate(
    name: str, known_types: Collection[str], field: str
) -> CertificateNeed:
    """The need behind a name of the request data or a document type.

    Raises
    ------
    InvalidInput
        The name is neither.

    Examples
    --------
    >>> need = read_certificate("kosher_optional", (), "certificates[0]")
    >>> need.document_type, need.is_required
    ('kosher_certificate', False)
    """
    plain = name.strip().casefold()
    is_required = not plain.endswith(OPTIONAL)
    plain = plain.removesuffix(OPTIONAL)
    if plain in NAMES:
        document_type, scope = NAMES[plain]
    elif plain in known_types:
        document_type, scope = plain, {}
    else:
        raise unknown_word(field, name, {*NAMES, *known_types})
    return CertificateNeed(name, document_type, scope, is_required)


def has_certificate(need: CertificateNeed, offer: Offer, window: Window) -> bool:
    """True when a paper of the offer serves, or test results stand for a report."""
    usable = any(
        not _faults(need, paper, offer, window)
        for paper in offer.documents
        if paper.type == need.document_type
    )
    return usable or (need.document_type == COA and _is_tested(need, offer))


def certificate_constraint(
    need: CertificateNeed, offer: Offer, asked: Asked
) -> Constraint | None:
    """What is amiss with the paper, or None; a welcome paper is never amiss."""
    window = asked.window
    if not need.is_required or has_certificate(need, offer, window):
        return None
    papers = [p for p in offer.documents if p.type == need.document_type]
    have: JsonValue = None
    action, subject = "get_document", need.document_type
    if need.document_type == COA and need.scope:
        action, subject = "test_lot", need.scope["parameters"]
    if papers:
        nearest = min(papers, key=lambda p: len(_faults(need, p, offer, window)))
        faults = _faults(need, nearest, offer, window)
        action = "renew_document" if "expires_on" in faults else "extend_scope"
        have = {
            "type": nearest.type,
            "number": nearest.number,
            "expires_on": str(nearest.expires_on) if nearest.expires_on else None,
            "faults": list(faults),
        }
    return Constraint(
        "certificate",
        have,
        _need(need, window),
        Text(
            f"Dokumen {need.document_type} yang diminta pembeli belum ada atau "
            "tidak berlaku.",
            f"The paper {need.document_type} asked by the buyer is absent or not "
            "valid.",
        ),
        (Step(action, subject, _how(action, subject)),),
        others=_partner_ways(need, offer, asked),
        is_shared=need.is_of_consignment and bool(_partners(need, offer, asked)),
    )


def _partners(need: CertificateNeed, offer: Offer, asked: Asked) -> frozenset[str]:
    return asked.holders.get(need.name, frozenset()) - {offer.business}


def _partner_ways(
    need: CertificateNeed, offer: Offer, asked: Asked
) -> tuple[tuple[Step, ...], ...]:
    """Through somebody among the offers who holds the paper.

    Only for papers that a partner can lend: one for the consignment, or the work of a
    certified plant. What proves where or how the goods grew stays with its maker.
    """
    if not _partners(need, offer, asked) or need.document_type in _OF_THE_MAKER:
        return ()
    name = need.document_type
    text = Text(
        f"Ekspor melalui usaha lain yang memegang dokumen {name}.",
        f"Export through another business that holds the paper {name}.",
    )
    return ((Step("use_certified_partner", name, text),),)


def _need(need: CertificateNeed, window: Window) -> JsonValue:
    return {
        "type": need.document_type,
        "name": need.name,
        "scope": dict(need.scope),
        "valid_until": str(window.last_day),
    }


def _how(action: str, subject: str) -> Text:
    if action == "renew_document":
        return Text(f"Perpanjang dokumen {subject}.", f"Renew the paper {subject}.")
    if action == "extend_scope":
        return Text(
            f"Perluas ruang lingkup dokumen {subject}.",
            f"Extend the scope of the paper {subject}.",
        )
    if action == "test_lot":
        return Text(f"Ujikan {subject} di laboratorium.", f"Have {subject} tested.")
    return Text(f"Urus dokumen {subject}.", f"Get the paper {subject}.")


def _faults(
    need: CertificateNeed, paper: Document, offer: Offer, window: Window
) -> tuple[str, ...]:
    faults = []
    if paper.expires_on is not None and paper.expires_on < window.last_day:
        faults.append("expires_on")
    if paper.issued_on is not None and paper.issued_on > window.last_day:
        faults.append("issued_on")
    if paper.scope.get("status") in _DEAD:
        faults.append("status")
    if not _covers_product(paper.scope.get("product"), offer):
        faults.append("product")
    for key, value in need.scope.items():
        given = paper.scope.get(key)
        # A key that the paper does not state limits nothing.
        if given is not None and not set(_words(value)) & set(_words(given)):
            faults.append(key)
    return tuple(faults)


def _words(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list | tuple | set | frozenset) else (value,)
    words = [str(word) for word in listed]
    return tuple(part for word in words for part in (word, *_GROUPS.get(word, ())))


def _covers_product(product: object, offer: Offer) -> bool:
    if product is None:
        return True
    return any(
        word == offer.family
        or (word.isdigit() and offer.hs is not None and offer.hs.is_within(word))
        for word in _words(product)
    )


def _is_tested(need: CertificateNeed, offer: Offer) -> bool:
    tested = {r.parameter for lot in offer.lots for r in lot.results}
    wanted = need.scope.get("parameters")
    if wanted is None:
        return bool(tested)
    heads = {name.split(".")[0] for name in tested}
    return bool(heads & set(_words(wanted)))
