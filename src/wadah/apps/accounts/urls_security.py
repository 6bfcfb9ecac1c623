"""Addresses of second factor, sign-ins and password."""

from __future__ import annotations

from django.urls import path

from wadah.apps.accounts.views import confirm, security

security_patterns = [
    path("sign-in/code/", confirm.second_factor_code, name="second_factor_code"),
    path("confirm/", confirm.confirm_person, name="confirm_person"),
    path("security/", security.security, name="security"),
    path("security/password/", security.password_change, name="password_change"),
    path(
        "security/second-factor/",
        security.second_factor_set_up,
        name="second_factor_set_up",
    ),
    path(
        "security/second-factor/remove/",
        security.second_factor_remove,
        name="second_factor_remove",
    ),
    path("security/codes/", security.recovery_codes, name="recovery_codes"),
    path("security/sign-ins/<int:pk>/end/", security.session_end, name="session_end"),
    path(
        "security/sign-ins/end-others/",
        security.sessions_end_others,
        name="sessions_end_others",
    ),
    path("second-factors/", security.second_factor_list, name="second_factor_list"),
    path(
        "second-factors/<int:pk>/reset/",
        security.second_factor_reset,
        name="second_factor_reset",
    ),
]
