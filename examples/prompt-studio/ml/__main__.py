"""Trains the classifier's model anew: python -m ml writes classifier/model.json."""

from pathlib import Path

from ml import pipeline

ROOT = Path(__file__).resolve().parent.parent

if __name__ == "__main__":
    print(pipeline.run(ROOT / "ml" / "prompts.tsv", ROOT / "classifier" / "model.json"))
