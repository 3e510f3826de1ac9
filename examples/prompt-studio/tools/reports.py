"""Where reports go, and how a metric that no report format carries is written down."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "reports"

# Each service, and the folder its product code is in.
SERVICES = {
    "accounts": "accounts",
    "api_gateway": "gateway",
    "frontend": "frontend",
    "intent_classifier": "classifier",
    "ml_pipeline": "ml",
    "technique_selector": "selector",
    "prompt_generator": "generator",
    "httpkit": "httpkit",
}

MAX_OFFENDERS = 10


@dataclass
class Metric:
    """One measured value: what it is of, how much it rests on, and who is to blame for it."""

    metric: str
    value: float
    unit: str
    samples: int
    offenders: list[dict] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)


def write_metrics(name: str, tool: str, metrics: list[Metric]) -> None:
    """Write reports/NAME in Assay's own metrics format."""
    document = {"assay_metrics": 1, "tool": tool, "metrics": [asdict(metric) for metric in metrics]}
    write_report(name, document)


def write_report(name: str, document: dict | list) -> None:
    """Write reports/NAME as JSON, and say so."""
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / name).write_text(json.dumps(document, indent=2) + "\n")
    print(f"wrote reports/{name}")


def relative(path: str) -> str:
    """Return the path as seen from the project's root."""
    return Path(path.removeprefix("file://")).resolve().relative_to(ROOT).as_posix()


def product_files() -> list[str]:
    """Return the Python files that are shipped: all of the services but their tests."""
    found = [path.relative_to(ROOT) for folder in SERVICES.values() for path in (ROOT / folder).rglob("*.py")]
    return sorted(path.as_posix() for path in found if "tests" not in path.parts)


def python_folders() -> list[str]:
    """Return the folders that hold product code in Python."""
    return sorted(folder for folder in SERVICES.values() if (ROOT / folder / "__init__.py").exists())
