"""Measures which share of the public Python code is documented, with interrogate: reports/docs.json."""

from importlib.metadata import version

from interrogate.config import InterrogateConfig
from interrogate.coverage import InterrogateCoverage

from tools.reports import MAX_OFFENDERS, SERVICES, Metric, product_files, relative, write_metrics

PUBLIC = InterrogateConfig(ignore_private=True, ignore_semiprivate=True, ignore_init_module=True)


def main() -> None:
    """Write the report."""
    files = [path for folder in SERVICES.values() for path in product_files(folder, (".py",))]
    results = InterrogateCoverage(paths=files, conf=PUBLIC).get_coverage()
    if not results.total:
        raise SystemExit("no public name found: nothing was measured")
    missing = [
        {"name": node.name, "file": relative(file.filename), "line": node.lineno or 1}
        for file in results.file_results
        for node in file.nodes
        if not node.covered
    ]
    metric = Metric(
        "documentation.public_api_coverage",
        results.covered / results.total,
        "ratio",
        results.total,
        offenders=missing[:MAX_OFFENDERS],
    )
    write_metrics("docs.json", f"interrogate {version('interrogate')}", [metric])


if __name__ == "__main__":
    main()
