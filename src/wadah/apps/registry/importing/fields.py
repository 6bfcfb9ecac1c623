"""Fields a list can fill, and the words by which column titles name them."""

from __future__ import annotations

import re
from typing import Final

# Order matters: of two patterns that fit a title the earlier one wins.
_PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    ("external_no", r"(no|nomor|no urut|nomor urut|id|id umkm|number)"),
    ("kbli_title", r"(judul|uraian|nama|deskripsi|keterangan) kbli|kbli title"),
    ("kbli", r"(nomor|kode|no|code) kbli( \d{4})?|kbli code"),
    ("export_share_pct", r".*(%|persen|persentase|share).*(ekspor|export).*"),
    ("export_countries", r"negara (tujuan )?(ekspor|export)|export countr(y|ies)"),
    ("owner_gender", r"jenis kelamin( l p)?|l p|gender|sex|owner gender"),
    (
        "owner_name",
        r"(nama )?(pemilik|pengusaha|pimpinan|penanggung jawab|pelaku usaha)"
        r"( kontak person| usaha)?|(nama )?kontak( person)?|contact( person)?"
        r"|owner( name)?",
    ),
    (
        "legal_form",
        r"bentuk (badan )?(usaha|hukum)|badan (hukum|usaha)|legal form",
    ),
    ("size_class", r"skala( usaha)?|ukuran usaha|size class|business size"),
    ("nib", r"(no|nomor)? ?(nib|induk berusaha)"),
    ("npwp", r"(no|nomor)? ?npwp"),
    ("email", r"(alamat )?e ?mail"),
    ("certificate_iumk", r"(no|nomor)? ?(iumk|izin usaha mikro( kecil)?)"),
    (
        "certificate_pirt",
        r"(no|nomor)? ?(izin |sertifikat )?(p ?irt|spp ?irt)",
    ),
    ("certificate_halal", r"(no|nomor)? ?(sertifikat |sertifikasi )?halal"),
    (
        "certificate_mark",
        r"(no|nomor)? ?(sertifikat )?(merek|merk|haki)( terdaftar| dagang)?",
    ),
    ("certificate_bpom", r"(no|nomor)? ?(izin edar )?(bpom|md)( ri)?( md)?"),
    ("permit_year", r"tahun (di)?(keluarkan |terbit )?izin|permit year"),
    ("data_year", r"tahun (data|survey|survei|pendataan)|data year|survey year"),
    (
        "name",
        r"(nama )?(perusahaan|umkm|ikm|toko|badan usaha)|nama (usaha|ukm|merek)"
        r"|(business|company|firm)( name)?",
    ),
    ("village", r"(alamat )?(nama )?(desa|kelurahan|pekon|desa kelurahan)|village"),
    ("district", r"(alamat )?(nama )?kecamatan|district|subdistrict"),
    (
        "regency",
        r"(alamat )?(nama )?(kabupaten|kota|kab|kabupaten kota|kab kota)|regency",
    ),
    (
        "phone",
        r"(alamat )?(no|nomor)? ?(telp|telepon|telpon|hp|handphone|whatsapp|wa|kontak)"
        r"( fax| hp| wa)?|phone( number)?|contact number",
    ),
    ("street", r"(alamat )?jalan|alamat( usaha| lengkap)?|address|street"),
    (
        "workers_male",
        r"(tenaga kerja|pekerja|karyawan)( orang)? (l|laki laki|pria)|workers male",
    ),
    (
        "workers_female",
        r"(tenaga kerja|pekerja|karyawan)( orang)? (p|perempuan|wanita)"
        r"|workers female",
    ),
    (
        "workers",
        r"(jumlah |jumlash )?(tenaga kerja|pekerja|karyawan)( orang)?( jumlah)?"
        r"|workers",
    ),
    ("investment_idr", r"(nilai )?(investasi|modal|aset)( usaha)?|total aset"),
    ("capacity_unit", r"(kapasitas( produksi)? )?satuan|capacity unit"),
    ("capacity_value", r"kapasitas( produksi)?( jumlah| volume)?|capacity"),
    (
        "production_value_idr",
        r"nilai produksi|omzet.*|omset.*|penjualan.*|production value",
    ),
    ("material_value_idr", r"nilai (bb|bahan baku)( bp| bahan penolong)?"),
    ("latitude", r"lat|latitude|lintang"),
    ("longitude", r"lng|lon|long|longitude|bujur"),
    ("commodity", r"komodi(ti|tas)|commodity|kelompok( usaha)?"),
    ("product_name", r"(nama |jenis )?produk( utama)?|product( name)?|kegiatan"),
    ("category", r"kategori( usaha)?|category|jenis usaha|sektor( usaha)?"),
)

# Titles too short to trust alone: they name a field only if no other column does.
_WEAK_PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    ("kbli", r"kbli( \d{4})?"),
    ("kbli_title", r"kbli( \d{4})?"),
    ("name", r"nama|name|usaha"),
    ("data_year", r"tahun|year"),
    ("capacity_value", r"jumlah|volume"),
)

_SECOND_ROW_WORDS = re.compile(
    r"l p|l|p|laki laki|perempuan|pria|wanita|jumlah|volume|satuan|nilai|kbli|nomor"
)

FIELDS: Final[tuple[str, ...]] = tuple(field for field, _ in _PATTERNS)

_STRONG = tuple((field, re.compile(pattern)) for field, pattern in _PATTERNS)
_WEAK = tuple((field, re.compile(pattern)) for field, pattern in _WEAK_PATTERNS)
_UNIT_OF_MONEY = re.compile(r"\b(dalam )?(rp|rupiah|ribu|juta)( 000| ribu| juta)*\b")


def normalise_title(title: str) -> str:
    """Lower case, words only; the per cent sign stays because it names a field."""
    return " ".join(re.findall(r"[a-z0-9]+|%", title.casefold()))


def _bare(title: str) -> str:
    """The title without its unit of money."""
    return " ".join(_UNIT_OF_MONEY.sub(" ", normalise_title(title)).split())


def strong_field(title: str) -> str | None:
    """The field that `title` names beyond doubt, or None."""
    bare = _bare(title)
    return next((name for name, rule in _STRONG if rule.fullmatch(bare)), None)


def weak_fields(title: str) -> tuple[str, ...]:
    """Fields that `title` may name when no other column does, best first."""
    bare = _bare(title)
    return tuple(name for name, rule in _WEAK if rule.fullmatch(bare))


def is_header_word(title: str) -> bool:
    """True when the cell could stand in a header, in its first or second row."""
    bare = _bare(title)
    return bool(
        strong_field(title) or weak_fields(title) or _SECOND_ROW_WORDS.fullmatch(bare)
    )


def money_factor(title: str) -> int:
    """How many rupiah one unit of the column is: `(Rp.000)` means thousands."""
    words = normalise_title(title)
    if re.search(r"\brp 000 000\b|\bjuta\b", words):
        return 1_000_000
    if re.search(r"\brp 000\b|\bribu(an)?\b", words):
        return 1_000
    return 1
