"""Addresses of the demand for a product and of what a business misses."""

from __future__ import annotations

from django.urls import path

from wadah.apps.matching.views import demand

urlpatterns = [
    path("products/<int:pk>/", demand.product_requests, name="product_requests"),
    path("missing/<int:pk>/", demand.business_misses, name="business_misses"),
]
