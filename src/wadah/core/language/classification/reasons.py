"""Why a code is a candidate, in words."""

from __future__ import annotations

from collections.abc import Collection

from wadah.core.language.classification.index import IndexedName
from wadah.core.values import Text

_SHOWN = 8


def write_reason(words: Collection[str], name: IndexedName | None, label: Text) -> Text:
    """One or two sentences: which words were found, in what, and the note on it."""
    listed = ", ".join(f"“{word}”" for word in list(words)[:_SHOWN])
    if name is None:
        return Text(
            f"Kata yang ditemukan dalam teks kode ini: {listed}.",
            f"Words found in the text of this code: {listed}.",
        )
    goods = name.goods
    source = _SOURCES[goods.kind]
    note = goods.note
    return Text(
        f"{source.id} “{goods.name}”; kata yang cocok: {listed}."
        + (f" {note.id}" if note.id else ""),
        f"{source.en} “{goods.name}”; words that fit: {listed}."
        + (f" {note.en}" if note.en else ""),
    )


_SOURCES = {
    "family": Text("Keluarga produk yang dikenal sebagai", "Product family known as"),
    "everyday": Text("Nama sehari-hari untuk kode ini:", "Everyday name of this code:"),
    "pair": Text("Petugas menegaskan kode ini untuk", "An officer confirmed it for"),
}
