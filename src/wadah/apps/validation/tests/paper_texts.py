"""Texts as papers carry them, with what a careful reader writes down of each.

Own wording after the layout of the papers; every name, number and day is made up. A
field that is not in the answer must not be proposed.
"""

from __future__ import annotations

NIB = """PEMERINTAH REPUBLIK INDONESIA
PERIZINAN BERUSAHA BERBASIS RISIKO
NOMOR INDUK BERUSAHA: 9120001234567
Berdasarkan ketentuan peraturan, Pemerintah menerbitkan NIB kepada:
1. Nama Pelaku Usaha : PT KOPI LIWA SEJAHTERA
2. Alamat Kantor : Jl. Raden Intan No. 12, Liwa
Diterbitkan di Jakarta, tanggal: 14 Maret 2023
Dokumen ini diterbitkan oleh sistem berdasarkan data Pelaku Usaha.
NIB berlaku selama menjalankan kegiatan usaha.
Lembaga OSS"""

TEXTS: dict[str, tuple[str, dict[str, str]]] = {
    "nib": (
        NIB.replace("Dokumen ini diterbitkan oleh sistem", "Dokumen ini dibuat sistem"),
        {
            "type": "nib",
            "number": "9120001234567",
            "holder": "PT KOPI LIWA SEJAHTERA",
            "issuer": "Lembaga OSS",
            "issued_on": "2023-03-14",
        },
    ),
    "halal with an end": (
        """BADAN PENYELENGGARA JAMINAN PRODUK HALAL
SERTIFIKAT HALAL
HALAL CERTIFICATE
Nomor Sertifikat : ID18110000123450720
Nama Pelaku Usaha : UD Keripik Maju Jaya
Nama Produk : Keripik pisang
Ditetapkan di Jakarta, pada tanggal 2 Februari 2022
Berlaku sampai dengan 2 Februari 2026""",
        {
            "type": "halal_certificate",
            "number": "ID18110000123450720",
            "holder": "UD Keripik Maju Jaya",
            "issuer": "BADAN PENYELENGGARA JAMINAN PRODUK HALAL",
            "issued_on": "2022-02-02",
            "expires_on": "2026-02-02",
        },
    ),
    "halal without an end": (
        """SERTIFIKAT HALAL
Badan Penyelenggara Jaminan Produk Halal menetapkan
ID18110009876540924
Nama Perusahaan: CV Lampung Rasa
Diterbitkan tanggal 30 September 2024
Sertifikat berlaku sepanjang tidak ada perubahan komposisi bahan.""",
        {
            "type": "halal_certificate",
            "number": "ID18110009876540924",
            "holder": "CV Lampung Rasa",
            "issuer": "Badan Penyelenggara Jaminan Produk Halal",
            "issued_on": "2024-09-30",
        },
    ),
    "pirt": (
        """PEMERINTAH KABUPATEN PESAWARAN
SERTIFIKAT PEMENUHAN KOMITMEN PRODUKSI PANGAN OLAHAN INDUSTRI RUMAH TANGGA
SPP-IRT
P-IRT No. 2061809010123-29
Nama IRTP : Dapur Ibu Sari
Nama Pemilik : Sari Wulandari
Diterbitkan oleh : Dinas Kesehatan Kabupaten Pesawaran
Tanggal terbit : 10-05-2024
Berlaku sampai : 10-05-2029""",
        {
            "type": "food_licence_pirt",
            "number": "2061809010123-29",
            "holder": "Dapur Ibu Sari",
            "issuer": "Dinas Kesehatan Kabupaten Pesawaran",
            "issued_on": "2024-05-10",
            "expires_on": "2029-05-10",
        },
    ),
    "bpom": (
        """BADAN PENGAWAS OBAT DAN MAKANAN
PERSETUJUAN PENDAFTARAN PANGAN OLAHAN
Nomor Pendaftaran
BPOM RI MD 227110098765
Nama Perusahaan : PT Singkong Abadi
Tanggal penerbitan : 5 Januari 2025
Masa berlaku : 5 Januari 2025 s/d 4 Januari 2030""",
        {
            "type": "food_licence_bpom_md",
            "number": "MD 227110098765",
            "holder": "PT Singkong Abadi",
            "issuer": "BADAN PENGAWAS OBAT DAN MAKANAN",
            "issued_on": "2025-01-05",
            "expires_on": "2030-01-04",
        },
    ),
    "phytosanitary": (
        """REPUBLIC OF INDONESIA
INDONESIAN QUARANTINE AUTHORITY
PHYTOSANITARY CERTIFICATE
No. 2026.2.0801.0.K12.E.004512
To: Plant Protection Organization of Germany
Name and address of exporter : CV Lada Hitam Lampung
Declared name and address of consignee : Gewurzhaus GmbH, Hamburg
Date of issue: 18 November 2026""",
        {
            "type": "phytosanitary_certificate",
            "number": "2026.2.0801.0.K12.E.004512",
            "holder": "CV Lada Hitam Lampung",
            "issuer": "INDONESIAN QUARANTINE AUTHORITY",
            "issued_on": "2026-11-18",
        },
    ),
    "haccp": (
        """KEMENTERIAN KELAUTAN DAN PERIKANAN
SERTIFIKAT PENERAPAN HACCP
Nomor : 012/PM/HACCP/PB/03/26
Nama UPI : PT Udang Lampung Selatan
Dikeluarkan di Jakarta, pada tanggal 9 Maret 2026
Berlaku hingga 8 Maret 2028""",
        {
            "type": "haccp_certificate",
            "number": "012/PM/HACCP/PB/03/26",
            "holder": "PT Udang Lampung Selatan",
            "issuer": "KEMENTERIAN KELAUTAN DAN PERIKANAN",
            "issued_on": "2026-03-09",
            "expires_on": "2028-03-08",
        },
    ),
    "sni": (
        """SERTIFIKAT PRODUK PENGGUNAAN TANDA SNI
Nomor Sertifikat: 045/LSPr-12/SNI/2025
Diberikan kepada : PT Sabut Lestari
Lembaga Sertifikasi : Balai Sertifikasi Contoh
Tanggal terbit : 1 Agustus 2025
Berlaku s.d. 31 Juli 2029""",
        {
            "type": "sni_certificate",
            "number": "045/LSPr-12/SNI/2025",
            "holder": "PT Sabut Lestari",
            "issuer": "Balai Sertifikasi Contoh",
            "issued_on": "2025-08-01",
            "expires_on": "2029-07-31",
        },
    ),
    "svlk": (
        """TIMBER LEGALITY CERTIFICATE
Certificate number: 00123-SVLK-2024
This is to certify that CV Rotan Pesisir Barat
complies with the standard of legality of processed wood.
Issued by: PT Contoh Penilai
Valid from 12 June 2024 to 11 June 2030""",
        {
            "type": "svlk_certificate",
            "number": "00123-SVLK-2024",
            "holder": "CV Rotan Pesisir Barat",
            "issuer": "PT Contoh Penilai",
            "issued_on": "2024-06-12",
            "expires_on": "2030-06-11",
        },
    ),
    "form d": (
        """ASEAN TRADE IN GOODS AGREEMENT
CERTIFICATE OF ORIGIN
FORM D
Reference No. 0012345/LPG/2026
Issued in Indonesia
Exporter: PT Kopi Liwa Sejahtera
Bandar Lampung, 20 October 2026""",
        {
            "type": "coo_form_d",
            "number": "0012345/LPG/2026",
            "holder": "PT Kopi Liwa Sejahtera",
        },
    ),
    "fumigation": (
        """FUMIGATION CERTIFICATE
Certificate No: FUM-2026-0881
Exporter : CV Arang Tempurung
Date of issue : November 3, 2026""",
        {
            "type": "fumigation_certificate",
            "number": "FUM-2026-0881",
            "holder": "CV Arang Tempurung",
            "issued_on": "2026-11-03",
        },
    ),
    "laboratory": (
        """PT Saraswanti Indo Genetech
CERTIFICATE OF ANALYSIS
Report No. SIG.LHP.XI.2026.221133
Customer : UD Gula Aren Way Kanan
Date of report: 12/11/2026""",
        {
            "type": "certificate_of_analysis",
            "number": "SIG.LHP.XI.2026.221133",
            "holder": "UD Gula Aren Way Kanan",
            "issuer": "PT Saraswanti Indo Genetech",
            "issued_on": "2026-11-12",
        },
    ),
    "free sale": (
        """CERTIFICATE OF FREE SALE
Number: PO.01.02.43.11.26.77
Company name : PT Keripik Nusantara
Issued on 2026-11-02
Expiry date: 2028-11-01""",
        {
            "type": "free_sale_certificate",
            "number": "PO.01.02.43.11.26.77",
            "holder": "PT Keripik Nusantara",
            "issued_on": "2026-11-02",
            "expires_on": "2028-11-01",
        },
    ),
    "organic, month first": (
        """ORGANIC CERTIFICATE
USDA National Organic Program
Certificate Number: CU-884411
Issued to: Koperasi Gunung Organik
Issue date: 03/04/2026
Expiration date: 12/31/2027""",
        # 3 April or 4 March: that nobody can tell, the other day everybody can.
        {
            "type": "organic_certificate",
            "number": "CU-884411",
            "holder": "Koperasi Gunung Organik",
            "expires_on": "2027-12-31",
        },
    ),
    "peb": (
        """KEMENTERIAN KEUANGAN REPUBLIK INDONESIA
DIREKTORAT JENDERAL BEA DAN CUKAI
PEMBERITAHUAN EKSPOR BARANG
Nomor : 060700-001234-20261101-000456
Nama Eksportir : CV Lada Hitam Lampung""",
        {
            "type": "export_declaration_peb",
            "number": "060700-001234-20261101-000456",
            "holder": "CV Lada Hitam Lampung",
            "issuer": "DIREKTORAT JENDERAL BEA DAN CUKAI",
        },
    ),
    "ends before it begins": (
        """SERTIFIKAT ORGANIK
Nomor: 77/ORG/2025
Tanggal terbit: 1 Juni 2025
Berlaku sampai 1 Mei 2025""",
        {"type": "organic_certificate", "number": "77/ORG/2025"},
    ),
    "issued in days to come": (
        """SERTIFIKAT KELAYAKAN PENGOLAHAN
Nomor: 9/SKP/2027
Tanggal terbit: 1 Juni 2027""",
        {"type": "skp_certificate", "number": "9/SKP/2027"},
    ),
    "a day that is none": (
        """HALAL CERTIFICATE
Valid until 31 February 2027""",
        {"type": "halal_certificate"},
    ),
    "a tax number": (
        """PACKING LIST
Nomor Pokok Wajib Pajak
Shipper: CV Kelapa Mas""",
        {"type": "packing_list", "holder": "CV Kelapa Mas"},
    ),
    "a shopping list": (
        """Beras 5 kg
Gula 2 kg
Kopi bubuk 1 kg""",
        {},
    ),
    "nothing": ("", {}),
}
