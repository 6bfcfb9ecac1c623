"""The workbook of a kind, from its columns: what it asks for is what is read."""

from __future__ import annotations

from wadah.apps.registry.row_import.kind import ImportKind
from wadah.apps.registry.template_file import TemplateColumn, write_template
from wadah.core.values import Text


def make_workbook(kind: ImportKind) -> bytes:
    """XLSX with drop-downs, help in both languages and an example that is skipped."""
    columns = [
        TemplateColumn(
            title=one.title,
            about=_about(one.about, one.english, one.is_required),
            example=one.example,
            choices=tuple(one.choices()) if one.choices else (),
            is_free=one.is_free,
            width=one.width,
        )
        for one in kind.columns
    ]
    return write_template(kind.sheet, columns, (kind.identity, *_guide(kind)))


def _about(about: Text, english: str, is_required: bool) -> Text:
    if not is_required:
        return Text(about.id, f"{english}: {about.en}")
    return Text(f"Wajib. {about.id}", f"{english}: required. {about.en}")


def _guide(kind: ImportKind) -> tuple[Text, ...]:
    return (
        Text(
            f"Isi lembar “{kind.sheet}”. Judul kolom jangan diubah.",
            f"Fill in the sheet “{kind.sheet}”. Keep the titles of the columns.",
        ),
        Text(
            "Baris contoh (huruf miring) dilewati saat dimuat; boleh dibiarkan atau "
            "dihapus.",
            "The example row (in italics) is skipped when loading; leave or delete it.",
        ),
        Text(
            "Sel kosong tidak mengubah apa pun. Memuat berkas yang sama dua kali tidak "
            "menggandakan apa pun.",
            "An empty cell changes nothing. Loading the same file twice doubles "
            "nothing.",
        ),
        Text(
            f"Lalu: wadah import {kind.name} BERKAS --dry-run",
            f"Then: wadah import {kind.name} FILE --dry-run",
        ),
    )
