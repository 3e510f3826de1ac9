import json
import runpy

from classifier.service import service


def post(payload):
    return service.post("/v1/classify", json.dumps(payload).encode())


def test_the_answer_holds_intent_confidence_and_scores():
    response = post({"prompt": "fix the bug"})
    assert response.status == 200
    assert response.body["intent"] == "code"
    assert response.body["confidence"] == 1.0
    assert response.body["scores"]["code"] == 3


def test_a_request_without_a_prompt_is_refused():
    assert post({}).status == 400


def test_the_module_starts_the_service(monkeypatch):
    started = []
    monkeypatch.setattr("httpkit.server.run", started.append)
    runpy.run_module("classifier", run_name="__main__")
    assert started == [service]
