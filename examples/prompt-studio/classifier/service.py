"""The classifier's HTTP interface: POST /v1/classify {prompt}."""

import os
from collections.abc import Callable
from dataclasses import asdict

from classifier.intents import Classification, classify
from classifier.model_server import CONNECTIONS, ModelServer
from httpkit import JsonService, text_field


def classifier(environment: dict[str, str]) -> Callable[[str], Classification]:
    """Return the model server's classifier where MODEL_SERVER_URL says where it is, else the local one."""
    url = environment.get("MODEL_SERVER_URL")
    connections = int(environment.get("MODEL_CONNECTIONS", CONNECTIONS))
    return ModelServer(url, connections).classify if url else classify


def make_service(ask: Callable[[str], Classification]) -> JsonService:
    """Answer with the intent, its confidence and the scores."""

    def classify_route(payload: dict) -> dict:
        return asdict(ask(text_field(payload, "prompt")))

    return JsonService("intent_classifier", {"/v1/classify": classify_route})


service = make_service(classifier(dict(os.environ)))
