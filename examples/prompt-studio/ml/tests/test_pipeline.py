import runpy

from classifier.intents import Model
from ml import pipeline


def test_the_classifier_serves_what_the_pipeline_writes(tmp_path):
    prompts, model = tmp_path / "prompts.tsv", tmp_path / "model.json"
    prompts.write_text("code\tfix the bug\nideas\tname the cat\n" * 5)
    assert pipeline.run(prompts, model) == "10 prompts, accuracy on prompts not seen: 100%"
    assert Model(model).classify("a bug").intent == "code"


def test_the_module_trains_the_model_that_is_served(monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(pipeline, "run", lambda *paths: asked.append([path.name for path in paths]))
    runpy.run_module("ml", run_name="__main__")
    assert asked == [["prompts.tsv", "model.json"]]
