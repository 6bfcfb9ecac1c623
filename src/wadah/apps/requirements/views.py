"""The public pages of the rule base: every rule with its source."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from wadah.apps.requirements.rule_base import read_rule_base, read_vocabulary
from wadah.core.requirements import Rule, leaves
from wadah.core.requirements.rules import DocumentLeaf, LimitLeaf
from wadah.core.values import Effect

PAGE = 40


def rule_list(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip().lower()
    market = request.GET.get("market", "")
    effect = request.GET.get("effect", "")
    rules = [
        rule
        for rule in sorted(read_rule_base().rules, key=lambda rule: rule.id)
        if _says(rule, text)
        and (not market or market in rule.scope.markets)
        and (not effect or rule.effect == effect)
    ]
    every = read_rule_base().rules
    context = {
        "q": request.GET.get("q", ""),
        "market": market,
        "effect": effect,
        "markets": sorted({name for rule in every for name in rule.scope.markets}),
        "effects": list(Effect),
        "count": len(every),
        "today": timezone.localdate(),
        "page_obj": Paginator(rules, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "requirements/rule_list.html", context)


def _says(rule: Rule, text: str) -> bool:
    words = f"{rule.id} {rule.message.id} {rule.message.en} {rule.source.title}".lower()
    return all(part in words for part in text.split())


def rule_detail(request: HttpRequest, rule_id: str) -> HttpResponse:
    versions = [rule for rule in read_rule_base().rules if rule.id == rule_id]
    if not versions:
        raise Http404
    rule = max(versions, key=lambda version: version.version)
    context = {
        "rule": rule,
        "evidence": _list_evidence(rule),
        "is_overdue": rule.review_by < timezone.localdate(),
    }
    return render(request, "requirements/rule_detail.html", context)


def _list_evidence(rule: Rule) -> list[str]:
    """The papers and limits a rule asks for, in words."""
    language = get_language() or "id"
    words = read_vocabulary()
    found = []
    for leaf in leaves(rule.tree):
        if isinstance(leaf, DocumentLeaf):
            names = [words.document_types[kind].name for kind in leaf.types]
            found.append(" / ".join(name.in_language(language) for name in names))
        elif isinstance(leaf, LimitLeaf):
            line = leaf.line
            parameter = words.find_parameter(line.parameter)
            name = parameter.name.in_language(language) if parameter else line.parameter
            bound = "" if line.value is None else f" {line.operator} {line.value}"
            found.append(f"{name}{bound} {line.unit or ''}".strip())
    return found
