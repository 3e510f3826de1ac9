#!/usr/bin/env python3
"""Records a second of `assay data generate` beside Faker and mimesis, the same twelve fields, one core each; then ten million rows.

Rates of one core are by processor time, so that other work on the machine does not count against anybody.

Usage: records.py ASSAY [ROWS]. Faker and mimesis come from Benchmarks/requirements.txt; where one is missing, its row is left out.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

SPEC = """
data: {seed: 42}
tables:
  customers:
    rows: 100000
    fields: {id: sequence, name: full_name}
  orders:
    rows: ROWS
    fields:
      id: sequence
      customer_id: {references: customers.id, fan_out: {zipf: 1.1}}
      name: full_name
      email: {kind: email, unique: true}
      phone: phone
      city: city
      street: street
      status: {one_of: {paid: 7, open: 2, void: 1}}
      amount: {number: {lognormal: {median: 40, sigma: 0.9}, decimals: 2}}
      created: {time: {from: 2023-01-01, to: 2024-12-31}}
      card: card
      note: sentence
"""


def assay(program: str, rows: int, workers: int) -> tuple[float, float, int, int]:
    """Seconds, seconds of processors, peak memory in KiB, bytes written."""
    with tempfile.TemporaryDirectory() as folder:
        spec = pathlib.Path(folder) / "spec.yaml"
        spec.write_text(SPEC.replace("ROWS", str(rows)))
        output = pathlib.Path(folder) / "orders.csv"
        start = time.perf_counter()
        command = [program, "data", "generate", str(spec), "--table", "orders", "--output", str(output), "--workers", str(workers)]
        child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        if status != 0:
            sys.exit(f"assay ended with {status}")
        return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, output.stat().st_size


def faker_rate(rows: int) -> float | None:
    try:
        from faker import Faker
    except ImportError:
        return None
    fake = Faker("en_US")
    Faker.seed(42)
    start = time.process_time()
    for number in range(rows):
        ",".join((
            str(number), str(fake.random_int(1, 100000)), fake.name(), fake.unique.email(), fake.phone_number(), fake.city(),
            fake.street_address(), fake.random_element(("paid", "open", "void")), str(fake.pyfloat(min_value=1, max_value=500)),
            fake.date_time_this_decade().isoformat(), fake.credit_card_number(), fake.sentence(),
        ))
    return rows / (time.process_time() - start)


def mimesis_rate(rows: int) -> float | None:
    try:
        from mimesis import Generic
        from mimesis.locales import Locale
    except ImportError:
        return None
    make = Generic(locale=Locale.EN, seed=42)
    start = time.process_time()
    for number in range(rows):
        ",".join((
            str(number), str(make.random.randint(1, 100000)), make.person.full_name(), make.person.email(),
            make.person.phone_number(), make.address.city(), make.address.address(),
            make.random.choice(("paid", "open", "void")), str(make.numeric.float_number(1, 500, 2)),
            make.datetime.datetime().isoformat(), make.payment.credit_card_number(), make.text.quote(),
        ))
    return rows / (time.process_time() - start)


def main() -> int:
    program, rows = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000_000
    _, seconds, _, _ = assay(program, rows // 10, 1)
    own = rows / 10 / seconds
    print("| program | records a second, one core | Assay is |\n|---|---|---|")
    print(f"| assay data generate | {own:,.0f} | – |")
    for name, rate in (("Faker", faker_rate(5_000)), ("mimesis", mimesis_rate(20_000))):
        if rate:
            print(f"| {name} | {rate:,.0f} | {own / rate:.0f}× |")
    seconds, busy, memory, size = assay(program, rows, os.cpu_count() or 1)
    print(f"\n{rows:,} records of 12 fields, {os.cpu_count()} cores: {seconds:.1f} s ({busy:.1f} s of processors), {size / 1e6:,.0f} MB, peak memory {memory / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
