"""Forms of the public check: a file, or a code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wadah.apps.accounts.actor import Absent
from wadah.apps.validation.queries.sheets import find_sheet_by_code

# A page of ours has some 100 kB; whatever is much larger is none.
LARGEST_BYTES = 5 * 1024 * 1024


class SheetFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The file of the sheet (PDF)"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_BYTES:
            raise forms.ValidationError(_("A sheet is never that large."))
        return upload


class SheetCodeForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("Code"), max_length=40)

    def clean_code(self) -> str:
        """The code of a sheet that is there; blanks and dashes do not matter."""
        code = str(self.cleaned_data["code"]).upper().replace(" ", "").replace("-", "")
        try:
            return find_sheet_by_code(code).code
        except Absent as error:
            raise forms.ValidationError(
                _("There is no sheet of this code. Compare each sign.")
            ) from error
