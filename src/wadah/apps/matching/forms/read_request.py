"""A buyer's words as they came, and the request read from them to be corrected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.buyer_words import BuyerWords, words_of_file
from wadah.apps.matching.forms.fields import day_field
from wadah.apps.matching.forms.request import SPEC_LINES, RequestForm
from wadah.apps.reference.models import Market
from wadah.core.language import MOST_SIGNS
from wadah.core.values import InvalidInput

EMPTY_LINES = 1
"""Lines kept free for what the reader missed."""


class ReadTextForm(forms.Form):
    """The words: pasted, or as a mail or text file."""

    subject = forms.CharField(label=_("Subject"), required=False, max_length=300)
    text = forms.CharField(
        label=_("Words of the buyer"), required=False, max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("A mail, a chat, notes from a fair: as they came, in any of the "
                    "languages English, Indonesian, German, French or Dutch."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a mail as a file (.eml) or a text file"), required=False
    )
    received_on = day_field(_("Received on"))
    buyer_country = forms.ModelChoiceField(
        label=_("Country of the buyer"), queryset=Market.objects.none(),
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        markets: Any = self.fields["buyer_country"]
        markets.queryset = Market.objects.all()

    def clean(self) -> dict[str, Any]:
        """Keep the words as one value; a file goes before what was pasted."""
        data = super().clean() or {}
        upload = data.get("file")
        try:
            read = (
                words_of_file(upload.read(), upload.name)
                if upload
                else BuyerWords(data.get("text") or "", data.get("subject") or "")
            )
        except InvalidInput as error:
            language = get_language() or "id"
            self.add_error("file", error.message.in_language(language))
            return data
        if not read.body.strip():
            self.add_error("text", _("Paste the words of the buyer, or choose a file."))
        country = data.get("buyer_country")
        data["words"] = BuyerWords(
            body=read.body,
            subject=read.subject,
            received_on=read.received_on or data.get("received_on"),
            buyer_country=country.pk if country else None,
        )
        return data


class ReadRequestForm(RequestForm):
    """The request of one of the goods read, with a line for each bound."""

    def __init__(
        self, *args: Any, actor: Actor, lines: int = SPEC_LINES, **kwargs: Any
    ) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        for number in range(self.spec_count, lines):
            self._add_spec_line(number)
        self.spec_count = max(self.spec_count, lines)
        for number in range(self.spec_count):
            self.fields[f"spec_{number}_qualifier"] = forms.CharField(
                required=False, max_length=60, widget=forms.HiddenInput
            )

    def specs(self) -> list[dict[str, object]]:
        """The lines, with what qualifies them (a screen number)."""
        data = self.cleaned_data
        filled = [n for n in range(self.spec_count) if data[f"spec_{n}_parameter"]]
        lines = super().specs()
        for number, line in zip(filled, lines, strict=False):
            line["qualifier"] = data[f"spec_{number}_qualifier"] or None
            if not line["unit"]:
                line["value"] = data[f"spec_{number}_value"]
        return lines
