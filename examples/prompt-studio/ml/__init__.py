"""The ML pipeline: labelled prompts in, the classifier's model out."""
