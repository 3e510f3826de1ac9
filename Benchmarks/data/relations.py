#!/usr/bin/env python3
"""Whether a million records are the same by one worker and by four, and every one of their references leads somewhere.

Usage: relations.py ASSAY [ROWS]. Exit code 1, with what is wrong, where one of these does not hold:
the same bytes whatever the number of workers, any range of rows made alone, no orphan, no unique value twice.
"""
import csv
import pathlib
import subprocess
import sys
import tempfile

SPEC = """
data: {seed: 20}
tables:
  customers:
    rows: CUSTOMERS
    fields: {id: sequence, key: uuid, email: {kind: email, unique: true}}
  orders:
    rows: ROWS
    fields:
      id: sequence
      customer_id: {references: customers.id, fan_out: {zipf: 1.1}}
      customer_key: {references: customers.key}
      code: {pattern: "[A-Z]{3}-[0-9]{6}", unique: true}
"""


def made(program: str, spec: pathlib.Path, folder: pathlib.Path, *options: str) -> pathlib.Path:
    folder.mkdir(exist_ok=True)
    command = [program, "data", "generate", str(spec), "--output", str(folder), *options]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return folder


def column(path: pathlib.Path, name: str) -> list[str]:
    with path.open(newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


def main() -> int:
    program, rows = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        spec = root / "spec.yaml"
        spec.write_text(SPEC.replace("CUSTOMERS", str(rows // 10)).replace("ROWS", str(rows)))
        one = made(program, spec, root / "one", "--workers", "1")
        four = made(program, spec, root / "four", "--workers", "4")
        for table in ("customers.csv", "orders.csv"):
            if (one / table).read_bytes() != (four / table).read_bytes():
                problems.append(f"{table} differs between one worker and four")
        part = made(program, spec, root / "part", "--table", "orders", "--rows", f"{rows // 2}..{rows // 2 + 1000}")
        lines = (one / "orders.csv").read_text().splitlines()[1:]
        if (part / "orders.csv").read_text().splitlines()[1:] != lines[rows // 2 : rows // 2 + 1000]:
            problems.append("rows made alone are not those of the whole")
        ids, keys = set(column(one / "customers.csv", "id")), set(column(one / "customers.csv", "key"))
        for field, known in (("customer_id", ids), ("customer_key", keys)):
            orphans = sum(value not in known for value in column(one / "orders.csv", field))
            if orphans:
                problems.append(f"{orphans} of {rows} orders have a {field} that no customer has")
        for table, field in (("customers", "email"), ("orders", "code")):
            values = column(one / f"{table}.csv", field)
            if len(set(values)) != len(values):
                problems.append(f"{len(values) - len(set(values))} values of {table}.{field} are there twice")
    for problem in problems:
        print(problem)
    print(f"{rows:,} orders of {rows // 10:,} customers: {'not as they must be' if problems else 'all as they must be'}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
