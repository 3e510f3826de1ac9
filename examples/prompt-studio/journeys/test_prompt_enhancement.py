import pytest


@pytest.fixture(autouse=True)
def journey(record_property):
    record_property("journey", "prompt_enhancement_flow")


def test_a_programmer_gets_a_prompt_for_programming(person):
    prompt = person.post("/v1/enhance", prompt="fix the bug in   this function")["prompt"]
    assert prompt.startswith("You are a senior software engineer")
    assert "fix the bug in this function" in prompt
    assert "step by step" in prompt


def test_a_reader_in_a_hurry_gets_a_short_summary(person):
    assert "at most 120 words" in person.post("/v1/enhance", prompt="summarise the key points")["prompt"]


def test_a_vague_prompt_is_asked_to_be_clearer(person):
    answer = person.post("/v1/enhance", prompt="make it better")
    assert answer["techniques"][0] == "clarify"
    assert "ask for it before you answer" in answer["prompt"]


def test_an_enhanced_prompt_can_be_enhanced_again(person):
    first = person.post("/v1/enhance", prompt="brainstorm names for a bakery")["prompt"]
    again = person.post("/v1/enhance", prompt=first)["prompt"]
    assert "brainstorm names for a bakery" in again


def test_what_was_enhanced_is_found_again(person):
    kept = person.post("/v1/enhance", prompt="make it better")["id"]
    found = person.ask("GET", "/v1/prompts")["prompts"]
    assert found == [{"id": kept, "text": "make it better", "intent": "question"}]
