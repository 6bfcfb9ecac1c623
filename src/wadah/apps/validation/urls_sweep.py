"""Addresses of what the last sweep said of all products."""

from __future__ import annotations

from django.urls import path

from wadah.apps.validation.views import sweep

sweep_patterns = [
    path("sweep/", sweep.sweep_list, name="sweep_list"),
    path("sweep/start/", sweep.sweep_start, name="sweep_start"),
    path("sweep/products/", sweep.swept_list, name="swept_list"),
]
