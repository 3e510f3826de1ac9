"""Finds the intent of a prompt with the model that ml/ has trained."""

import json
import math
from dataclasses import dataclass
from pathlib import Path

from classifier.words import words

DEFAULT_INTENT = "question"


@dataclass(frozen=True)
class Classification:
    """The intent, how sure we are of it (0 to 1), every intent's share, and which model said so."""

    intent: str
    confidence: float
    scores: dict[str, float]
    model: str = "local"


class Model:
    """Softmax regression over words: labels, a bias each, and the weights of each word."""

    def __init__(self, path: Path) -> None:
        """Read the model from a file."""
        document = json.loads(path.read_text())
        self.labels: list[str] = document["labels"]
        self._bias: list[float] = document["bias"]
        self._weights: dict[str, list[float]] = document["weights"]

    def classify(self, prompt: str) -> Classification:
        """Return the likeliest intent; a prompt with no known word is a question."""
        known = [self._weights[word] for word in set(words(prompt)) if word in self._weights]
        if not known:
            return Classification(DEFAULT_INTENT, 0.0, dict.fromkeys(self.labels, 0.0))
        totals = [sum(column) for column in zip(self._bias, *known, strict=True)]
        powers = [math.exp(total - max(totals)) for total in totals]
        shares = {label: round(power / sum(powers), 3) for label, power in zip(self.labels, powers, strict=True)}
        intent = max(shares, key=lambda label: shares[label])
        return Classification(intent, shares[intent], shares)


LOCAL = Model(Path(__file__).parent / "model.json")


def classify(prompt: str) -> Classification:
    """Ask the local model."""
    return LOCAL.classify(prompt)
