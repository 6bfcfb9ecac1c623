"""The public pages of the rule base: every rule with its source."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.sheet_file import MOST_ROWS, sheet_response, wants_file
from wadah.apps.requirements.queries.rule import (
    find_rule,
    list_families,
    list_markets,
    list_rules,
)
from wadah.apps.requirements.rule_base import read_rule_base, read_vocabulary
from wadah.apps.requirements.tree_words import describe_condition, describe_tree
from wadah.apps.requirements.words import (
    confidence_words,
    day_words,
    effect_words,
    party_words,
    tier_words,
)
from wadah.core.requirements import Rule
from wadah.core.values import Effect

PAGE = 40


def rule_list(request: HttpRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in _FILTERS}
    rules = list_rules(
        asked["q"].strip(), asked["market"], asked["family"], asked["effect"]
    )
    if wants_file(request):
        return _rule_file(request, rules[:MOST_ROWS])
    page = Paginator(rules, PAGE).get_page(request.GET.get("page"))
    language = get_language() or "id"
    context = {
        **asked,
        "markets": list_markets(),
        "families": _families(language),
        "effects": [(str(effect), effect_words(effect)) for effect in Effect],
        "count": len(read_rule_base().rules),
        "found": len(rules),
        "page_obj": page,
        "rows": [
            {
                "rule": rule,
                "message": rule.message.in_language(language),
                "effect": effect_words(rule.effect),
                "confidence": confidence_words(rule.confidence),
            }
            for rule in page
        ],
    }
    return render(request, "requirements/rule_list.html", context)


def _rule_file(request: HttpRequest, rules: Sequence[Rule]) -> HttpResponse:
    language = get_language() or "id"
    head = [_("Rule"), _("What it asks"), _("Market"), _("Product"), _("Effect"),
            _("Checked"), _("How sure"), _("Source")]  # fmt: skip
    rows = [
        [rule.id, rule.message.in_language(language), ", ".join(rule.scope.markets),
         ", ".join(sorted(rule.scope.families)), effect_words(rule.effect),
         rule.checked_on, confidence_words(rule.confidence), rule.source.title]
        for rule in rules
    ]  # fmt: skip
    return sheet_response(request, "rules", [head, *rows])


_FILTERS = ("q", "market", "family", "effect")


def _families(language: str) -> list[tuple[str, str]]:
    """Families of the rules with their names, in the order of the names."""
    rows = ProductFamily.objects.in_bulk(list_families())
    named = [
        (slug, row.name_id if language == "id" else row.name_en)
        for slug, row in rows.items()
    ]
    return sorted(named, key=lambda pair: pair[1].lower())


def rule_detail(request: HttpRequest, rule_id: str) -> HttpResponse:
    rule = find_rule(rule_id)
    if rule is None:
        raise Http404
    words = read_vocabulary()
    language = get_language() or "id"
    known = dict(_families(language))
    context = {
        "rule": rule,
        "message": rule.message.in_language(language),
        "families": [
            (slug, known.get(slug, slug)) for slug in sorted(rule.scope.families)
        ],
        "phases": [
            (phase, describe_condition(phase.where, words)) for phase in rule.phases
        ],
        "where": describe_condition(rule.scope.where, words),
        "tree": describe_tree(rule.tree, words),
        "effect": effect_words(rule.effect),
        "tier": tier_words(rule.tier),
        "party": party_words(rule.party),
        "confidence": confidence_words(rule.confidence),
        "date_basis": day_words(rule.date_basis),
        "is_overdue": rule.review_by < timezone.localdate(),
    }
    return render(request, "requirements/rule_detail.html", context)
