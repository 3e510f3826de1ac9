import json
from pathlib import Path

import numpy as np
import pytest

from ml.features import read
from ml.training import cross_validated_accuracy, predict, softmax, train

ROOT = Path(__file__).resolve().parents[2]
TINY = [("code", "fix the bug"), ("ideas", "name the cat")] * 5


@pytest.fixture(scope="module")
def rows():
    return read(ROOT / "ml" / "prompts.tsv")


def test_shares_add_up_to_one_however_large_the_scores():
    shares = softmax(np.array([[1000.0, 1000.0], [0.0, np.log(3)]]))
    assert shares.tolist() == [[0.5, 0.5], pytest.approx([0.25, 0.75])]


def test_a_model_knows_what_it_was_taught():
    model = train(TINY)
    assert model["labels"] == ["code", "ideas"]
    assert predict(model, ["the bug", "a cat", "the"]) == ["code", "ideas", "code"]


def test_the_same_prompts_give_the_same_model():
    assert train(TINY) == train(TINY)


def test_prompts_that_the_model_has_not_seen_are_mostly_labelled_rightly(rows):
    assert cross_validated_accuracy(rows) >= 0.6


def test_the_model_that_is_served_is_the_one_that_these_prompts_give(rows):
    served = json.loads((ROOT / "classifier" / "model.json").read_text())
    trained = train(rows)
    assert served["labels"] == trained["labels"]
    assert served["weights"].keys() == trained["weights"].keys()
    assert served["bias"] == pytest.approx(trained["bias"], abs=0.001)
