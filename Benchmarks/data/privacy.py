#!/usr/bin/env python3
"""How many megabytes a second one core masks and scans: twelve fields of customers and orders, as `assay data generate` makes them.

Usage: privacy.py ASSAY [ROWS]. Rates are by processor time; masking holds the second look, which reads what was written.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

import records


def seconds(*command: str) -> tuple[float, float]:
    """Seconds of processors, and the peak of memory in MB."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    text = child.stderr.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command[1:4])} ended with {status}: {text}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> int:
    program, rows = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        spec, orders, key = folder / "spec.yaml", folder / "orders.csv", folder / "key"
        spec.write_text(records.SPEC.replace("ROWS", str(rows)))
        key.write_bytes(os.urandom(32))
        key.chmod(0o600)
        seconds(program, "data", "generate", str(spec), "--table", "orders", "--output", str(orders))
        size = orders.stat().st_size / 1e6
        mask = [program, "data", "mask", str(orders), "--key-file", str(key), "--output", f"{folder}/masked/"]
        print(f"| {size:,.0f} MB of CSV | MB a second, one core | peak memory |\n|---|---|---|")
        for title, command in (
            ("assay data scan", [program, "data", "scan", str(orders)]),
            ("assay data mask --unchecked", [*mask, "--unchecked"]),
            ("assay data mask", mask),
        ):
            taken, memory = min(seconds(*command) for _ in range(3))
            print(f"| {title} | {size / taken:,.0f} | {memory:,.0f} MB |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
