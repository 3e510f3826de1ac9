"""What a person does with the product, from outside: only the gateway is known."""

import json
import urllib.request
from collections.abc import Iterator

import pytest

from stack import System


@pytest.fixture(scope="module")
def gateway_url() -> Iterator[str]:
    """Start the whole system, as it is delivered."""
    with System() as system:
        yield system.urls["api_gateway"]


def enhance(gateway_url: str, prompt: str) -> dict:
    """Send a prompt as a browser would."""
    data = json.dumps({"prompt": prompt}).encode()
    with urllib.request.urlopen(f"{gateway_url}/v1/enhance", data=data, timeout=10) as response:
        return json.load(response)


@pytest.fixture(autouse=True)
def journey(record_property):
    """Record which critical user journey the test belongs to."""
    record_property("journey", "prompt_enhancement_flow")


def test_a_programmer_gets_a_prompt_for_programming(gateway_url):
    prompt = enhance(gateway_url, "fix the bug in   this function")["prompt"]
    assert prompt.startswith("You are a senior software engineer")
    assert "fix the bug in this function" in prompt
    assert "step by step" in prompt


def test_a_reader_in_a_hurry_gets_a_short_summary(gateway_url):
    assert "at most 120 words" in enhance(gateway_url, "summarise the key points")["prompt"]


def test_a_vague_prompt_is_asked_to_be_clearer(gateway_url):
    answer = enhance(gateway_url, "make it better")
    assert answer["techniques"][0] == "clarify"
    assert "ask for it before you answer" in answer["prompt"]


def test_an_enhanced_prompt_can_be_enhanced_again(gateway_url):
    first = enhance(gateway_url, "brainstorm names for a bakery")["prompt"]
    again = enhance(gateway_url, first)["prompt"]
    assert "brainstorm names for a bakery" in again
