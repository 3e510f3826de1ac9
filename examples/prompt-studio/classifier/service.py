"""The classifier's HTTP interface: POST /v1/classify {prompt}."""

from dataclasses import asdict

from classifier.intents import classify
from httpkit import JsonService, text_field


def classify_route(payload: dict) -> dict:
    """Answer with the intent, its confidence and the scores."""
    return asdict(classify(text_field(payload, "prompt")))


service = JsonService("intent_classifier", {"/v1/classify": classify_route})
