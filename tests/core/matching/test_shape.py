"""The answer of a match keeps the agreed schema."""

import json
from pathlib import Path

import jsonschema
import pytest

from wadah.core.matching import match_to_json

SHAPES = Path(__file__).parents[4] / "shared" / "contract" / "shapes.json"


@pytest.mark.parametrize("changes", [{}, {"lots": []}, {"family": "cocopeat"}])
def test_keeps_the_agreed_schema(judge, case, changes):
    if not SHAPES.exists():
        pytest.skip("the agreed schema is not beside this checkout")
    case["offers"].append(case["offers"][0] | changes)
    shapes = json.loads(SHAPES.read_text()) | {"$ref": "#/$defs/match.out"}

    answer = json.loads(json.dumps(match_to_json(judge(case))))

    jsonschema.Draft202012Validator(shapes).validate(answer)
