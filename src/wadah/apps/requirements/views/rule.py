"""The public pages of the rule base: every rule with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.reference.models import Market, ProductFamily
from wadah.apps.registry.sheet_file import MOST_ROWS, sheet_response, wants_file
from wadah.apps.requirements.lint_world import read_references
from wadah.apps.requirements.queries.change_set import (
    DECIDERS,
    PROPOSERS,
    list_changes_of,
)
from wadah.apps.requirements.queries.flag import list_open_flags_of
from wadah.apps.requirements.queries.follow import FOLLOWERS, count_unread
from wadah.apps.requirements.queries.rule import (
    RuleFilter,
    find_rule,
    list_families,
    list_markets,
    list_parts,
    list_versions,
    search_rules,
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
from wadah.core.requirements.reach import Reach
from wadah.core.values import Confidence, Effect

PAGE = 40


def rule_list(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    asked = {name: request.GET.get(name, "") for name in _FILTERS}
    rules = search_rules(_read_filter(asked))
    if wants_file(request):
        return _rule_file(request, rules[:MOST_ROWS])
    page = Paginator(rules, PAGE).get_page(request.GET.get("page"))
    language = get_language() or "id"
    today = timezone.localdate()
    context = {
        **asked,
        "markets": list_markets(),
        "families": _families(language),
        "effects": [(str(effect), effect_words(effect)) for effect in Effect],
        "confidences": [(str(one), confidence_words(one)) for one in Confidence],
        "count": len(read_rule_base().rules),
        "found": len(rules),
        "page_obj": page,
        "looks_after_rules": actor.role in PROPOSERS | DECIDERS,
        "unread": count_unread(actor) if actor.is_signed_in else 0,
        "rows": [
            {
                "rule": rule,
                "message": rule.message.in_language(language),
                "effect": effect_words(rule.effect),
                "confidence": confidence_words(rule.confidence),
                "is_overdue": rule.review_by < today,
            }
            for rule in page
        ],
    }
    return render(request, "requirements/rule_list.html", context)


def _read_filter(asked: dict[str, str]) -> RuleFilter:
    return RuleFilter(
        query=asked["q"].strip(),
        market=asked["market"],
        family=asked["family"],
        effect=asked["effect"],
        confidence=asked["confidence"],
        is_overdue=asked["overdue"] == "yes",
        today=timezone.localdate(),
    )


def _rule_file(request: HttpRequest, rules: Sequence[Rule]) -> HttpResponse:
    language = get_language() or "id"
    head = [_("Rule"), _("Version"), _("What it asks"), _("Market"), _("Product"),
            "HS", _("Effect"), _("In force"), _("Checked"), _("Look again by"),
            _("How sure"), _("Source"), _("Number"), _("Article"),
            _("Address")]  # fmt: skip
    rows = [
        [rule.id, rule.version, rule.message.in_language(language),
         ", ".join(rule.scope.markets), ", ".join(sorted(rule.scope.families)),
         ", ".join(rule.scope.hs), effect_words(rule.effect), _days(rule),
         rule.checked_on, rule.review_by, confidence_words(rule.confidence),
         rule.source.name.in_language(language), rule.source.number or "",
         rule.source.article or "", rule.source.address or ""]
        for rule in rules
    ]  # fmt: skip
    return sheet_response(request, "rules", [head, *rows])


def _days(rule: Rule) -> str:
    return "; ".join(
        f"{phase.valid_from or ''}/{phase.valid_to or ''}"
        for phase in rule.phases
        if phase.valid_from or phase.valid_to
    )


_FILTERS = ("q", "market", "family", "effect", "confidence", "overdue")


def _families(language: str) -> list[tuple[str, str]]:
    """Families of the rules with their names, in the order of the names."""
    return _named(ProductFamily.objects.in_bulk(list_families()), language)


def rule_detail(request: HttpRequest, rule_id: str) -> HttpResponse:
    rule = find_rule(rule_id)
    if rule is None:
        raise Http404
    words = read_vocabulary()
    language = get_language() or "id"
    known = dict(_families(language))
    actor = cast(ActorRequest, request).actor
    context = {
        **_history(rule, actor),
        **_follow_choices(rule, actor, language),
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


def _history(rule: Rule, actor: Actor) -> dict[str, object]:
    """The other versions and parts, what was approved, and what may change it."""
    return {
        "versions": list_versions(rule.id),
        "parts": [one for one in list_parts(rule) if one.id != rule.id],
        "changes": list_changes_of(rule.row),
        "flags": list_open_flags_of(rule.row),
        "may_propose": actor.role in PROPOSERS,
        "looks_after_rules": actor.role in PROPOSERS | DECIDERS,
    }


def _follow_choices(rule: Rule, actor: Actor, language: str) -> dict[str, object]:
    """Products and markets of the rule, for whoever wants to hear of it."""
    if actor.role not in FOLLOWERS:
        return {"follow_families": []}
    reach = Reach(read_rule_base(), read_references().family_codes, rule.checked_on)
    families = reach.families(rule.scope)
    markets = reach.markets(rule.scope)
    return {
        "follow_families": _named(ProductFamily.objects.in_bulk(families), language),
        "follow_markets": _named(Market.objects.in_bulk(markets), language),
    }


def _named(rows: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    named = [
        (code, row.name_id if language == "id" else row.name_en)
        for code, row in rows.items()
    ]
    return sorted(named, key=lambda pair: pair[1].lower())
