from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wadah.delivery.operations.actions import MIN_PASSPHRASE

_ATTRIBUTES = {"autocomplete": "new-password", "minlength": MIN_PASSPHRASE}


class BackupForm(forms.Form):
    """The passphrase twice: one that was mistyped opens nothing, ever."""

    passphrase = forms.CharField(
        label=gettext_lazy("Passphrase"),
        help_text=gettext_lazy(
            "Four words or more. Write it down and keep it apart from the file: "
            "without it nobody can open the backup, not even we."
        ),
        widget=forms.PasswordInput(attrs=_ATTRIBUTES),
        strip=True,
    )
    again = forms.CharField(
        label=gettext_lazy("The same passphrase again"),
        widget=forms.PasswordInput(attrs=_ATTRIBUTES),
        strip=True,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("again") and values["again"] != values.get("passphrase"):
            self.add_error("again", _("The two do not agree. Type it again."))
        return values
