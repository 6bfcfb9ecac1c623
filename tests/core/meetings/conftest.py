"""An event of three sellers, two buyers, three slots and two tables."""

from copy import deepcopy

import pytest

EVENT = {
    "people": [
        {"id": "a1", "side": "a", "languages": ["id", "en"], "max": 2},
        {"id": "a2", "side": "a", "languages": ["id", "en"]},
        {"id": "a3", "side": "a", "languages": ["id"]},
        {"id": "b1", "side": "b", "languages": ["en"], "table": "t1"},
        {"id": "b2", "side": "b", "languages": ["zh"]},
    ],
    "slots": [
        {"id": "s2", "starts_at": "2026-12-01T10:00:00+07:00", "minutes": 20},
        {"id": "s1", "starts_at": "2026-12-01T09:00:00+07:00", "minutes": 20},
        {"id": "s3", "starts_at": "2026-12-01T11:00:00+07:00", "minutes": 20},
    ],
    "tables": [{"id": "t1"}, {"id": "t2"}],
    "interpreters": [{"language": "zh", "count": 1}],
    "wishes": [
        {"a": "a1", "b": "b1", "weight": 9},
        {"a": "a2", "b": "b1", "weight": 5},
        {"a": "a1", "b": "b2", "weight": 6},
        {"a": "a3", "b": "b2", "weight": 7},
    ],
    "pinned": [],
    "forbidden": [],
    "precedence": [],
}


@pytest.fixture
def event():
    return deepcopy(EVENT)
