"""Forms of sign-in and sign-up. They read; the actions decide."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.models import Role

TO_JOIN = "join"


class SignInForm(forms.Form):
    login = forms.CharField(
        label=_("Phone number or e-mail"),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "inputmode": "email"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SignUpForm(forms.Form):
    role = forms.ChoiceField(
        label=_("I am"),
        choices=[
            (Role.OWNER, _("a business in Indonesia that wants to sell abroad")),
            (Role.BUYER, _("a buyer abroad")),
            (TO_JOIN, _("somebody who joins an organisation that is here already")),
        ],
        widget=forms.RadioSelect,
        initial=Role.OWNER,
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label=_("Name of the business or company"),
        max_length=200,
        required=False,
        help_text=_("Who joins an organisation leaves this empty."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    login = forms.CharField(
        label=_("Phone number or e-mail"),
        help_text=_("With this you sign in. We send a code and what concerns you."),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "inputmode": "email"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least ten characters. Three words are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    agrees = forms.BooleanField(
        label=_(
            "I agree that these data are kept to prepare exports. I may see, correct "
            "and withdraw them."
        ),
    )
