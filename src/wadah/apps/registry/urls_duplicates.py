"""Addresses of possible duplicates and merges."""

from __future__ import annotations

from django.urls import path

from wadah.apps.registry.views import duplicates

duplicate_patterns = [
    path("duplicates/", duplicates.duplicate_list, name="duplicate_list"),
    path("duplicates/export/", duplicates.duplicate_export, name="duplicate_export"),
    path("duplicates/<int:pk>/", duplicates.duplicate_pair, name="duplicate_pair"),
    path(
        "duplicates/<int:pk>/merge/", duplicates.duplicate_merge,
        name="duplicate_merge",
    ),
    path(
        "duplicates/<int:pk>/never/", duplicates.duplicate_never,
        name="duplicate_never",
    ),
    path("duplicates/merged/", duplicates.merge_list, name="merge_list"),
    path("duplicates/merged/export/", duplicates.merge_export, name="merge_export"),
    path(
        "duplicates/merged/<int:pk>/undo/", duplicates.merge_undo, name="merge_undo"
    ),
]  # fmt: skip
