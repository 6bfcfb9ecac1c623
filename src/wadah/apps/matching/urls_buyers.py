"""Addresses of buyers, their examinations and the lists of names."""

from __future__ import annotations

from django.urls import path

from wadah.apps.matching.views import buyers, diligence

urlpatterns = [
    path("buyers/", buyers.buyer_list, name="buyer_list"),
    path("buyers/add/", buyers.buyer_add, name="buyer_add"),
    path("buyers/<int:pk>/", buyers.buyer_detail, name="buyer_detail"),
    path("buyers/<int:pk>/edit/", buyers.buyer_edit, name="buyer_edit"),
    path("buyers/<int:pk>/people/", buyers.buyer_contact_add, name="buyer_contact_add"),
    path(
        "buyers/people/<int:pk>/end/",
        buyers.buyer_contact_end,
        name="buyer_contact_end",
    ),
    path("buyers/<int:pk>/proofs/", buyers.buyer_proof_add, name="buyer_proof_add"),
    path(
        "buyers/proofs/<int:pk>/check/",
        buyers.buyer_proof_check,
        name="buyer_proof_check",
    ),
    path(
        "buyers/proofs/<int:pk>/file/",
        buyers.buyer_proof_file,
        name="buyer_proof_file",
    ),
    path("buyers/<int:pk>/reports/", buyers.buyer_report_add, name="buyer_report_add"),
    path(
        "buyers/reports/<int:pk>/answer/",
        buyers.buyer_report_answer,
        name="buyer_report_answer",
    ),
    path(
        "buyers/<int:pk>/examine/",
        diligence.diligence_examine,
        name="diligence_examine",
    ),
    path("diligence/<int:pk>/", diligence.diligence_detail, name="diligence_detail"),
    path(
        "diligence/<int:pk>/propose/",
        diligence.diligence_propose,
        name="diligence_propose",
    ),
    path("diligence/<int:pk>/sign/", diligence.diligence_sign, name="diligence_sign"),
    path("hits/<int:pk>/decide/", diligence.hit_decide, name="hit_decide"),
    path("name-lists/", diligence.name_list_list, name="name_list_list"),
]
