"""Measures every function's cyclomatic complexity with lizard: reports/complexity.json."""

import lizard

from tools.reports import MAX_OFFENDERS, SERVICES, Metric, product_files, relative, write_metrics


def complexity_of(component: str, folder: str) -> Metric:
    """Return the largest complexity of a component's functions, with the functions behind it."""
    functions = [function for file in lizard.analyze_files(product_files(folder)) for function in file.function_list]
    if not functions:
        raise SystemExit(f"no function found in {folder}/: nothing was measured")
    functions.sort(key=lambda function: function.cyclomatic_complexity, reverse=True)
    worst = [
        {
            "name": function.name,
            "file": relative(function.filename),
            "line": function.start_line,
            "value": function.cyclomatic_complexity,
        }
        for function in functions[:MAX_OFFENDERS]
    ]
    return Metric(
        "code_complexity.cyclomatic_complexity",
        functions[0].cyclomatic_complexity,
        "count",
        len(functions),
        {"component": component},
        worst,
    )


def main() -> None:
    """Write the report."""
    metrics = [complexity_of(component, folder) for component, folder in SERVICES.items()]
    write_metrics("complexity.json", f"lizard {lizard.version}", metrics)


if __name__ == "__main__":
    main()
