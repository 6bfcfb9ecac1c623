"""Forms of codes, invitations and requests to join. They read; the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.models import Role


def _code_field() -> forms.CharField:
    return forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Six digits."),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )


def _login_field(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=254,
        help_text=help_text,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "inputmode": "email"}
        ),
    )


def _new_password() -> forms.CharField:
    return forms.CharField(
        label=_("New password"),
        help_text=_("At least ten characters. Three words are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def _by_hand() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("I get no messages there: an officer shall hand me the code"),
        required=False,
    )


class CodeForm(forms.Form):
    code = _code_field()


class AskRecoveryForm(forms.Form):
    login = _login_field(_("Phone number or e-mail"))
    by_hand = _by_hand()


class RecoverForm(forms.Form):
    login = _login_field(_("Phone number or e-mail"))
    code = _code_field()
    password = _new_password()


class LoginChangeForm(forms.Form):
    login = _login_field(
        _("New phone number or e-mail"),
        _("The old one holds until the code has proved the new one."),
    )
    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    by_hand = _by_hand()


class HandOverForm(forms.Form):
    checked = forms.CharField(
        label=_("How do you know who it is?"),
        max_length=300,
        help_text=_(
            "Such as: identity card seen, known for years, owner of the shop at the "
            "market. Write no number of a card."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class InvitationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    login = _login_field(
        _("Phone number or e-mail"),
        _("Only the account with this number or address can use the invitation."),
    )
    role = forms.ChoiceField(label=_("Role"))
    send = forms.BooleanField(
        label=_("Wadah sends the link; it is not shown here"), required=False
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        role.choices = [(r.value, r.label) for r in roles]  # type: ignore[attr-defined]


class NewPersonForm(forms.Form):
    """Who was invited and has no account yet."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = _new_password()


class JoinForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=200,
        help_text=_("Exactly as it is written, such as on its letters."),
    )


class JoinRoleForm(JoinForm):
    role = forms.ChoiceField(label=_("I am there"), widget=forms.RadioSelect)
    message = forms.CharField(
        label=_("What shall they know?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget = forms.HiddenInput()
        role = self.fields["role"]
        role.choices = [(r.value, r.label) for r in roles]  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500)
