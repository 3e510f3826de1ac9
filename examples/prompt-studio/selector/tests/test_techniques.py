import pytest

from selector.techniques import CATALOGUE, LONG_PROMPT_WORDS, MAX_TECHNIQUES, select


@pytest.mark.parametrize(
    ("intent", "techniques"),
    [
        ("code", ["role", "step_by_step", "examples"]),
        ("writing", ["role", "examples"]),
        ("analysis", ["role", "output_format", "step_by_step"]),
        ("summary", ["output_format", "length_limit"]),
        ("ideas", ["output_format", "many_options"]),
        ("question", ["step_by_step"]),
    ],
)
def test_each_intent_gets_the_techniques_that_help_it(intent, techniques):
    assert select(intent, 0.9, "short") == techniques


def test_an_unsure_classification_asks_for_clarity_first():
    assert select("question", 0.2, "short") == ["clarify", "step_by_step"]


def test_a_long_prompt_restates_its_goal_first():
    assert select("question", 0.9, "word " * (LONG_PROMPT_WORDS + 1))[0] == "restate_goal"


def test_never_more_than_the_limit():
    assert len(select("code", 0.1, "word " * 100)) == MAX_TECHNIQUES


def test_an_intent_that_nothing_helps_still_gets_an_answer():
    assert select("unheard of", 0.9, "short") == ["clarify"]


def test_the_names_of_the_catalogue_are_unique():
    assert len({technique.name for technique in CATALOGUE}) == len(CATALOGUE)
