"""The classifier and the model server: its model loaded, asked, and gone."""

import os
from collections.abc import Iterator

import pytest

from classifier.intents import classify
from classifier.model_server import ModelServer
from integration.mocks import Mock


@pytest.fixture(scope="session")
def mock() -> Iterator[Mock]:
    """Give the model server's stand-in, whose own report is kept as evidence."""
    found = Mock(os.environ["MODEL_SERVER_URL"])
    yield found
    found.keep_report("torchserve-mock.json")


@pytest.fixture
def server(mock) -> ModelServer:
    return ModelServer(os.environ["MODEL_SERVER_URL"])


@pytest.fixture
def cell(record_property):
    def record(scenario: str) -> None:
        record_property("from", "intent_classifier")
        record_property("to", "torchserve")
        record_property("scenario", scenario)

    return record


def test_the_model_is_registered_and_has_a_version(server, cell):
    cell("model_loading")
    assert server.load() == "1.0"


@pytest.mark.parametrize(
    ("prompt", "intent"), [("refactor this function", "code"), ("summarise it", "summary"), ("hello", "question")]
)
def test_the_server_says_what_a_prompt_wants(server, cell, prompt, intent):
    cell("inference")
    found = server.classify(prompt)
    assert (found.intent, found.model) == (intent, "server")


@pytest.mark.parametrize(
    "fault", [{"status": 503}, {"reset": True}, {"truncate": "50%"}, {"hang": "5s"}], ids=str
)
def test_a_server_that_fails_leaves_it_to_the_local_model(server, mock, cell, record_property, fault):
    cell("error_recovery")
    record_property("fallback", "torchserve")
    with mock.fault(**fault):
        assert server.classify("fix the bug") == classify("fix the bug")
    assert server.classify("fix the bug").model == "server"
