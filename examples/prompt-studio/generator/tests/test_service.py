import json
import runpy

from generator.service import service


def post(payload):
    return service.post("/v1/generate", json.dumps(payload).encode())


def test_the_answer_is_the_improved_prompt():
    response = post({"prompt": "Fix it.", "intent": "code", "techniques": ["examples"]})
    assert response.body == {"prompt": "Fix it.\n\nInclude one short example."}


def test_an_unknown_technique_is_a_bad_request():
    response = post({"prompt": "Fix it.", "intent": "code", "techniques": ["hypnosis"]})
    assert response.status == 400
    assert "hypnosis" in response.body["error"]["message"]


def test_the_module_starts_the_service(monkeypatch):
    started = []
    monkeypatch.setattr("httpkit.server.run", started.append)
    runpy.run_module("generator", run_name="__main__")
    assert started == [service]
