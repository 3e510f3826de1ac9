import json
import runpy

from selector.service import service


def post(payload):
    return service.post("/v1/select", json.dumps(payload).encode())


def test_the_answer_lists_the_techniques():
    response = post({"intent": "summary", "confidence": 0.8, "prompt": "shorten this"})
    assert response.body == {"techniques": ["output_format", "length_limit"]}


def test_without_a_confidence_the_selector_is_unsure():
    assert post({"intent": "summary", "prompt": "shorten this"}).body["techniques"][0] == "clarify"


def test_a_confidence_that_is_no_share_is_refused():
    assert post({"intent": "summary", "confidence": 2, "prompt": "shorten this"}).status == 400


def test_the_module_starts_the_service(monkeypatch):
    started = []
    monkeypatch.setattr("httpkit.server.run", started.append)
    runpy.run_module("selector", run_name="__main__")
    assert started == [service]
