"""Addresses of shortlists and of catalogues made from them."""

from __future__ import annotations

from django.urls import path

from wadah.apps.matching.views import catalogue, shortlist

urlpatterns = [
    path("shortlists/", shortlist.shortlist_list, name="shortlist_list"),
    path("<int:pk>/shortlist/", shortlist.shortlist_add, name="shortlist_add"),
    path("shortlists/<int:pk>/", shortlist.shortlist_detail, name="shortlist_detail"),
    path("shortlists/<int:pk>/move/", shortlist.shortlist_move, name="shortlist_move"),
    path(
        "shortlists/<int:pk>/products/",
        shortlist.shortlist_entry_add,
        name="shortlist_entry_add",
    ),
    path(
        "shortlists/products/<int:pk>/",
        shortlist.shortlist_entry_change,
        name="shortlist_entry_change",
    ),
    path(
        "shortlists/products/<int:pk>/feedback/",
        shortlist.shortlist_feedback,
        name="shortlist_feedback",
    ),
    path("<int:pk>/catalogue/", catalogue.catalogue, name="catalogue"),
    path(
        "shortlists/<int:pk>/catalogue/",
        catalogue.shortlist_catalogue,
        name="shortlist_catalogue",
    ),
]
