"""Both sides say with whom they do not deal, by name, place and role."""

import pytest


def codes(result):
    return [one.code for refusal in result.refused for one in refusal.constraints]


def test_a_buyer_who_excludes_brokers_gets_makers_only(judge, case):
    case["request"]["excluded_roles"] = ["broker", "agent"]
    case["offers"][0]["role"] = "producer"
    for role in ("broker", "agent", "trader"):
        case["offers"].append(case["offers"][0] | {"product": role, "role": role})

    result = judge(case)

    assert {one.offer.product for one in result.matches} == {"p1", "trader"}
    assert {one.offer.product for one in result.refused} == {"broker", "agent"}
    constraint = result.refused[0].constraints[0]
    assert (constraint.code, constraint.have, constraint.need) == (
        "excluded_by_buyer",
        "agent",
        ["agent", "broker"],
    )


def test_a_seller_of_unknown_role_is_not_taken_for_a_broker(judge, case):
    case["request"]["excluded_roles"] = ["broker"]

    assert len(judge(case).matches) == 1


@pytest.mark.parametrize(
    ("role", "found"), [("broker", ["excluded_by_seller"]), ("roaster", []), (None, [])]
)
def test_a_seller_may_exclude_brokers_too(judge, case, role, found):
    case["request"]["buyer_role"] = role
    case["offers"][0]["excluded_roles"] = ["broker"]

    assert codes(judge(case)) == found
