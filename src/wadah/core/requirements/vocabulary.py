"""The closed word lists a case and a rule may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from wadah.core.values import Text

ValueType = Literal[
    "bool", "slug", "slugs", "list", "text", "number", "date", "object", "objects"
]


_NAMELESS = Text("", "")


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of paper; `bound` is S (standing), L (a lot) or C (a consignment)."""

    slug: str
    name: Text
    bound: Literal["S", "L", "C"]


@dataclass(frozen=True, slots=True)
class FactName:
    """A fact a case may state, or a look-up (`answers.*`), with its question.

    Parameters
    ----------
    name
        Place in the input, as `attributes.fried`.
    type
        What its value is; `slugs` is one word or a list of words.
    allowed
        The closed list of words; empty for free values.
    label
        The fact in two or three words, for a sentence that names it.
    """

    name: str
    type: ValueType
    allowed: tuple[str, ...]
    question: Text
    label: Text = _NAMELESS


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a laboratory measures.

    Parameters
    ----------
    unit
        The unit it is kept in; `text` for words.
    units
        Every unit it may be given in.
    words
        The closed list of words, for a parameter of words.
    basis
        The basis a result has when it names none.
    is_family
        True for `pesticide` and `azo_amine`, which take a substance after a dot.
    """

    slug: str
    name: Text
    unit: str
    units: tuple[str, ...]
    words: tuple[str, ...] = ()
    basis: str = "as_sold"
    aliases: tuple[str, ...] = ()
    is_family: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every closed list, as one value.

    Parameters
    ----------
    lists
        Small lists by name: `form`, `packing`, `transport`, `load`, `basis`.
    destinations
        ISO 3166-1 alpha-2 codes, and XI for Northern Ireland.
    """

    document_types: Mapping[str, DocumentType]
    facts: Mapping[str, FactName]
    parameters: Mapping[str, Parameter]
    families: frozenset[str]
    destinations: frozenset[str]
    lists: Mapping[str, frozenset[str]]

    def find_parameter(self, name: str) -> Parameter | None:
        """The parameter of a slug, an alias or a member of a family of substances."""
        head = name.split(".", 1)[0]
        found = self.parameters.get(name)
        if found is None and head != name:
            family = self.parameters.get(head)
            found = family if family is not None and family.is_family else None
        return found

    def slug_of(self, name: str) -> str | None:
        """The slug under which `name` (a slug or an alias) is kept."""
        if self.find_parameter(name) is not None:
            return name
        for parameter in self.parameters.values():
            if name in parameter.aliases:
                return parameter.slug
        return None

    def question(self, name: str) -> Text:
        """The question that asks for a fact."""
        return self.facts[name].question

    def label(self, name: str) -> Text:
        """A fact in two or three words; its name where the lists have none."""
        fact = self.facts.get(name)
        return fact.label if fact is not None and fact.label.en else Text(name, name)
