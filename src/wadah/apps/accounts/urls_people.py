"""Addresses of codes, people of an organisation, and the outbox."""

from __future__ import annotations

from django.urls import path

from wadah.apps.accounts.views import codes, joining, outbox, people

people_patterns = [
    path("code/", codes.code, name="code"),
    path("code/ask/", codes.code_ask, name="code_ask"),
    path("recover/", codes.recover, name="recover"),
    path("recover/code/", codes.recover_code, name="recover_code"),
    path("login/", codes.login_change, name="login_change"),
    path("login/code/", codes.login_code, name="login_code"),
    path("codes/", codes.code_list, name="code_list"),
    path("codes/<int:pk>/", codes.code_hand_over, name="code_hand_over"),
    path("people/", people.people, name="people"),
    path("organisations/", people.organisation_list, name="organisation_list"),
    path(
        "organisations/<int:pk>/people/",
        people.organisation_people,
        name="organisation_people",
    ),
    path(
        "organisations/<int:pk>/invite/", people.invitation_add, name="invitation_add"
    ),
    path(
        "invitations/<int:pk>/withdraw/",
        people.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("invitation/<str:token>/", people.invitation, name="invitation"),
    path("memberships/<int:pk>/end/", people.membership_end, name="membership_end"),
    path(
        "memberships/<int:pk>/own/",
        people.ownership_hand_over,
        name="ownership_hand_over",
    ),
    path("join/", joining.join, name="join"),
    path("join/<int:pk>/withdraw/", joining.join_withdraw, name="join_withdraw"),
    path("join/<int:pk>/decide/", joining.join_decide, name="join_decide"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:pk>/again/", outbox.message_again, name="message_again"),
    path("messages/", outbox.own_messages, name="messages"),
]
