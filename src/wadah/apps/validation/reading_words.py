"""The words by which papers are known: titles, labels, bodies that issue them.

Taken from the titles of the papers of the vocabulary as their issuers print them; the
longest and the highest on the page wins.
"""

from __future__ import annotations

import re

I = re.IGNORECASE  # noqa: E741


def _titles(rows: dict[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((slug, re.compile(words, I)) for slug, words in rows.items())


TITLES = _titles(
    {
        "nib": r"(perizinan berusaha berbasis risiko\s+)?nomor induk berusaha"
        r"|business identification number",
        "halal_certificate": r"sertifikat halal|halal certificate|ketetapan halal",
        "food_licence_pirt": r"sertifikat pemenuhan komitmen produksi pangan olahan "
        r"industri rumah tangga|sertifikat produksi pangan industri rumah tangga"
        r"|SPP-?\s?IRT",
        "food_licence_bpom_md": r"persetujuan pendaftaran (pangan olahan|produk pangan)"
        r"|izin edar pangan olahan|surat persetujuan pendaftaran|\bBPOM RI MD\b",
        "bpom_export_certificate_ske": r"surat keterangan ekspor|export notification "
        r"certificate",
        "free_sale_certificate": r"certificate of free sale|sertifikat bebas jual"
        r"|free sale certificate",
        "sni_certificate": r"sertifikat produk penggunaan tanda (standar nasional "
        r"indonesia|SNI)|SPPT[ -]SNI|sertifikat (kesesuaian )?SNI",
        "haccp_certificate": r"sertifikat (penerapan )?(program manajemen mutu terpadu"
        r"/)?HACCP|HACCP certificate|certificate of HACCP"
        r"|hazard analysis (and )?critical control points?",
        "phytosanitary_certificate": r"phytosanitary certificate"
        r"|sertifikat (fitosanitari|kesehatan tumbuhan)",
        "fumigation_certificate": r"(certificate of fumigation|fumigation certificate"
        r"|sertifikat fumigasi)",
        "fish_health_certificate_smkhp": r"sertifikat mutu dan keamanan hasil perikanan"
        r"|SMKHP|health certificate\s+for (fish|fishery)",
        "eu_fish_health_certificate": r"FISH-CRUST-HC",
        "catch_certificate": r"sertifikat hasil tangkapan ikan|catch certificate",
        "skp_certificate": r"sertifikat kelayakan pengolahan",
        "nkv_certificate": r"nomor kontrol veteriner",
        "veterinary_health_certificate": r"veterinary (health )?certificate"
        r"|sertifikat (kesehatan hewan|sanitasi produk hewan|veteriner)",
        "svlk_certificate": r"sertifikat (legalitas kayu|SVLK|legalitas hasil hutan|"
        r"legalitas dan kelestarian)|timber legality certificate|certificate of "
        r"timber legality",
        "v_legal_document": r"dokumen V-?legal|V-?legal document",
        "flegt_licence": r"FLEGT licen[cs]e|lisensi FLEGT",
        "coo_form_d": r"ASEAN trade in goods agreement|\bform D\b",
        "coo_form_e": r"ASEAN-China free trade area|\bform E\b",
        "coo_form_ak": r"ASEAN-Korea free trade area|\bform AK\b",
        "coo_form_ik": r"\bform IK\b|Indonesia-Korea comprehensive",
        "coo_form_aj": r"\bform AJ\b",
        "coo_form_ijepa": r"\bform (IJEPA|JIEPA)\b",
        "coo_form_ai": r"ASEAN-India free trade area|\bform AI\b",
        "coo_form_aanz": r"\bform AANZ\b",
        "coo_form_rcep": r"regional comprehensive economic partnership|\bform RCEP\b",
        "coo_form_ip": r"\bform IP\b|Indonesia-Pakistan preferential",
        "coo_form_ia_cepa": r"\bIA-?CEPA\b",
        "coo_form_iuae": r"\bform I?-?UAE\b|IUAE-CEPA",
        "coo_form_a": r"generali[sz]ed system of preferences|\bform A\b",
        "coo_form_b": r"\bform B\b|certificate of origin \(non-?preferential\)",
        "ico_certificate_of_origin": r"international coffee organi[sz]ation"
        r"|ICO certificate of origin",
        "export_declaration_peb": r"pemberitahuan ekspor barang",
        "export_service_note_npe": r"nota pelayanan ekspor",
        "surveyor_report_ls": r"laporan surveyor",
        "export_approval_pe": r"persetujuan ekspor\b",
        "registered_exporter_et": r"eksportir terdaftar",
        "commercial_invoice": r"commercial invoice",
        "packing_list": r"packing list",
        "bill_of_lading": r"bill of lading",
        "air_waybill": r"air ?waybill",
        "certificate_of_analysis": r"certificate of analysis|laporan hasil (uji|"
        r"pengujian)|sertifikat hasil (uji|pengujian)|test report",
        "laboratory_accreditation": r"sertifikat akreditasi|accreditation certificate",
        "organic_certificate": r"sertifikat (pangan )?organik|organic certificate"
        r"|certificate of organic",
        "sustainability_certificate": r"ISCC (EU|PLUS)[ \w]{0,60} ?certificate"
        r"|sustainability certificate",
        "food_safety_scheme_certificate": r"(FSSC|ISO) ?22000|BRCGS",
        "kosher_certificate": r"kosher certificate|certificate of kashrut",
        "safety_data_sheet": r"(material )?safety data sheet|lembar data keselamatan",
        "vgm_declaration": r"verified gross mass|berat kotor terverifikasi",
        "dangerous_goods_declaration": r"dangerous goods (declaration|note)",
        "cites_permit": r"SATS-?LN|CITES permit|convention on international trade in "
        r"endangered",
        "geographical_indication_licence": r"sertifikat indikasi geografis",
        "plant_material_export_permit": r"izin pengeluaran benih",
        "gacc_registration": r"\bGACC\b|\bCIFER\b",
        "fda_facility_registration": r"food facility registration",
        "rex_registration": r"registered exporter system|\bREX number",
    }
)

# Numbers that have a shape of their own, by type.
NUMBERS = {
    "nib": re.compile(r"(?<!\d)(?P<number>\d{13})(?!\d)"),
    "halal_certificate": re.compile(r"\b(?P<number>ID\d{17})\b"),
    "food_licence_pirt": re.compile(
        r"\bP-?\s?IRT\s*(?:No\.?|Nomor)?\s*:?\s*(?P<number>\d{13}-\d{2}|\d{15})", I
    ),
    "food_licence_bpom_md": re.compile(r"\b(?P<number>MD\s?\d{12})\b"),
    "nkv_certificate": re.compile(r"\b(?P<number>[A-Z]{2,4}-\d{7}-\d{3})\b"),
    "sni_certificate": re.compile(
        r"(?:nomor|no\.?)\s*(?:sertifikat)?\s*:?\s*(?P<number>[\w.\-/]*\d[\w.\-/]{4,})",
        I,
    ),
}
# The number of a standard or a tax number is not the number of the paper.
NUMBER_LABEL = re.compile(
    r"(?<!pajak )(?:nomor(?: sertifikat| registrasi| surat| dokumen)?"
    r"|certificate (?:no\.?|number)|reference (?:no\.?|number)|registration (?:no\.?"
    r"|number)|document (?:no\.?|number)|report (?:no\.?|number)|invoice (?:no\.?"
    r"|number)|\bnumber|\bno\.)\s*[:.#]*\s*",
    I,
)
HOLDER = re.compile(
    r"(?:nama (?:pelaku usaha|perusahaan|usaha|pemilik|pemegang(?: sertifikat)?"
    r"|eksportir|produsen|unit pengolahan ikan|UPI|IRTP)|pemegang sertifikat"
    r"|diberikan kepada|name (?:and address )?of (?:the )?(?:exporter|company|"
    r"manufacturer|consignor|holder|establishment)|certificate holder|issued to"
    r"|granted to|awarded to|this is to certify that|exporter(?: name)?(?=\s*:)"
    r"|shipper(?=\s*:)|company name|customer(?=\s*:)|pelanggan(?=\s*:))\s*:?",
    I,
)
ISSUER_LABEL = re.compile(
    r"(?:diterbitkan oleh|dikeluarkan oleh|issued by|issuing (?:authority|body)"
    r"|lembaga sertifikasi(?=\s*:)|certification body(?=\s*:)|testing laboratory"
    r"(?=\s*:)|laboratorium penguji(?=\s*:))\s*:?",
    I,
)
ISSUERS = tuple(
    re.compile(words, I)
    for words in (
        r"badan penyelenggara jaminan produk halal",
        r"lembaga (?:pengelola dan penyelenggara )?OSS",
        r"kementerian investasi(?: dan hilirisasi)?/\s?(?:BKPM|badan koordinasi "
        r"penanaman modal)",
        r"badan karantina indonesia|indonesian quarantine (?:authority|agency)",
        r"badan pengawas obat dan makanan|indonesian food and drug authority",
        r"badan (?:pengendalian dan pengawasan mutu|mutu)[ \w]{0,60}(?:kelautan dan "
        r"perikanan|hasil perikanan)",
        r"dinas (?:kesehatan|perdagangan|perindustrian|peternakan|ketahanan pangan)"
        r"[ \w]{0,60}(?:kabupaten|kota|provinsi) [A-Z][a-z]+(?: [A-Z][a-z]+)?",
        r"direktorat jenderal bea dan cukai",
        r"komite akreditasi nasional",
        r"kementerian (?:perdagangan|perindustrian|kelautan dan perikanan|pertanian"
        r"|kehutanan)",
        r"PT\.? (?:sucofindo|surveyor indonesia|mutuagung lestari|saraswanti indo "
        r"genetech|SGS indonesia|TUV [a-z]+ indonesia)",
        r"control union [A-Za-z]+",
    )
)
UNTIL = re.compile(
    r"(?:berlaku (?:sampai(?: dengan)?|hingga|s[./]?d\.?)"
    r"|masa berlaku(?: sampai| hingga| s[./]?d\.?)?"
    r"|valid (?:until|till|thru|through|to)|date of expiry"
    r"|expir(?:y|ation) date|expires(?: on)?|kedaluwarsa|kadaluarsa"
    r"|berakhir(?: pada)?)(?: tanggal)?",
    I,
)
ISSUED = re.compile(
    r"(?:ditetapkan(?: di [\w .]{3,30})?,?\s*(?:pada )?tanggal|ditetapkan di"
    r"|diterbitkan (?:di [\w .]{3,30})?,?\s*(?:pada )?(?:tanggal)?"
    r"|dikeluarkan (?:di [\w .]{3,30})?,?\s*(?:pada )?tanggal"
    r"|tanggal (?:terbit|penerbitan|dikeluarkan|ditetapkan|diterbitkan)"
    r"|date of issue|issue date|issuance date|issued on|date issued|date of report"
    r"|tanggal laporan)",
    I,
)
VALIDITY = re.compile(
    r"(?:masa berlaku|berlaku (?:sejak|dari|mulai)|valid(?:ity)?(?: period)? ?(?:from)?"
    r"|periode berlaku)",
    I,
)
# Papers of business licensing and halal papers of today have no last day.
NO_END = re.compile(
    r"berlaku selama (?:pelaku usaha|menjalankan|tidak ada perubahan|kegiatan)"
    r"|berlaku sepanjang|valid as long as|no expir",
    I,
)
