"""Addresses of the work on a case."""

from __future__ import annotations

from django.urls import path

from wadah.apps.validation.views import case_work, queue

work_patterns = [
    path("assign/", queue.case_assign, name="case_assign"),
    path("<int:pk>/move/", case_work.case_move, name="case_move"),
    path("<int:pk>/hand-over/", case_work.case_hand_over, name="case_hand_over"),
    path("<int:pk>/ask/", case_work.case_ask, name="case_ask"),
    path("asked/<int:pk>/", case_work.question_reply, name="question_reply"),
    path("<int:pk>/note/", case_work.note_add, name="note_add"),
    path("<int:pk>/flag/", case_work.flag_add, name="flag_add"),
    path("flag/<int:pk>/lift/", case_work.flag_lift, name="flag_lift"),
    path("<int:pk>/propose/", case_work.case_propose, name="case_propose"),
    path("decision/<int:pk>/", case_work.decision_decide, name="decision_decide"),
    path(
        "decision/<int:pk>/revoke/", case_work.decision_revoke, name="decision_revoke"
    ),
    path("<int:pk>/publish/", case_work.product_publish, name="product_publish"),
    path("<int:pk>/visit/new/", case_work.visit_add, name="visit_add"),
    path("visit/<int:pk>/", case_work.visit_detail, name="visit_detail"),
    path("visit/photo/<int:pk>/", case_work.visit_photo, name="visit_photo"),
]
