"""A whole population against the rules: the second interpreter of the rule tree.

`Tabulator` writes cases as rows of the three tables of `Population`; `make_plan`
compiles the rules of a day; `list_steps` gives the tables that lead to the verdicts, as
expressions that any engine runs. The verdicts are those of `assess`.
"""

from wadah.core.requirements.population.plan import Plan, make_plan
from wadah.core.requirements.population.rows import (
    NotTabular,
    Tabulator,
    join_words,
)
from wadah.core.requirements.population.tables import (
    Population,
    list_facts,
    list_needs,
    papers_schema,
    results_schema,
    subjects_schema,
)
from wadah.core.requirements.population.weighing import (
    WEIGHTS,
    Step,
    list_bits,
    list_steps,
)

__all__ = [
    "WEIGHTS",
    "NotTabular",
    "Plan",
    "Population",
    "Step",
    "Tabulator",
    "join_words",
    "list_bits",
    "list_facts",
    "list_needs",
    "list_steps",
    "make_plan",
    "papers_schema",
    "results_schema",
    "subjects_schema",
]
