"""Forms about sign-in beyond the password. They read; the actions decide."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "text",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )


class FirstCodeForm(CodeForm):
    code = forms.CharField(
        label=_("The six digits that the app shows now"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )


class ConfirmForm(forms.Form):
    proof = forms.CharField(
        label=_("Password"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ConfirmWithCodeForm(forms.Form):
    proof = forms.CharField(
        label=_("Password, or a code of the app"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least ten characters. Three words are easy to remember."),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("It is kept, and the person is told that you did this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
