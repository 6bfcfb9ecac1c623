"""What a good paper looks like, by type: what must stand on it, and usual mistakes.

The numbers are those of the sketch on the page: 1 number, 2 name, 3 goods, 4 dates,
5 signature or stamp, 6 QR code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wadah.core.values import Text


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the sketch and what must stand there."""

    place: int
    text: Text


@dataclass(frozen=True, slots=True)
class Help:
    """One page: who gives the paper, its marks, what is often wrong."""

    issuer: Text
    marks: tuple[Mark, ...]
    mistakes: tuple[Text, ...]


NUMBER, NAME, GOODS, DATES, SIGNED, QR = 1, 2, 3, 4, 5, 6


def _mark(place: int, id_: str, en: str) -> Mark:
    return Mark(place, Text(id_, en))


_YOUR_NAME = _mark(
    NAME,
    "Nama usaha, sama huruf demi huruf dengan NIB.",
    "The name of the business, letter by letter as on the NIB.",
)
_BLURRED = Text(
    "Foto buram, miring atau terpotong: angka terakhir tidak terbaca.",
    "A photo that is blurred, askew or cut off: the last digits cannot be read.",
)
_OLD_NAME = Text(
    "Atas nama pemilik atau usaha lama, padahal usahanya sudah berganti nama.",
    "In the name of the owner or of an older business.",
)
_OTHER_LOT = Text(
    "Surat dari kiriman lain; nomor lot dan jumlahnya tidak cocok.",
    "A paper of another consignment; lot and quantity do not fit.",
)
_DRAFT = Text(
    "Masih konsep (DRAFT) atau belum ditandatangani.",
    "Still a draft, or not signed yet.",
)

GENERAL = Help(
    Text(
        "Kantor atau lembaga yang namanya tercetak di kepala surat.",
        "The office or body whose name is printed at the head.",
    ),
    (
        _mark(NUMBER, "Nomor surat, lengkap.", "The number of the paper, whole."),
        _YOUR_NAME,
        _mark(GOODS, "Produk atau kiriman yang dimaksud.", "The goods it speaks of."),
        _mark(
            DATES,
            "Tanggal terbit, dan tanggal berakhir bila ada.",
            "Day of issue, and the last day where it has one.",
        ),
        _mark(SIGNED, "Tanda tangan atau cap.", "Signature or stamp."),
    ),
    (_BLURRED, _OLD_NAME, _DRAFT),
)
_COO = Help(
    Text(
        "Instansi penerbit SKA (dinas perdagangan atau e-SKA).",
        "The office that issues certificates of origin (e-SKA).",
    ),
    (
        _mark(NUMBER, "Nomor referensi dan jenis form.", "Reference number and form."),
        _mark(
            NAME,
            "Eksportir dan penerima barang, sama dengan invoice.",
            "Exporter and consignee, the same as on the invoice.",
        ),
        _mark(
            GOODS,
            "Kode HS 6 angka, kriteria asal, berat, nomor dan tanggal invoice.",
            "HS code of 6 digits, origin criterion, weight, number and day of the "
            "invoice.",
        ),
        _mark(DATES, "Tanggal terbit.", "Day of issue."),
        _mark(
            SIGNED,
            "Tanda tangan dan cap, atau elektronik.",
            "Signature and stamp, or electronic ones.",
        ),
    ),
    (
        Text(
            "Form yang salah untuk negara tujuannya.",
            "The wrong form for the country of destination.",
        ),
        Text("HS berbeda dengan PEB.", "Another HS code than on the PEB."),
        _OTHER_LOT,
    ),
)

PAGES: Mapping[str, Help] = {
    "nib": Help(
        Text("Sistem OSS, gratis.", "The OSS system, free of charge."),
        (
            _mark(NUMBER, "NIB 13 angka.", "The NIB, 13 digits."),
            _mark(NAME, "Nama pelaku usaha.", "The name of the business."),
            _mark(
                GOODS,
                "Kode KBLI yang cocok dengan produk dan kegiatan ekspor.",
                "The KBLI codes that fit the product and its export.",
            ),
            _mark(DATES, "Tanggal terbit atau perubahan.", "Day of issue or change."),
            _mark(QR, "QR yang membuka datanya di OSS.", "A QR that opens it in OSS."),
        ),
        (
            Text("Halaman lampiran KBLI tertinggal.", "The page of KBLI is left out."),
            _OLD_NAME,
        ),
    ),
    "halal_certificate": Help(
        Text("BPJPH, lewat SIHALAL.", "BPJPH, by SIHALAL."),
        (
            _mark(NUMBER, "Nomor ID dan 17 angka.", "The number: ID and 17 digits."),
            _YOUR_NAME,
            _mark(
                GOODS,
                "Lampiran daftar produk: nama produk Anda ada di situ.",
                "The annex of products: yours is in it.",
            ),
            _mark(DATES, "Tanggal penetapan.", "Day of the decision."),
            _mark(QR, "QR atau tanda tangan elektronik.", "QR or e-signature."),
        ),
        (
            Text(
                "Hanya halaman depan; daftar produknya tidak diunggah.",
                "Only the first page; the list of products is not handed in.",
            ),
            Text(
                "Sertifikat bahan dari pemasok, bukan milik sendiri.",
                "The certificate of a supplier's material, not your own.",
            ),
        ),
    ),
    "phytosanitary_certificate": Help(
        Text("Badan Karantina Indonesia.", "The Indonesian Quarantine Authority."),
        (
            _mark(NUMBER, "Nomor sertifikat.", "The number of the certificate."),
            _mark(
                NAME,
                "Eksportir dan penerima, sama dengan invoice.",
                "Exporter and consignee, the same as on the invoice.",
            ),
            _mark(
                GOODS,
                "Nama botani, jumlah, kemasan, tempat asal, alat angkut.",
                "Botanical name, quantity, packing, place of origin, transport.",
            ),
            _mark(
                DATES,
                "Tanggal terbit, sebelum atau saat berangkat.",
                "Day of issue, before or at departure.",
            ),
            _mark(
                SIGNED,
                "Tanda tangan petugas dan cap; pernyataan tambahan bila diminta.",
                "The officer's signature and stamp; the additional declaration where "
                "it is asked.",
            ),
        ),
        (
            Text(
                "Pernyataan tambahan yang diminta negara tujuan tidak ada.",
                "The declaration that the destination asks is missing.",
            ),
            _OTHER_LOT,
        ),
    ),
    "haccp_certificate": Help(
        Text(
            "Badan mutu KKP untuk ikan; lembaga sertifikasi untuk pangan lain.",
            "The quality body of KKP for fish; a certifier for other food.",
        ),
        (
            _mark(NUMBER, "Nomor sertifikat.", "The number of the certificate."),
            _mark(
                NAME,
                "Unit pengolahan dan alamatnya.",
                "The plant and its address.",
            ),
            _mark(
                GOODS,
                "Jenis olahan yang dicakup: milik Anda ada di situ.",
                "The kinds of processing it covers: yours is among them.",
            ),
            _mark(DATES, "Berlaku dari dan sampai.", "Valid from and until."),
            _mark(SIGNED, "Tanda tangan dan cap.", "Signature and stamp."),
        ),
        (
            Text(
                "Alamat pabrik di sertifikat bukan tempat produksi sekarang.",
                "The address on it is not where you produce now.",
            ),
            _BLURRED,
        ),
    ),
    "food_licence_pirt": Help(
        Text("Dinas kesehatan kabupaten atau kota, lewat OSS.",
             "The health office of the regency or city, by OSS."),
        (
            _mark(NUMBER, "Nomor P-IRT 15 angka.", "The P-IRT number, 15 digits."),
            _mark(NAME, "Nama IRTP dan pemilik.", "The name of maker and owner."),
            _mark(GOODS, "Satu jenis pangan per nomor.", "One kind of food a number."),
            _mark(DATES, "Berlaku 5 tahun.", "Valid for 5 years."),
        ),
        (
            Text(
                "Nomor P-IRT produk lain dipakai bersama.",
                "The number of another product is used as well.",
            ),
            _BLURRED,
        ),
    ),
    "certificate_of_analysis": Help(
        Text(
            "Laboratorium yang terakreditasi untuk metode itu.",
            "A laboratory that is accredited for the method.",
        ),
        (
            _mark(NUMBER, "Nomor laporan; semua halaman.", "Report number; all pages."),
            _YOUR_NAME,
            _mark(
                GOODS,
                "Nama contoh dan nomor lot; parameter, hasil, satuan, metode, LOQ.",
                "Sample and lot number; parameter, result, unit, method, LOQ.",
            ),
            _mark(
                DATES,
                "Tanggal contoh diambil, oleh siapa, dan tanggal laporan.",
                "When the sample was taken, by whom, and the day of the report.",
            ),
            _mark(
                SIGNED,
                "Tanda tangan dan lambang akreditasi (LP-...-IDN).",
                "Signature and mark of accreditation (LP-...-IDN).",
            ),
        ),
        (
            Text(
                "“Tidak terdeteksi” tanpa batas kuantifikasi (LOQ).",
                "“Not detected” without the limit of quantification (LOQ).",
            ),
            Text(
                "Tidak ada nomor lot, jadi tidak terbukti untuk barang ini.",
                "No lot number, so it proves nothing for these goods.",
            ),
        ),
    ),
    "commercial_invoice": Help(
        Text("Anda sendiri.", "You yourself."),
        (
            _mark(NUMBER, "Nomor dan tanggal invoice.", "Number and day."),
            _mark(NAME, "Penjual dan pembeli lengkap.", "Seller and buyer in full."),
            _mark(
                GOODS,
                "Uraian barang, HS, jumlah, harga, mata uang, Incoterm dan tempatnya.",
                "Goods, HS code, quantity, price, currency, Incoterm and its place.",
            ),
            _mark(SIGNED, "Tanda tangan.", "Signature."),
        ),
        (
            Text(
                "Berat atau jumlah berbeda dengan daftar kemasan.",
                "Weight or quantity differ from the packing list.",
            ),
            Text("Tanpa Incoterm.", "Without an Incoterm."),
        ),
    ),
    "export_declaration_peb": Help(
        Text("Bea Cukai, lewat CEISA.", "Customs, by CEISA."),
        (
            _mark(NUMBER, "Nomor pengajuan dan pendaftaran.",
                  "Numbers of submission and registration."),
            _YOUR_NAME,
            _mark(GOODS, "HS 8 angka, berat, nilai FOB.",
                  "HS code of 8 digits, weight, FOB value."),
            _mark(DATES, "Tanggal pendaftaran.", "Day of registration."),
        ),
        (_OTHER_LOT, _DRAFT),
    ),
    "fumigation_certificate": Help(
        Text("Perusahaan fumigasi yang terdaftar.", "A registered fumigator."),
        (
            _mark(NUMBER, "Nomor sertifikat dan registrasi fumigator.",
                  "Number of the certificate and of the fumigator."),
            _YOUR_NAME,
            _mark(
                GOODS,
                "Bahan, dosis, suhu, lama, nomor peti kemas.",
                "Agent, dose, temperature, hours, container number.",
            ),
            _mark(DATES, "Tanggal perlakuan.", "Day of the treatment."),
            _mark(SIGNED, "Tanda tangan dan cap.", "Signature and stamp."),
        ),
        (
            Text(
                "Dosis atau suhu kosong; lama perlakuan kurang dari yang diminta.",
                "Dose or temperature left empty; shorter than what is asked.",
            ),
            _OTHER_LOT,
        ),
    ),
    "svlk_certificate": Help(
        Text("Lembaga penilai yang terakreditasi KAN.", "A body accredited by KAN."),
        (
            _mark(NUMBER, "Nomor sertifikat.", "The number of the certificate."),
            _YOUR_NAME,
            _mark(GOODS, "Jenis produk dan bahan.", "Kinds of product and material."),
            _mark(DATES, "Berlaku dari dan sampai; tanggal penilikan.",
                  "Valid from and until; days of surveillance."),
            _mark(SIGNED, "Tanda tangan dan cap.", "Signature and stamp."),
        ),
        (
            Text(
                "Penilikan tahunan terlewat, jadi sertifikat dibekukan.",
                "The yearly surveillance was missed, so it is suspended.",
            ),
            _OLD_NAME,
        ),
    ),
}  # fmt: skip


def find_help(type_: str) -> Help:
    """The page of a type; the general one for any other."""
    if type_.startswith("coo_form_"):
        return _COO
    return PAGES.get(type_, GENERAL)


def list_pages() -> list[str]:
    """Types with a page of their own, and one of the proofs of origin."""
    return [*PAGES, "coo_form_d"]
