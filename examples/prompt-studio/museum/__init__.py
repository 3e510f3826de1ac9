"""Regressions that Assay must find, and the visit that holds it to that."""
