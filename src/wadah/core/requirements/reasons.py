"""Sentences of an assessment: every one names the fact, the look-up or the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from wadah.core.requirements.rules import Rule
from wadah.core.requirements.vocabulary import Vocabulary
from wadah.core.values import Text

NOT_ASKED = Text("Tidak diminta untuk kiriman ini.", "This is not asked for.")
EXEMPT = Text("Pengecualian berlaku.", "An exemption applies.")
SETTLED = Text(
    "Sudah dicek ke sumber resmi, dengan tanggal.",
    "Checked at the official source, with a date.",
)
LOOK_UP = Text(
    "Perlu dicek ke sumber resmi pada hari ini.",
    "This must be looked up at the official source today.",
)
_NOT_CONFIRMED = Text(
    "Aturan ini belum dipastikan pada naskah yang berlaku, jadi dicek dulu sebelum "
    "dinyatakan tidak memenuhi.",
    "The rule itself is not confirmed in the text in force, so it is looked up before "
    "anything is refused.",
)


def say_not_stated(names: Iterable[str], words: Vocabulary) -> Text:
    """Which facts nobody stated, and which look-ups nobody made."""
    facts, lookups = _sorted_out(names)
    parts: list[Text] = []
    if facts:
        named = list_labels(facts, words)
        parts.append(Text(f"Belum disebut: {named.id}.", f"Not stated: {named.en}."))
    if lookups:
        named = list_labels(lookups, words)
        parts.append(
            Text(f"Belum dicari: {named.id}.", f"Not looked up: {named.en}."),
        )
    return Text(" ".join(one.id for one in parts), " ".join(one.en for one in parts))


def say_scope_doubt(names: Iterable[str], words: Vocabulary) -> Text:
    """That a rule may or may not apply, and for want of which fact."""
    want = say_not_stated(names, words)
    return Text(
        f"Belum dapat dipastikan apakah aturan ini berlaku. {want.id}",
        f"It cannot be told yet whether this rule applies. {want.en}",
    )


def say_stale(names: Iterable[str], words: Vocabulary) -> Text:
    """That an answer is there and too old, undated, undecided or ahead of its time."""
    named = list_labels(names, words)
    return Text(
        f"Jawaban ini tidak menentukan ({named.id}): tidak bertanggal, bertanggal "
        "sesudah hari ini, lebih lama dari 92 hari, atau belum pasti.",
        f"This answer settles nothing ({named.en}): it has no date, a date after "
        "today, is older than 92 days, or is undecided.",
    )


def say_fact_fails(names: Iterable[str], words: Vocabulary) -> Text:
    """Which stated facts break the requirement."""
    kept = tuple(dict.fromkeys(names))
    if not kept:
        return Text(
            "Menurut aturan ini barangnya tidak boleh masuk.",
            "By this rule the goods may not enter.",
        )
    named = list_labels(kept, words)
    return Text(
        f"Yang disebut tidak memenuhi syarat ini: {named.id}.",
        f"What is stated does not meet this requirement: {named.en}.",
    )


def say_not_confirmed(rule: Rule, as_of: date) -> Text:
    """Why a rule that is broken only asks."""
    if as_of > rule.review_by:
        return Text(
            f"Aturan ini lewat hari ceknya, {rule.review_by}, jadi dicek lagi dulu.",
            f"The rule is past its review day, {rule.review_by}, so it is checked "
            "again first.",
        )
    return _NOT_CONFIRMED


def say_applies_from(day: date) -> Text:
    return Text(f"Baru berlaku mulai {day}.", f"This applies only from {day}.")


def list_labels(names: Iterable[str], words: Vocabulary) -> Text:
    labels = [_label(name, words) for name in dict.fromkeys(names)]
    return Text(
        ", ".join(one.id for one in labels), ", ".join(one.en for one in labels)
    )


def _label(name: str, words: Vocabulary) -> Text:
    if name.startswith("rules."):
        rule = name.removeprefix("rules.")
        return Text(f"syarat {rule}", f"requirement {rule}")
    if name == "product.family":
        return Text("jenis barang", "the kind of goods")
    if name == "destination":
        return Text("negara tujuan", "the destination")
    if name == "consignment.value_usd":
        return words.label("consignment.value")
    return words.label(name)


def _sorted_out(names: Iterable[str]) -> tuple[Sequence[str], Sequence[str]]:
    kept = tuple(dict.fromkeys(names))
    lookups = [name for name in kept if name.startswith(("answers.", "rules."))]
    return [name for name in kept if name not in lookups], lookups
