import copy
import json
from pathlib import Path

import pytest

from tools.compatibility import Comparison

RELEASED = json.loads((Path(__file__).parents[2] / "api/released-1.0.0.json").read_text())


@pytest.fixture
def document():
    return copy.deepcopy(RELEASED)


def schema(document, path, method="post"):
    return document["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]


def breaking(document):
    return [(change["name"], change["detail"]) for change in Comparison(RELEASED, document).breaking()]


def test_the_same_document_breaks_nothing(document):
    assert breaking(document) == []
    assert Comparison(RELEASED, document).operations() == 10


def test_what_is_added_breaks_nothing(document):
    document["paths"]["/v1/new"] = {"get": {"responses": {}}}
    schema(document, "/v1/feedback")["properties"]["comment"] = {"type": "string"}
    document["components"]["schemas"]["Account"]["properties"]["since"] = {"type": "string"}
    assert breaking(document) == []


def test_an_operation_that_is_gone_breaks(document):
    del document["paths"]["/v1/subscription"]["delete"]
    assert breaking(document) == [("DELETE /v1/subscription", "is gone")]


def test_a_session_that_is_newly_needed_breaks(document):
    del document["paths"]["/health"]["get"]["security"]
    assert breaking(document) == [("GET /health", "needs a session")]


def test_another_status_breaks(document):
    responses = document["paths"]["/v1/users"]["post"]["responses"]
    responses["200"] = responses.pop("201")
    assert breaking(document) == [("POST /v1/users", "no longer answers with 201")]


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        (lambda request: request["required"].append("comment"), "the request must have 'comment'"),
        (lambda request: request["properties"].pop("rating"), "the request has no 'rating'"),
        (lambda request: request["properties"]["rating"].update(maximum=4), "'rating' has maximum 4"),
        (lambda request: request["properties"]["rating"].update(minimum=2), "'rating' has minimum 2"),
        (lambda request: request["properties"]["rating"].update(type="string"), "'rating' must be string, not integer"),
    ],
)
def test_a_request_that_was_accepted_must_be_accepted(document, change, detail):
    change(schema(document, "/v1/feedback"))
    assert breaking(document) == [("POST /v1/feedback", detail)]


def test_a_value_that_is_no_longer_accepted_breaks(document):
    schema(document, "/v1/subscription")["properties"]["plan"]["enum"] = ["pro"]
    assert breaking(document) == [("POST /v1/subscription", "'plan' may not be 'team'")]


def test_an_answer_that_was_promised_must_come(document):
    document["components"]["schemas"]["Session"]["required"] = []
    assert ("POST /v1/users", "the answer may lack 'token'") in breaking(document)


def test_an_answer_that_nobody_expects_breaks(document):
    document["components"]["schemas"]["Account"]["properties"]["plan"]["enum"].append("golden")
    assert ("GET /v1/account", "'plan' may be 'golden'") in breaking(document)


def test_an_answer_of_another_type_breaks(document):
    document["components"]["schemas"]["Enhanced"]["properties"]["techniques"]["items"]["type"] = "integer"
    assert breaking(document) == [("POST /v1/enhance", "an item of 'techniques' is integer, not string")]
