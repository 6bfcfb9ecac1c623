"""Addresses of the loading of lists."""

from __future__ import annotations

from django.urls import path

from wadah.apps.registry.views import assisted, import_batch, import_flow, imports

import_patterns = [
    path("businesses/assisted/", assisted.assisted_add, name="assisted_add"),
    path("businesses/paper-form/", assisted.paper_form, name="paper_form"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/export/", imports.import_export, name="import_export"),
    path("imports/add/", import_flow.import_add, name="import_add"),
    path("imports/template/", assisted.template_download, name="template_download"),
    path("imports/columns/", import_flow.import_columns, name="import_columns"),
    path(
        "imports/jobs/<int:pk>/", import_flow.import_progress, name="import_progress"
    ),
    path(
        "imports/jobs/<int:pk>/cancel/", import_flow.import_cancel,
        name="import_cancel",
    ),
    path(
        "imports/jobs/<int:pk>/restart/", import_flow.import_restart,
        name="import_restart",
    ),
    path(
        "imports/jobs/<int:pk>/preview/", import_flow.import_preview,
        name="import_preview",
    ),
    path(
        "imports/jobs/<int:pk>/preview/problems/",
        import_flow.import_preview_problems,
        name="import_preview_problems",
    ),
    path(
        "imports/jobs/<int:pk>/load/", import_flow.import_start, name="import_start"
    ),
    path("imports/<int:pk>/", imports.import_detail, name="import_detail"),
    path("imports/<int:pk>/problems/", imports.import_problems, name="import_problems"),
    path(
        "imports/<int:pk>/differences/", import_batch.difference_list,
        name="difference_list",
    ),
    path(
        "imports/<int:pk>/differences/export/", import_batch.difference_export,
        name="difference_export",
    ),
    path(
        "imports/<int:pk>/differences/decide/", import_batch.difference_decide,
        name="difference_decide",
    ),
    path("imports/<int:pk>/undo/", import_batch.import_undo, name="import_undo"),
]  # fmt: skip
