#!/usr/bin/env python3
"""A tally of a JUnit XML report with lxml's iterparse, memory kept bounded: the Python peer of `assay inspect`.

usage: lxml_tally.py FILE
"""
import sys

from lxml import etree


def main() -> None:
    total = failed = errors = skipped = 0
    seconds = 0.0
    for _, element in etree.iterparse(sys.argv[1], events=("end",), huge_tree=True):
        tag = element.tag
        if tag == "testcase":
            total += 1
            seconds += float(element.get("time", 0))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        elif tag == "failure":
            failed += 1
        elif tag == "error":
            errors += 1
        elif tag == "skipped":
            skipped += 1
        elif tag == "testsuite":
            element.clear()
    print(f"total {total} failed {failed} errors {errors} skipped {skipped} seconds {seconds:.3f}")


main()
