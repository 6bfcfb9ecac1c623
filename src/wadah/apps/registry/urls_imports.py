"""Addresses of the loading of lists."""

from __future__ import annotations

from django.urls import path

from wadah.apps.registry.views import imports

import_patterns = [
    path("imports/", imports.import_list, name="import_list"),
    path("imports/add/", imports.import_add, name="import_add"),
    path("imports/<int:pk>/", imports.import_detail, name="import_detail"),
    path("imports/<int:pk>/problems/", imports.import_problems, name="import_problems"),
]
