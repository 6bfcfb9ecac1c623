"""The tree of a rule as nested lines that a person reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wadah.apps.requirements.answer_words import say_word
from wadah.apps.requirements.words import due_words
from wadah.core.requirements import (
    AllOf,
    DocumentLeaf,
    FactLeaf,
    LimitLeaf,
    NOf,
    OneOf,
    Unless,
    Vocabulary,
)
from wadah.core.requirements.conditions import Condition, Every, Fact, Not, Some
from wadah.core.requirements.rules import Node
from wadah.core.values import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One line and the lines under it."""

    text: str
    parts: tuple[Line, ...] = field(default=())


def describe_tree(node: Node | None, words: Vocabulary) -> tuple[Line, ...]:
    """The lines of a tree; none for a rule that only tells to look something up."""
    return () if node is None else (_Teller(words).node(node),)


def describe_condition(condition: Condition, words: Vocabulary) -> tuple[Line, ...]:
    """The lines of a condition; none for one that always holds."""
    if isinstance(condition, Every):
        return tuple(_Teller(words).condition(part) for part in condition.parts)
    return (_Teller(words).condition(condition),)


@dataclass(frozen=True, slots=True)
class _Teller:
    words: Vocabulary

    def node(self, node: Node) -> Line:
        if isinstance(node, AllOf):
            return Line(_("All of these:"), tuple(map(self.node, node.parts)))
        if isinstance(node, OneOf):
            return Line(_("One of these:"), tuple(map(self.node, node.parts)))
        if isinstance(node, NOf):
            head = _("At least %(count)d of these:") % {"count": node.needed}
            return Line(head, tuple(map(self.node, node.parts)))
        if isinstance(node, Unless):
            exempt = Line(_("Not asked if:"), (self.condition(node.exemption),))
            return Line(_("With an exemption:"), (self.node(node.part), exempt))
        return self._leaf(node)

    def _leaf(self, leaf: DocumentLeaf | LimitLeaf | FactLeaf) -> Line:
        if isinstance(leaf, DocumentLeaf):
            return self._document(leaf)
        if isinstance(leaf, LimitLeaf):
            return Line(self._limit(leaf))
        return self.condition(leaf.condition)

    def _document(self, leaf: DocumentLeaf) -> Line:
        names = (self._say(self.words.document_types[kind].name) for kind in leaf.types)
        text = _("Paper: %(names)s, %(due)s") % {
            "names": _(" or ").join(names),
            "due": due_words(leaf.due),
        }
        needs = [
            Line(
                _("it shows %(what)s: %(values)s")
                % {"what": _plain(key), "values": ", ".join(map(_plain, values))}
            )
            for key, values in leaf.needs.items()
        ]
        if leaf.declarations:
            listed = ", ".join(map(_plain, leaf.declarations))
            needs.append(Line(_("it declares: %(words)s") % {"words": listed}))
        return Line(text, tuple(needs))

    def _limit(self, leaf: LimitLeaf) -> str:
        line = leaf.line
        parameter = self.words.find_parameter(line.parameter)
        name = self._say(parameter.name) if parameter else line.parameter
        substance = line.parameter.partition(".")[2]
        parts = [f"{name} ({_plain(substance)})" if substance else name]
        parts.extend(_bound(leaf))
        if line.unit and line.unit != "text":
            parts.append(line.unit)
        if leaf.method:
            parts.append(_("by method %(method)s") % {"method": _plain(leaf.method)})
        if leaf.needs_accreditation:
            parts.append(_("from an accredited laboratory"))
        return " ".join(parts)

    def condition(self, condition: Condition) -> Line:
        if isinstance(condition, Every):
            return Line(_("All of these:"), tuple(map(self.condition, condition.parts)))
        if isinstance(condition, Some):
            return Line(_("One of these:"), tuple(map(self.condition, condition.parts)))
        if isinstance(condition, Not):
            return Line(_("Not this:"), (self.condition(condition.part),))
        return Line(self._fact(condition))

    def _fact(self, fact: Fact) -> str:
        known = self.words.facts.get(fact.name)
        name = self._say(known.question) if known else _name(fact.name)
        if fact.operator == "known":
            return _("%(question)s (any answer)") % {"question": name}
        parts = (name, _mark(fact.operator), _value(fact.value))
        return " ".join(part for part in parts if part)

    def _say(self, text: Text) -> str:
        return text.in_language(get_language() or "id")


def _mark(operator: str) -> str:
    """What stands between a question and its answers; `is` and `in` need nothing."""
    return {
        "is": "",
        "in": "",
        "not_in": _("none of"),
        "only_in": _("nothing but"),
        "includes_all": _("each of"),
        "starts_with": _("begins with"),
    }.get(operator, operator)


def _bound(leaf: LimitLeaf) -> Iterator[str]:
    line = leaf.line
    if leaf.plan is not None:
        yield f"n={leaf.plan.n} c={leaf.plan.c} m={leaf.plan.m} M={leaf.plan.M}"
    elif line.operator == "between":
        yield f"{line.min_value} – {line.max_value}"
    else:
        yield f"{line.operator} {_value(line.value)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple | set | frozenset):
        return " / ".join(_value(one) for one in value)
    return _plain(str(value))


def _name(fact: str) -> str:
    """Facts that are never asked: stated in every case, or worked out."""
    return {
        "consignment.value_usd": _("Value of the consignment in USD"),
        "product.family": _("Which product?"),
        "destination": _("Which market?"),
    }.get(fact, fact)


def _plain(word: str) -> str:
    return say_word(word, get_language() or "id")
