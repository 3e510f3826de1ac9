"""The selector's HTTP interface: POST /v1/select {intent, confidence, prompt}."""

from httpkit import JsonService, number_field, text_field
from selector.techniques import select


def select_route(payload: dict) -> dict:
    """Answer with the names of the techniques, the most helpful first."""
    intent = text_field(payload, "intent")
    confidence = number_field(payload, "confidence", default=0.0)
    prompt = text_field(payload, "prompt")
    return {"techniques": select(intent, confidence, prompt)}


service = JsonService("technique_selector", {"/v1/select": select_route})
