"""Addresses of the life of a request, of answers to it and of the board."""

from __future__ import annotations

from django.urls import path

from wadah.apps.matching.views import board, request_life, requests

urlpatterns = [
    path("board/", board.board, name="board"),
    path("searches/", board.search_list, name="search_list"),
    path("searches/<int:pk>/end/", board.search_end, name="search_end"),
    path("<int:pk>/edit/", requests.request_edit, name="request_edit"),
    path("<int:pk>/submit/", request_life.request_submit, name="request_submit"),
    path("<int:pk>/moderate/", request_life.request_moderate, name="request_moderate"),
    path("<int:pk>/close/", request_life.request_close, name="request_close"),
    path("<int:pk>/answer/", request_life.answer_add, name="answer_add"),
    path("<int:pk>/messages/", request_life.message_add, name="message_add"),
    path("messages/<int:pk>/file/", request_life.message_file, name="message_file"),
    path("answers/", request_life.answer_list, name="answer_list"),
    path("answers/<int:pk>/edit/", request_life.answer_edit, name="answer_edit"),
    path("answers/<int:pk>/move/", request_life.answer_move, name="answer_move"),
    path(
        "answers/<int:pk>/contact/", request_life.answer_contact, name="answer_contact"
    ),
]
