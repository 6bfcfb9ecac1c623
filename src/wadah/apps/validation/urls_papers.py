"""Addresses of papers, certificates and looks into registers."""

from __future__ import annotations

from django.urls import path

from wadah.apps.validation.views import (
    certificate,
    document,
    expiring,
    paper_help,
    register_check,
)

paper_patterns = [
    path("business/<int:pk>/paper/", document.document_add, name="document_add"),
    path("paper/draft/<int:pk>/", document.paper_draft, name="paper_draft"),
    path(
        "paper/draft/<int:pk>/remove/",
        document.paper_draft_drop,
        name="paper_draft_drop",
    ),
    path(
        "paper/draft/<int:pk>/file/", document.paper_draft_file, name="paper_draft_file"
    ),
    path("paper/<int:pk>/", document.document_detail, name="document_detail"),
    path("paper/<int:pk>/check/", document.document_check, name="document_check"),
    path("paper/<int:pk>/file/", document.document_file, name="document_file"),
    path(
        "paper/<int:pk>/covers/", certificate.certificate_edit, name="certificate_edit"
    ),
    path("paper/<int:pk>/audit/", certificate.audit_add, name="audit_add"),
    path(
        "paper/<int:pk>/state/", certificate.certificate_state, name="certificate_state"
    ),
    path(
        "paper/<int:pk>/register/",
        register_check.register_check_add,
        name="register_check_add",
    ),
    path(
        "register-check/<int:pk>/confirm/",
        register_check.register_check_confirm,
        name="register_check_confirm",
    ),
    path(
        "register-check/<int:pk>/file/",
        register_check.register_check_file,
        name="register_check_file",
    ),
    path("papers/ending/", expiring.expiring_list, name="expiring_list"),
    path("papers/ending/file/", expiring.expiring_export, name="expiring_export"),
    path("paper-help/", paper_help.paper_help_list, name="paper_help_list"),
    path("paper-help/<slug:slug>/", paper_help.paper_help, name="paper_help"),
]
