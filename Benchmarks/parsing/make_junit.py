#!/usr/bin/env python3
"""Writes a JUnit XML report of a given number of cases: about 200 bytes a case, some failed, skipped or in error.

usage: make_junit.py FILE [CASES]      (1,000,000 cases by default: about 200 MB)
The content depends on nothing but the number of cases.
"""
import sys


def case(number: int) -> str:
    suite = f"com.example.studio.services.prompts.module{number // 1000 % 97}.PromptPipelineTest{number // 1000}"
    name = f"keeps_the_meaning_of_a_long_prompt_through_stage_{number % 1000}_with_input_{number}"
    head = f'    <testcase classname="{suite}" name="{name}" time="{(number * 7919 % 5000) / 1000:.3f}"'
    if number % 500 == 3:
        return (
            f'{head}>\n      <failure message="expected &lt;{number}&gt; but was &lt;{number + 1}&gt;" '
            f'type="java.lang.AssertionError">java.lang.AssertionError: values differ\n'
            f"\tat {suite}.check({suite.rsplit('.', 1)[1]}.java:{number % 400})\n</failure>\n    </testcase>\n"
        )
    if number % 1000 == 7:
        return f'{head}>\n      <error message="connection refused" type="java.io.IOException"/>\n    </testcase>\n'
    if number % 200 == 11:
        return f'{head}>\n      <skipped message="needs a GPU"/>\n    </testcase>\n'
    if number % 10 == 5:
        return f"{head}>\n      <system-out>warmed up in {number % 90} ms\n</system-out>\n    </testcase>\n"
    return f"{head}/>\n"


def main() -> None:
    path = sys.argv[1]
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with open(path, "w", encoding="utf-8", newline="\n") as output:
        output.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="studio">\n')
        for start in range(0, cases, 1000):
            stop = min(start + 1000, cases)
            output.write(f'  <testsuite name="suite-{start // 1000}" tests="{stop - start}">\n')
            output.write("".join(case(number) for number in range(start, stop)))
            output.write("  </testsuite>\n")
        output.write("</testsuites>\n")


main()
