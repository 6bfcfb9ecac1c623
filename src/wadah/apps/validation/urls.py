from __future__ import annotations

from django.urls import path

from wadah.apps.validation.urls_papers import paper_patterns
from wadah.apps.validation.urls_sweep import sweep_patterns
from wadah.apps.validation.urls_way import way_patterns
from wadah.apps.validation.urls_work import work_patterns
from wadah.apps.validation.views import (
    case,
    queue,
    results,
    rule_impact,
    sheets,
)

app_name = "validation"
urlpatterns = [
    *way_patterns,
    *work_patterns,
    *paper_patterns,
    *sweep_patterns,
    path("rules/<int:pk>/impact/", rule_impact.rule_impact, name="rule_impact"),
    path("", queue.case_list, name="case_list"),
    path("product/<int:pk>/new/", case.case_add, name="case_add"),
    path("<int:pk>/", case.case_detail, name="case_detail"),
    path("<int:pk>/assess/", case.case_assess, name="case_assess"),
    path("<int:pk>/answer/", case.answer_add, name="answer_add"),
    path("lot/<int:pk>/result/", results.result_add, name="result_add"),
    path("lot/<int:pk>/report/", results.report_add, name="report_add"),
    path("lot/<int:pk>/limits/", results.lot_table, name="lot_table"),
    path("<int:pk>/sheet/", sheets.sheet_issue, name="sheet_issue"),
    path("sheet/<int:pk>/file/", sheets.sheet_file, name="sheet_file"),
]
