import json

import pytest

from httpkit import BadRequest, JsonService, Refused, integer_field


def refuse(_):
    raise Refused(409, "taken", "it is taken")


def test_a_refusal_is_answered_with_its_status_and_code():
    response = JsonService("sample", {"/x": refuse}).post("/x", b"{}")
    assert (response.status, response.body["error"]["code"]) == (409, "taken")
    assert json.dumps(response.body)


@pytest.mark.parametrize("value", [None, True, "1", 1.5, 0, 6])
def test_a_whole_number_is_within_its_bounds(value):
    with pytest.raises(BadRequest, match="from 1 to 5"):
        integer_field({"rating": value}, "rating", 1, 5)
    assert integer_field({"rating": 5}, "rating", 1, 5) == 5
