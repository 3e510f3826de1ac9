#!/usr/bin/env python3
"""What a reader waits for: opens pages in Chromium and prints the median of several openings of each.

usage: in_browser.py CHROMIUM PAGE…      the first page is Assay's, of which filters are measured too
"""
import pathlib
import statistics
import sys

from playwright.sync_api import sync_playwright

ROUNDS = 5
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"
READY = "document.documentElement.dataset.ready === 'yes'"
FILTER = """() => { const field = document.getElementById('tests-q'); const times = [];
  for (const text of ['case_1', 'cart_9', 's:failed', 'suite:test_0123', 'slower:900ms', 'zzz', '']) {
    field.value = text; const start = performance.now(); field.dispatchEvent(new Event('input')); times.push(performance.now() - start); }
  return times; }"""
SORT = """() => { const heads = document.querySelectorAll('[aria-label=Tests] [role=columnheader] button'); const times = [];
  for (const head of heads) { const start = performance.now(); head.click(); times.push(performance.now() - start); } return times; }"""


def row(name, values):
    print(f"| {name} | {statistics.median(values):.0f} ms | {min(values):.0f}–{max(values):.0f} ms |")


with sync_playwright() as driver:
    browser = driver.chromium.launch(executable_path=sys.argv[1], args=["--no-sandbox"])
    print("| what | median | range |\n|---|---|---|")
    for index, path in enumerate(sys.argv[2:]):
        paints, readies, filters, sorts = [], [], [], []
        for _ in range(ROUNDS if index == 0 else 1):
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.set_default_timeout(300_000)
            page.goto("file://" + path, wait_until="load", timeout=300_000)
            if index == 0:
                readies.append(page.evaluate(f"new Promise(done => {{ const look = () => {READY} ? done(performance.now()) : setTimeout(look, 2); look(); }})"))
                filters += page.evaluate(FILTER)
                sorts += page.evaluate(SORT)
            page.wait_for_timeout(200)
            paints.append(page.evaluate(PAINT))
            if index > 0:
                readies.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
            page.context.close()
        name = pathlib.Path(path).name
        row(f"{name}: first contentful paint", paints)
        row(f"{name}: {'data ready' if index == 0 else 'loaded'}", readies)
        if filters:
            row(f"{name}: one filter over all tests", filters)
            row(f"{name}: sorting all tests by a column", sorts)
    browser.close()
