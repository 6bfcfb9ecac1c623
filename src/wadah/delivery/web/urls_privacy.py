"""Addresses of everything about personal data."""

from __future__ import annotations

from django.urls import path

from wadah.delivery.web.views import data_requests, my_data, privacy

privacy_patterns = [
    path("privacy/", privacy.privacy_notice, name="privacy_notice"),
    path("privacy/data/", privacy.privacy_table, name="privacy_table"),
    path("my-data/", my_data.my_data, name="my_data"),
    path("my-data/copy/", my_data.my_data_copy, name="my_data_copy"),
    path("my-data/ask/", my_data.my_data_ask, name="my_data_ask"),
    path("my-data/erase/", my_data.my_data_erase, name="my_data_erase"),
    path("data-requests/", data_requests.data_request_list, name="data_request_list"),
    path(
        "data-requests/<int:pk>/",
        data_requests.data_request_detail,
        name="data_request_detail",
    ),
    path("exports-log/", privacy.export_log, name="export_log"),
    path("exports-log/file/", privacy.export_log_file, name="export_log_file"),
    path("retention/", privacy.retention, name="retention"),
    path("breaches/", privacy.breach_list, name="breach_list"),
    path("breaches/add/", privacy.breach_add, name="breach_add"),
    path("breaches/<int:pk>/", privacy.breach_detail, name="breach_detail"),
    path("breaches/<int:pk>/edit/", privacy.breach_edit, name="breach_edit"),
    path("breaches/<int:pk>/close/", privacy.breach_close, name="breach_close"),
    path("breaches/<int:pk>/letter/", privacy.breach_letter, name="breach_letter"),
]
