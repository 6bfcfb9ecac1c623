"""Forms of laboratory reports and their lines. They read; the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wadah.apps.reference.models import Laboratory
from wadah.apps.reference.models import Parameter as ReferenceParameter
from wadah.apps.reference.queries import list_words_not_offered
from wadah.apps.registry.models import Lot
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.actions.add_report import ReportHead
from wadah.apps.validation.models import Document, LabReport
from wadah.apps.validation.written import read_result_value
from wadah.core.requirements import Parameter

_REPORT_TYPE = "certificate_of_analysis"
_SAID = [("", _("it says nothing")), ("true", _("yes")), ("false", _("no"))]


def _day(label: Any, help_text: Any = "", required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ResultForm(forms.Form):
    """One line of a laboratory report."""

    parameter = forms.ChoiceField(label=_("What was measured"))
    substance = forms.CharField(
        label=_("Substance"),
        required=False,
        help_text=_("Only for pesticides and azo amines, such as isoprocarb."),
    )
    value = forms.CharField(
        label=_("Value"),
        help_text=_("As on the report: 12.5, or “< 0.01” when not found."),
    )
    unit = forms.CharField(label=_("Unit"), required=False)
    method = forms.CharField(label=_("Method"), required=False)
    loq = forms.DecimalField(label=_("Limit of quantification"), required=False)
    laboratory = forms.CharField(label=_("Laboratory"), required=False)
    laboratory_accredited = forms.BooleanField(
        label=_("Accredited for this method"), required=False
    )
    sampled_on = _day(_("Sampled on"))
    report = forms.ModelChoiceField(
        label=_("Report"),
        queryset=LabReport.objects.none(),
        required=False,
        empty_label=_("none of those kept"),
        help_text=_("Its laboratory and days then count for this line."),
    )

    def __init__(self, *args: Any, lot: Lot | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "id"
        rows = read_vocabulary().parameters.values()
        off = list_words_not_offered(ReferenceParameter, timezone.localdate())
        choices = [
            (row.slug, _measured(row, language)) for row in rows if row.slug not in off
        ]
        parameter: Any = self.fields["parameter"]
        parameter.choices = [("", "…"), *sorted(choices, key=lambda pair: pair[1])]
        if lot is not None:
            report: Any = self.fields["report"]
            report.queryset = LabReport.objects.filter(lot=lot)

    def make_result(self) -> dict[str, Any]:
        """The result in the shape of the interface."""
        data = self.cleaned_data
        slug = data["parameter"]
        parameter = read_vocabulary().parameters[slug]
        name = f"{slug}.{data['substance'].strip()}" if data["substance"] else slug
        day = data["sampled_on"]
        return {
            "parameter": name,
            **read_result_value(data["value"], parameter.unit),
            "unit": data["unit"].strip() or parameter.unit,
            "method": data["method"] or None,
            "loq": float(data["loq"]) if data["loq"] is not None else None,
            "laboratory": data["laboratory"] or None,
            "laboratory_accredited": data["laboratory_accredited"],
            "sampled_on": day.isoformat() if day else None,
        }


def _measured(parameter: Parameter, language: str) -> str:
    name = parameter.name.in_language(language)
    return name if parameter.unit == "text" else f"{name} ({parameter.unit})"


class ReportForm(forms.Form):
    """What stands above the lines of a report."""

    number = forms.CharField(label=_("Number of the report"), max_length=100)
    laboratory = forms.ModelChoiceField(
        label=_("Laboratory"),
        queryset=Laboratory.objects.none(),
        required=False,
        empty_label=_("not in the list"),
        help_text=_("Its accreditation is then looked up in the list, by day."),
    )
    laboratory_name = forms.CharField(
        label=_("Name of the laboratory"),
        required=False,
        max_length=200,
        help_text=_("Only where it is not in the list."),
    )
    sampled_on = _day(_("Sampled on"), required=True)
    received_on = _day(_("Received by the laboratory on"))
    tested_on = _day(_("Tested on"))
    issued_on = _day(_("Issued on"), required=True)
    sampled_by = forms.CharField(
        label=_("Who took the sample"), required=False, max_length=200
    )
    sample_count = forms.IntegerField(
        label=_("Number of samples"), required=False, min_value=1, max_value=1000
    )
    sampling_plan = forms.CharField(
        label=_("Sampling plan"),
        required=False,
        max_length=200,
        help_text=_("As on the report, such as SNI 0428 or n=5, c=0."),
    )
    states_accreditation = forms.ChoiceField(
        label=_("Does the report say it is accredited?"),
        required=False,
        choices=_SAID,
        help_text=_("Only where it is not in the list: kept as copied by hand."),
    )
    accreditation_number = forms.CharField(
        label=_("Number of the accreditation"), required=False, max_length=60
    )
    accreditation_scope = forms.CharField(
        label=_("For which tests"), required=False, max_length=300
    )
    accreditation_until = _day(_("Accredited until"))
    document = forms.ModelChoiceField(
        label=_("The report as a paper"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("not kept as a file"),
    )

    def __init__(self, *args: Any, lot: Lot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        laboratories: Any = self.fields["laboratory"]
        today = timezone.localdate()
        laboratories.queryset = Laboratory.objects.filter(
            Q(disabled_from__isnull=True) | Q(disabled_from__gt=today)
        )
        papers: Any = self.fields["document"]
        papers.queryset = Document.objects.filter(
            Q(lot=lot) | Q(lot__isnull=True, type=_REPORT_TYPE),
            business=lot.product.business_id,
        )

    def make_head(self) -> ReportHead:
        """What `add_report` takes."""
        data = dict(self.cleaned_data)
        said = data.pop("states_accreditation")
        return ReportHead(**data, states_accreditation=said == "true" if said else None)


class SheetForm(forms.Form):
    """The lines of a report: a file of the laboratory, or its table pasted."""

    upload = forms.FileField(
        label=_("The laboratory's sheet"),
        required=False,
        help_text=_("CSV or XLSX, as the laboratory sent it."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xls,.txt"}),
    )
    text = forms.CharField(
        label=_("Or paste the table"),
        required=False,
        max_length=200_000,
        strip=False,
        help_text=_(
            "Parameter, result, unit, method, LOQ: one line each, copied from a "
            "spreadsheet."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
