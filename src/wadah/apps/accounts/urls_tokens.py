"""Addresses of the tokens of a person."""

from __future__ import annotations

from django.urls import path

from wadah.apps.accounts.views import api_tokens

token_patterns = [
    path("tokens/", api_tokens.api_tokens, name="api_tokens"),
    path("tokens/add/", api_tokens.api_token_add, name="api_token_add"),
    path("tokens/<int:pk>/revoke/", api_tokens.api_token_revoke,
         name="api_token_revoke"),
]  # fmt: skip
