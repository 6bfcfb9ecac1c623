"""Addresses that stand on paper and in other people's files: they do not change."""

from __future__ import annotations

from django.urls import path

from wadah.apps.validation.views import public_sheets

app_name = "sheets"
urlpatterns = [
    path("", public_sheets.check, name="check"),
    path("keys.json", public_sheets.keys, name="keys"),
    path("status.json", public_sheets.status, name="status"),
    path("<slug:code>/", public_sheets.show, name="show"),
    path("<slug:code>/sheet.pdf", public_sheets.file, name="file"),
]
