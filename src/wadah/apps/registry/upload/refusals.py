"""Why a file is not taken, each with how to mend it."""

from __future__ import annotations

from wadah.core.values import InvalidInput, Text

FIELD = "upload"
_AGAIN_ID = "Cetak ulang menjadi PDF (Print > Save as PDF), lalu unggah hasilnya."
_AGAIN_EN = "Print it to PDF once more (Print > Save as PDF) and hand in the result."

WORDS: dict[str, Text] = {
    "file_empty": Text(
        "Berkas ini kosong. Pilih berkasnya lagi.",
        "This file is empty. Choose it again.",
    ),
    "file_type": Text(
        "Isi berkas ini bukan PDF, JPG, PNG atau WebP, apa pun namanya. Foto suratnya, "
        "atau simpan ulang sebagai PDF.",
        "Inside, this file is no PDF, JPG, PNG or WebP, whatever it is called. Take a "
        "photo of the paper, or save it again as PDF.",
    ),
    "file_two_kinds": Text(
        f"Berkas ini sekaligus berkas jenis lain, seperti yang dipakai perusak. "
        f"{_AGAIN_ID}",
        f"This file is a file of another kind at the same time, as attackers make "
        f"them. {_AGAIN_EN}",
    ),
    "pdf_broken": Text(
        "PDF ini rusak atau terpotong. Unduh atau pindai ulang, lalu coba lagi.",
        "This PDF is broken or cut off. Download or scan it again, then try once more.",
    ),
    "pdf_password": Text(
        "PDF ini terkunci dengan sandi. Buka dengan sandinya, simpan tanpa sandi, lalu "
        "unggah lagi.",
        "This PDF is locked with a password. Open it, save it without the password and "
        "hand it in again.",
    ),
    "pdf_pages": Text(
        "PDF ini lebih dari 100 halaman. Simpan halaman suratnya saja.",
        "This PDF has more than 100 pages. Save only the pages of the paper.",
    ),
    "pdf_active": Text(
        f"PDF ini memuat perintah yang berjalan sendiri. {_AGAIN_ID}",
        f"This PDF holds commands that run by themselves. {_AGAIN_EN}",
    ),
    "pdf_attachment": Text(
        f"Di dalam PDF ini ada berkas lain. {_AGAIN_ID}",
        f"There are other files inside this PDF. {_AGAIN_EN}",
    ),
    "pdf_heavy": Text(
        f"PDF ini terlalu rumit untuk diperiksa. {_AGAIN_ID}",
        f"This PDF is too intricate to be looked at. {_AGAIN_EN}",
    ),
    "picture_broken": Text(
        "Foto ini rusak atau terpotong. Ambil fotonya sekali lagi.",
        "This picture is broken or cut off. Take the photo again.",
    ),
    "picture_pixels": Text(
        "Gambar ini lebih dari 80 juta titik. Ambil foto dengan ukuran biasa.",
        "This picture has more than 80 million points. Take a photo of ordinary size.",
    ),
    "malware": Text(
        "Pemindai menemukan virus di berkas ini. Jangan dibuka; pindai perangkat Anda, "
        "lalu buat berkasnya sekali lagi.",
        "The scanner found a virus in this file. Do not open it; scan your device, "
        "then make the file once more.",
    ),
    "scanner_silent": Text(
        "Pemindai virus sedang tidak menjawab, jadi tidak ada yang disimpan. Coba lagi "
        "beberapa menit lagi, atau beri tahu petugas.",
        "The virus scanner does not answer, so nothing was kept. Try again in some "
        "minutes, or tell an officer.",
    ),
}


def refuse(rule: str, field: str = FIELD) -> InvalidInput:
    """The refusal of a rule, to be raised."""
    return InvalidInput(field, rule, WORDS[rule])


def too_large(limit: int, field: str = FIELD) -> InvalidInput:
    megabytes = limit // 1024**2
    return InvalidInput(
        field,
        "file_too_large",
        Text(
            f"Berkas lebih dari {megabytes} MB. Perkecil atau pindai ulang.",
            f"The file is larger than {megabytes} MB. Scan it again, smaller.",
        ),
    )
