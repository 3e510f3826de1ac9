import pytest

from classifier.intents import DEFAULT_INTENT, LOCAL, classify


@pytest.mark.parametrize(
    ("prompt", "intent"),
    [
        ("Refactor this function", "code"),
        ("Write an email to our customers", "writing"),
        ("Compare the two proposals", "analysis"),
        ("Summarise the notes", "summary"),
        ("Brainstorm names for a bakery", "ideas"),
        ("How do tides work?", "question"),
    ],
)
def test_the_intent_follows_the_telling_words(prompt, intent):
    assert classify(prompt).intent == intent


def test_case_and_punctuation_do_not_matter():
    assert classify("BUG!") == classify("bug")


def test_a_word_counts_once_however_often_it_is_said():
    assert classify("bug bug bug") == classify("bug")


def test_confidence_is_the_share_of_the_winning_intent():
    result = classify("refactor this function")
    assert result.confidence == max(result.scores.values()) > 0.5
    assert sum(result.scores.values()) == pytest.approx(1, abs=0.01)


def test_without_a_known_word_it_is_a_question_of_which_we_are_unsure():
    result = classify("Lorem ipsum")
    assert (result.intent, result.confidence) == (DEFAULT_INTENT, 0.0)


def test_every_intent_has_a_score():
    assert list(classify("anything").scores) == LOCAL.labels
