"""From labelled prompts to the model that the classifier serves."""

import json
from pathlib import Path

from ml.features import read
from ml.training import cross_validated_accuracy, train


def run(prompts: Path, model: Path) -> str:
    """Train, write the model, and say how well it does."""
    rows = read(prompts)
    model.write_text(json.dumps(train(rows), indent=1) + "\n")
    return f"{len(rows)} prompts, accuracy on prompts not seen: {cross_validated_accuracy(rows):.0%}"
