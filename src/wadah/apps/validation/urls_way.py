"""Addresses of ways to ready, of readiness, and of the figures behind them."""

from __future__ import annotations

from django.urls import path

from wadah.apps.validation.views import readiness, way

way_patterns = [
    path("<int:pk>/way/", way.case_way, name="case_way"),
    path("product/<int:pk>/papers/", way.product_papers, name="product_papers"),
    path("business/<int:pk>/papers/", way.business_papers, name="business_papers"),
    path("figures/", way.figure_list, name="figure_list"),
    path("figures/new/", way.figure_add, name="figure_add"),
    path("figures/<int:pk>/", way.figure_edit, name="figure_edit"),
    path("readiness/", readiness.readiness_list, name="readiness_list"),
    path("product/<int:pk>/readiness/", readiness.readiness, name="readiness"),
    path(
        "product/<int:pk>/readiness/keep/",
        readiness.readiness_refresh,
        name="readiness_refresh",
    ),
]
