"""Addresses of pooled offers and of their shares."""

from __future__ import annotations

from django.urls import path

from wadah.apps.matching.views import pooled_offer

urlpatterns = [
    path("<int:pk>/pooled/", pooled_offer.pooled_offer_add, name="pooled_offer_add"),
    path(
        "pooled/<int:pk>/", pooled_offer.pooled_offer_detail, name="pooled_offer_detail"
    ),
    path(
        "pooled/<int:pk>/move/", pooled_offer.pooled_offer_move,
        name="pooled_offer_move",
    ),
    path(
        "pooled/<int:pk>/sheet/", pooled_offer.pooled_offer_sheet,
        name="pooled_offer_sheet",
    ),
    path(
        "pooled/<int:pk>/trace/", pooled_offer.pooled_offer_trace,
        name="pooled_offer_trace",
    ),
    path("shares/<int:pk>/", pooled_offer.share_detail, name="share_detail"),
]  # fmt: skip
