import json
import runpy

from classifier.intents import Classification, classify
from classifier.model_server import ModelServer
from classifier.service import classifier, make_service, service


def post(payload, answering=service):
    return answering.post("/v1/classify", json.dumps(payload).encode())


def test_the_answer_holds_intent_confidence_and_scores():
    response = post({"prompt": "fix the bug"})
    assert response.status == 200
    assert response.body["intent"] == "code"
    assert response.body["confidence"] == response.body["scores"]["code"]
    assert response.body["model"] == "local"


def test_another_classifier_may_answer():
    found = make_service(lambda _: Classification("ideas", 1.0, {}, model="server"))
    assert post({"prompt": "anything"}, found).body["model"] == "server"


def test_a_model_server_is_asked_where_there_is_one():
    assert classifier({}) is classify
    assert isinstance(classifier({"MODEL_SERVER_URL": "http://127.0.0.1:1"}).__self__, ModelServer)


def test_a_request_without_a_prompt_is_refused():
    assert post({}).status == 400


def test_the_module_starts_the_service(monkeypatch):
    started = []
    monkeypatch.setattr("httpkit.server.run", started.append)
    runpy.run_module("classifier", run_name="__main__")
    assert started == [service]
