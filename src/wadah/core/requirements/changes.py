"""What would change the answer where a stated fact breaks a requirement.

A rule may name its own steps; these are the ones that follow from the fact alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wadah.core.values import Step, Text


def list_changes(names: Iterable[str]) -> tuple[Step, ...]:
    """One step for each fact that somebody can change; another market if there is none.

    Examples
    --------
    >>> [step.action for step in list_changes(("attributes.free_of_soil",))]
    ['rework_lot']
    >>> [step.subject for step in list_changes(("answers.country_listed",))]
    ['destination']
    """
    kept = tuple(dict.fromkeys(names))
    found = tuple(
        Step(action, name, text)
        for name in kept
        if name in _CHANGES
        for action, text in (_CHANGES[name],)
    )
    return found or (_ELSEWHERE,)


_ELSEWHERE = Step(
    "change_destination",
    "destination",
    Text("Pilih negara tujuan lain.", "Choose another destination."),
)
_CLEAN_MEDIUM = Text(
    "Tanam kembali dalam media bebas tanah, atau kirim dengan akar bersih.",
    "Replant in a medium free of soil, or ship with bare roots.",
)
_CHANGES: Mapping[str, tuple[str, Text]] = {
    "attributes.free_of_soil": (
        "rework_lot",
        Text(
            "Bersihkan tanah dari lot, lalu periksa lagi.",
            "Remove the soil from the lot and check it again.",
        ),
    ),
    "attributes.free_of_fruit_pulp": (
        "rework_lot",
        Text(
            "Bersihkan sisa daging buah dan kulit dari biji.",
            "Clean fruit pulp and husk off the beans.",
        ),
    ),
    "attributes.free_of_pests": (
        "treat",
        Text(
            "Ayak dan beri perlakuan pada lot sampai bebas serangga dan biji gulma.",
            "Sieve and treat the lot until it is free of insects and seeds.",
        ),
    ),
    "attributes.free_of_animal_matter": (
        "rework_lot",
        Text(
            "Bersihkan bahan hewan dari lot, lalu periksa lagi.",
            "Remove the animal matter from the lot and check it again.",
        ),
    ),
    "attributes.medium_contents": (
        "change_form",
        Text(
            "Kirim media tanpa tanah dan kompos.",
            "Ship a medium without soil and compost.",
        ),
    ),
    "attributes.used_for_growing_before": (
        "replace_lot",
        Text("Pakai sabut yang baru.", "Use coir that was never used."),
    ),
    "attributes.medium_at_planting": ("replace_lot", _CLEAN_MEDIUM),
    "attributes.medium_since_planting": ("replace_lot", _CLEAN_MEDIUM),
    "attributes.plant_genus": (
        "replace_lot",
        Text(
            "Kirim tanaman dari genus lain, atau pilih negara tujuan lain.",
            "Ship plants of another genus, or choose another destination.",
        ),
    ),
    "attributes.polymers": (
        "rework_lot",
        Text(
            "Pisahkan plastik yang bukan PE, PP atau PET.",
            "Take out the plastic that is not PE, PP or PET.",
        ),
    ),
    "attributes.sorting": (
        "rework_lot",
        Text("Sortir plastik menurut jenisnya.", "Sort the plastic by its kind."),
    ),
    "attributes.clean": (
        "rework_lot",
        Text("Cuci dan bersihkan skrap.", "Wash and clean the scrap."),
    ),
    "attributes.halal_claim": (
        "remove_claim",
        Text(
            "Lepas kata dan logo halal dari kemasan.",
            "Take the word and the logo halal off the pack.",
        ),
    ),
    "attributes.for_planting": (
        "change_form",
        Text(
            "Kirim dalam bentuk yang tidak dapat tumbuh.",
            "Ship in a form that cannot grow.",
        ),
    ),
    "attributes.commercially_prepared": (
        "change_form",
        Text(
            "Kemas pada perusahaan pengemas yang terdaftar.",
            "Have the goods packed by a registered firm.",
        ),
    ),
    "attributes.inert_gas_hours": (
        "treat",
        Text(
            "Angin-anginkan lebih lama, atau simpan dalam gas lembam 24 jam.",
            "Weather the charcoal longer, or keep it under inert gas for 24 hours.",
        ),
    ),
    "consignment.packing_new_clean": (
        "change_packing",
        Text("Pakai kemasan baru dan bersih.", "Use new, clean packing."),
    ),
}

CHANGEABLE = frozenset(_CHANGES)
