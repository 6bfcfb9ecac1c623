"""Addresses of the capacity of a product."""

from __future__ import annotations

from django.urls import path

from wadah.apps.registry.views import capacity, capacity_terms

capacity_patterns = [
    path(
        "products/<int:pk>/capacity/", capacity.capacity_declare,
        name="capacity_declare",
    ),
    path(
        "products/<int:pk>/capacity/year/", capacity.capacity_year,
        name="capacity_year",
    ),
    path(
        "products/<int:pk>/capacity/verify/", capacity.capacity_verify,
        name="capacity_verify",
    ),
    path(
        "products/<int:pk>/capacity/withdraw/", capacity.capacity_withdraw,
        name="capacity_withdraw",
    ),
    path(
        "products/<int:pk>/capacity/stock/", capacity_terms.stock_count,
        name="stock_count",
    ),
    path(
        "products/<int:pk>/capacity/usual-year/", capacity_terms.usual_year,
        name="usual_year",
    ),
    path(
        "products/<int:pk>/capacity/downtime/", capacity_terms.downtime_add,
        name="downtime_add",
    ),
    path(
        "downtimes/<int:pk>/end/", capacity_terms.downtime_end, name="downtime_end",
    ),
]  # fmt: skip
