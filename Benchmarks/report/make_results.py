#!/usr/bin/env python3
"""Writes results of N tests to standard output as JUnit XML, one in a hundred failed with a trace of twelve lines.

usage: make_results.py N
"""
import sys

count = int(sys.argv[1])
write = sys.stdout.write
trace = "\n".join(f'  File "shop/cart_{n}.py", line {n * 7 + 3}, in step_{n}' for n in range(11))
write('<?xml version="1.0"?>\n<testsuites>\n')
for suite in range(0, count, 100):
    name = f"tests.test_{suite // 100:04}"
    write(f'<testsuite name="{name}">\n')
    for n in range(suite, min(suite + 100, count)):
        case = f'<testcase classname="{name}.TestCart" name="test_case_{n}_of_the_cart" file="{name.replace(".", "/")}.py" time="{n % 977 / 1000}"'
        if n % 100 == 37:
            write(f'{case}><failure message="expected {n}, got {n + 1}">{trace}\nAssertionError: {n}</failure></testcase>\n')
        else:
            write(case + "/>\n")
    write("</testsuite>\n")
write("</testsuites>\n")
