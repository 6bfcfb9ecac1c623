"""Addresses of claims and consents."""

from __future__ import annotations

from django.urls import path

from wadah.apps.registry.views import claims, consents

claim_patterns = [
    path("claims/", claims.claim_list, name="claim_list"),
    path("claims/export/", claims.claim_export, name="claim_export"),
    path("claims/find/", claims.claim_find, name="claim_find"),
    path("claims/new/<str:ticket>/", claims.claim_add, name="claim_add"),
    path("claims/<int:pk>/", claims.claim_detail, name="claim_detail"),
    path("claims/<int:pk>/decide/", claims.claim_decide, name="claim_decide"),
    path("claims/<int:pk>/code/", claims.claim_code, name="claim_code"),
    path(
        "claims/<int:pk>/call/",
        claims.claim_code_hand_over,
        name="claim_code_hand_over",
    ),
    path("claims/<int:pk>/answer/", claims.claim_answer, name="claim_answer"),
    path("claims/<int:pk>/withdraw/", claims.claim_withdraw, name="claim_withdraw"),
    path("claims/<int:pk>/paper/", claims.claim_paper, name="claim_paper"),
    path("consents/record/", consents.consent_record, name="consent_record"),
    path(
        "businesses/<int:pk>/consents/<int:consent_pk>/change/",
        consents.consent_change,
        name="consent_change",
    ),
]
