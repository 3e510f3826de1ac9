"""Small scripts that turn what a tool prints into a report that Assay reads."""
