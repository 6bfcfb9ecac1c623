"""Benchmark instances are read exactly or refused with the field."""

import pytest

from wadah.core.meetings import instance_from_dzn
from wadah.core.values import InvalidInput

TEXT = """% three firms
nBusiness = 3; nMeetings = 2; nTables = 1;
nTotalSlots = 4; nMorningSlots = 2;
requested = [|1, 2, 1,
|2, 3, 2|];
nMeetingsBusiness = [1, 2, 1];
meetingsxBusiness = [{1, 2}, {1, 2, 3}, {1, 3}];
forbidden = [{0}, {2, 3}, {}];
fixed = [0, 4];
precedences = [{}, {1}];
"""


def test_reads_sizes_meetings_and_what_binds_them():
    problem = instance_from_dzn(TEXT)

    assert (problem.firms, problem.tables) == (3, 1)
    assert (problem.slots, problem.morning_slots) == (4, 2)
    first, second = problem.meetings
    assert (first.a, first.b, first.session, first.fixed_slot) == (1, 2, 1, None)
    assert (second.a, second.b, second.session, second.fixed_slot) == (2, 3, 2, 4)
    assert second.predecessors == frozenset({1})
    assert problem.closed == {2: frozenset({2, 3})}


def test_does_without_the_lists_that_bind_nothing():
    kept = [
        line for line in TEXT.splitlines() if not line.startswith(("fo", "fi", "p"))
    ]

    problem = instance_from_dzn("\n".join(kept))

    assert problem.closed == {}
    assert [m.fixed_slot for m in problem.meetings] == [None, None]


@pytest.mark.parametrize(
    ("old", "new", "field", "rule"),
    [
        ("nTables = 1;", "", "nTables", "required"),
        ("nTables = 1;", "nTables = one;", "nTables", "whole_number"),
        ("nTables = 1;", "nTables = -1;", "nTables", "out_of_range"),
        ("nTables = 1;", "nTables: 1;", "", "dzn_statement"),
        ("nMorningSlots = 2", "nMorningSlots = 5", "nMorningSlots", "out_of_range"),
        ("nMeetings = 2", "nMeetings = 3", "requested", "length"),
        ("|2, 3, 2|]", "|2, 4, 2|]", "requested[1]", "out_of_range"),
        ("|2, 3, 2|]", "|2, 3, 4|]", "requested[1]", "out_of_range"),
        ("|2, 3, 2|]", "|2, 2, 2|]", "requested[1]", "same_firm"),
        ("|2, 3, 2|]", "|2, 3|]", "requested[1]", "length"),
        ("[|1, 2, 1", "[1, 2, 1", "requested", "dzn_array"),
        ("{2, 3}, {}]", "{2, 5}, {}]", "forbidden[1]", "out_of_range"),
        ("{2, 3}, {}]", "{2, 3}]", "forbidden", "length"),
        ("[0, 4]", "[0, 5]", "fixed[1]", "out_of_range"),
        ("[0, 4]", "[0]", "fixed", "length"),
        ("[{}, {1}]", "[{}, {3}]", "precedences[1]", "out_of_range"),
    ],
)
def test_names_field_and_rule_of_what_is_wrong(old, new, field, rule):
    assert old in TEXT

    with pytest.raises(InvalidInput) as refusal:
        instance_from_dzn(TEXT.replace(old, new))

    assert (refusal.value.field, refusal.value.rule) == (field, rule)
