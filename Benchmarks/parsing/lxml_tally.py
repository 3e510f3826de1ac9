#!/usr/bin/env python3
"""A tally of a JUnit, Cobertura or JaCoCo report with lxml's iterparse, memory kept bounded: the Python peer of inspect.

usage: lxml_tally.py FILE
"""
import sys

from lxml import etree


def main() -> None:
    total = failed = errors = skipped = lines = covered = 0
    seconds = 0.0
    for _, element in etree.iterparse(sys.argv[1], events=("end",), huge_tree=True):
        tag = element.tag
        if tag == "testcase":
            total += 1
            seconds += float(element.get("time", 0))
        elif tag == "line":
            lines += 1
            if int(element.get("hits") or element.get("ci") or 0) > 0:
                covered += 1
        elif tag == "failure":
            failed += 1
            continue
        elif tag == "error":
            errors += 1
            continue
        elif tag == "skipped":
            skipped += 1
            continue
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    print(f"total {total} failed {failed} errors {errors} skipped {skipped} seconds {seconds:.3f} lines {lines} covered {covered}")


main()
