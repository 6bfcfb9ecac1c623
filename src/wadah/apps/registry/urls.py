"""Addresses of businesses, products and pictures; the import's own stand apart."""

from __future__ import annotations

from django.urls import path

from wadah.apps.registry.urls_capacity import capacity_patterns
from wadah.apps.registry.urls_claims import claim_patterns
from wadah.apps.registry.urls_duplicates import duplicate_patterns
from wadah.apps.registry.urls_imports import import_patterns
from wadah.apps.registry.urls_records import record_patterns
from wadah.apps.registry.views import business, business_list, product

app_name = "registry"
_PATTERNS = [
    path("businesses/", business_list.business_list, name="business_list"),
    path("businesses/export/", business_list.business_export, name="business_export"),
    path("businesses/add/", business.business_add, name="business_add"),
    path("businesses/<int:pk>/edit/", business.business_edit, name="business_edit"),
    path(
        "businesses/<int:pk>/consents/<int:consent_pk>/withdraw/",
        business.consent_withdraw,
        name="consent_withdraw",
    ),
    path("businesses/<int:pk>/visits/add/", business.visit_add, name="visit_add"),
    path(
        "businesses/<int:pk>/products/add/", product.product_add, name="product_add"
    ),
    path(
        "products/<int:pk>/record/", product.product_detail, name="product_detail"
    ),
    path("products/<int:pk>/edit/", product.product_edit, name="product_edit"),
    path(
        "products/<int:pk>/photos/add/",
        product.product_photo_add,
        name="product_photo_add",
    ),
    path("products/<int:pk>/lots/add/", product.lot_add, name="lot_add"),
    path("photos/<int:pk>.jpg", product.photo, name="photo"),
]  # fmt: skip
urlpatterns = [
    *_PATTERNS,
    *capacity_patterns,
    *claim_patterns,
    *record_patterns,
    *import_patterns,
    *duplicate_patterns,
]
