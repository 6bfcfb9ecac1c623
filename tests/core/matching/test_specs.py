"""A specification is met only by a result that can be compared with it."""

import pytest

MOISTURE = {"parameter": "moisture", "operator": "<=", "value": 12.5, "unit": "%"}
OTA = {"parameter": "ochratoxin_a", "operator": "<=", "value": 5, "unit": "ug/kg"}
EC = {
    "parameter": "electrical_conductivity",
    "operator": "<",
    "value": 0.5,
    "unit": "mS/cm",
    "qualifier": "extract_1_1_5",
}
PH = {"parameter": "ph", "operator": "between", "min": 5.5, "max": 6.5, "unit": "pH"}
GRADE = {"parameter": "grade", "operator": "in", "value": ["4a", "4b"]}
SALMONELLA = {"parameter": "salmonella", "operator": "=", "value": "absent"}
SCORE = {"parameter": "cup_score", "operator": ">=", "value": 80, "unit": "points"}
IODINE = {"parameter": "iodine", "operator": "<=", "value": 20, "unit": "mg/kg"}


NONE_FOUND = OTA | {"operator": "=", "value": "not detected"}


def of(parameter, **result):
    return {"parameter": parameter, **result}


MET, UNKNOWN, FAILS = None, "spec_unknown", "spec_fails"
RETEST, TEST, REWORK = "retest_with_method", "test_lot", "rework_lot"
REPLACE = "replace_lot"

CASES = [
    (MOISTURE, of("moisture", value=12.5, unit="%"), MET, None),
    (MOISTURE, of("moisture", value=12.51, unit="%"), FAILS, REWORK),
    (MOISTURE, of("moisture", value=125, unit="g/kg"), MET, None),
    (MOISTURE, of("moisture_pct", value=12.5, unit="%"), MET, None),
    (MOISTURE, of("moisture", value=11, unit="%", basis="dry"), UNKNOWN, RETEST),
    (MOISTURE, of("moisture", value=11, unit="%", lot="L9"), UNKNOWN, TEST),
    (MOISTURE, of("ph", value=6, unit="pH"), UNKNOWN, TEST),
    (OTA, of("ochratoxin_a", value=0.0049, unit="mg/kg"), MET, None),
    (OTA, of("ochratoxin_a", value=5.1, unit="ppb"), FAILS, REPLACE),
    (OTA, of("ochratoxin_a", below=0.5, unit="ug/kg"), MET, None),
    (OTA, of("ochratoxin_a", below=10, unit="ug/kg"), UNKNOWN, TEST),
    (OTA, of("ochratoxin_a", values=[1, 4.9], unit="ug/kg"), MET, None),
    (OTA, of("ochratoxin_a", values=[1, 5.1], unit="ug/kg"), FAILS, REPLACE),
    (NONE_FOUND, of("ochratoxin_a", below=0.5, unit="ug/kg"), MET, None),
    (NONE_FOUND, of("ochratoxin_a", value=0.6, unit="ug/kg"), FAILS, REPLACE),
    (
        EC,
        of("electrical_conductivity", value=400, unit="uS/cm", method="extract_1_1_5"),
        MET,
        None,
    ),
    (
        EC,
        of("electrical_conductivity", value=0.4, unit="mS/cm", method="extract_1_5"),
        UNKNOWN,
        RETEST,
    ),
    (PH, of("ph", value=6.5, unit="pH"), MET, None),
    (PH, of("ph", value=6.51, unit="pH"), FAILS, REPLACE),
    (GRADE, of("grade", value="4A", unit="text"), MET, None),
    (GRADE, of("grade", value="5", unit="text"), FAILS, REPLACE),
    (SALMONELLA, of("salmonella_25g", value="absent", unit="text"), MET, None),
    (SCORE, of("cup_score", below=80, unit="points"), FAILS, REPLACE),
    (SCORE, of("cup_score", below=81, unit="points"), UNKNOWN, TEST),
    # Iodine is on dry matter unless somebody says otherwise.
    (IODINE, of("iodine", value=19, unit="mg/kg", basis="dry"), MET, None),
    (IODINE, of("iodine", value=19, unit="mg/kg", basis="as_sold"), UNKNOWN, RETEST),
]


@pytest.mark.parametrize(("line", "result", "code", "action"), CASES)
def test_judges_a_line_on_a_result(judge, case, line, result, code, action):
    case["request"]["items"][0]["specs"] = [line]
    case["offers"][0]["lots"] = [{"id": "L1", "results": [result]}]

    answer = judge(case)

    found = [c for r in answer.refused for c in r.constraints]
    assert [c.code for c in found] == ([code] if code else [])
    assert [s.action for c in found for s in c.steps] == ([action] if action else [])


def test_lets_no_report_outvote_a_failing_one(judge, case):
    case["offers"][0]["lots"][0]["results"].append(
        {"parameter": "moisture", "value": 14, "unit": "%"}
    )

    assert judge(case).refused[0].constraints[0].code == "spec_fails"


def test_takes_the_lot_with_the_cheapest_way_to_yes(judge, case):
    case["request"]["items"][0]["specs"] = [MOISTURE, OTA]
    wet = {"parameter": "moisture", "value": 14, "unit": "%"}
    dry = {"parameter": "moisture", "value": 12, "unit": "%"}
    bad = {"parameter": "ochratoxin_a", "value": 9, "unit": "ug/kg"}
    case["offers"][0]["lots"] = [
        {"id": "bad", "results": [dry, bad]},
        {"id": "wet", "results": [wet]},
        {"id": "untested", "results": [dry]},
    ]

    (refusal,) = judge(case).refused

    assert [(s.action, s.subject) for s in refusal.steps] == [
        ("test_lot", "ochratoxin_a")
    ]


def test_judges_words_on_the_attributes_where_no_lot_says_otherwise(judge, case):
    case["request"]["items"][0]["specs"] = [
        {"parameter": "process", "operator": "=", "value": "natural"}
    ]
    case["offers"][0]["attributes"] = {"process": "Natural"}

    assert len(judge(case).matches) == 1


def test_reads_the_older_names_of_keys_and_parameters(judge, case):
    case["request"]["items"][0]["specs"] = [
        {"param": "below_screen13_pct", "op": "<=", "max": 10, "unit": "%"}
    ]
    case["offers"][0]["lots"][0]["results"] = [
        {
            "parameter": "screen_passing",
            "value": 9,
            "unit": "%",
            "qualifier": "screen_no 13",
        }
    ]

    assert len(judge(case).matches) == 1
