"""Softmax regression by gradient descent: small enough to read, the same result every time."""

import numpy as np

from ml.features import matrix, vocabulary

ROUNDS = 600
RATE = 0.5
DECAY = 0.002
FOLDS = 5


def train(rows: list[tuple[str, str]]) -> dict:
    """Return the model: its labels, and each word's weight for each of them."""
    prompts = [prompt for _, prompt in rows]
    labels = sorted({label for label, _ in rows})
    known = vocabulary(prompts)
    features = matrix(prompts, known)
    wanted = np.array([[float(label == name) for name in labels] for label, _ in rows])
    weights = np.zeros((len(known), len(labels)))
    bias = np.zeros(len(labels))
    for _ in range(ROUNDS):
        error = softmax(features @ weights + bias) - wanted
        weights -= RATE * (features.T @ error / len(rows) + DECAY * weights)
        bias -= RATE * error.mean(axis=0)
    return {
        "labels": labels,
        "bias": [round(float(value), 4) for value in bias],
        "weights": {word: [round(float(value), 4) for value in row] for word, row in zip(known, weights, strict=True)},
    }


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return each row as shares that add up to one."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def predict(model: dict, prompts: list[str]) -> list[str]:
    """Return the likeliest label of each prompt."""
    known = list(model["weights"])
    scores = matrix(prompts, known) @ np.array(list(model["weights"].values())) + np.array(model["bias"])
    return [model["labels"][index] for index in scores.argmax(axis=1)]


def cross_validated_accuracy(rows: list[tuple[str, str]]) -> float:
    """Return the share of prompts that a model which has not seen them labels rightly."""
    right = 0
    for fold in range(FOLDS):
        model = train([row for index, row in enumerate(rows) if index % FOLDS != fold])
        kept_back = [row for index, row in enumerate(rows) if index % FOLDS == fold]
        found = predict(model, [prompt for _, prompt in kept_back])
        right += sum(label == answer for (label, _), answer in zip(kept_back, found, strict=True))
    return right / len(rows)
