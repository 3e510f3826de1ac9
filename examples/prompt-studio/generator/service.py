"""The generator's HTTP interface: POST /v1/generate {prompt, intent, techniques}."""

from generator.enhance import UnknownTechnique, enhance
from httpkit import BadRequest, JsonService, text_field, text_list_field


def generate_route(payload: dict) -> dict:
    """Answer with the improved prompt."""
    prompt = text_field(payload, "prompt")
    intent = text_field(payload, "intent")
    techniques = text_list_field(payload, "techniques")
    try:
        return {"prompt": enhance(prompt, intent, techniques)}
    except UnknownTechnique as problem:
        raise BadRequest(str(problem)) from problem


service = JsonService("prompt_generator", {"/v1/generate": generate_route})
