import pytest


@pytest.fixture(autouse=True)
def journey(record_property):
    record_property("journey", "feedback_submission")


def test_a_prompt_can_be_rated_and_rated_again(person):
    prompt = person.post("/v1/enhance", prompt="make it better")["id"]
    for rating in (2, 5):
        assert person.post("/v1/feedback", prompt_id=prompt, rating=rating) == {"prompt_id": prompt, "rating": rating}


def test_a_prompt_that_is_not_ones_own_cannot_be_rated(person):
    assert person.post("/v1/feedback", prompt_id=2**40, rating=1)["error"]["code"] == "not_found"
