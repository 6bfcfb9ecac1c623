from __future__ import annotations

from django.urls import path

from wadah.apps.accounts.urls_people import people_patterns
from wadah.apps.accounts.urls_security import security_patterns
from wadah.apps.accounts.urls_tokens import token_patterns
from wadah.apps.accounts.views import sign_in, sign_up

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-up/", sign_up.sign_up, name="sign_up"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("profile/", sign_in.profile, name="profile"),
    path("acting-for/", sign_in.choose_membership, name="choose_membership"),
    *people_patterns,
    *security_patterns,
    *token_patterns,
]
