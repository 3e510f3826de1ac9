#!/usr/bin/env python3
"""Opens a report of Assay in a real browser, under the page's own policy, and uses it as a reader would.

    explore.py CHROMIUM PAGE TESTS FAILED

PAGE lists TESTS tests, FAILED of which failed or are broken. Prints what is wrong and exits with 1.
"""
import sys

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

chromium, path, tests, failed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
problems = []


def expect(holds, what):
    if not holds:
        problems.append(what)


def opened(browser, address="", **settings):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **settings)
    page = context.new_page()
    page.on("console", lambda message: problems.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: problems.append(f"error: {error}"))
    page.on("request", lambda request: expect(request.url.split("#")[0] == "file://" + path, f"asked for {request.url}"))
    page.goto("file://" + path + address)
    return page


def ready(page):
    page.wait_for_function("document.documentElement.dataset.ready === 'yes'")


def count(page):
    return page.locator("#tests-n").inner_text()


def explore(page):
    ready(page)
    expect(f"{tests:,} tests" in count(page), f"the list counts {count(page)}")
    if failed:
        expect(count(page).strip().startswith(f"{failed:,} of"), f"the list begins with {count(page)}, not with what failed")
    page.fill("#tests-q", "")
    expect(count(page).strip().startswith(f"{tests:,} of"), "an empty filter hides tests")
    rows = page.locator("[aria-label=Tests] .g-space .g-row").count()
    expect(0 < rows <= 60, f"{rows} rows exist of {tests}")
    page.fill("#tests-q", "!s:passed !s:failed !s:broken !s:skipped !s:flaky")
    expect(count(page).strip().startswith("0 of"), "a filter that excludes all leaves something")
    page.fill("#tests-q", "s:failed" if failed else "")
    page.locator("[aria-label=Tests]").focus()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_selector("#tests-app .pane h3")
    expect("tests.at=" in page.url, "a link does not lead back to the opened test")
    expect(page.evaluate("document.documentElement.scrollWidth") <= 1280, "the page is wider than the window")


def link(browser, address):
    page = opened(browser, address)
    ready(page)
    page.wait_for_selector("#tests-app .pane h3")
    page.context.close()


def accessible(page):
    found = Axe().run(page)["violations"]
    for violation in found:
        problems.append(f"axe: {violation['id']}: {violation['nodes'][0]['html'][:200]}")


with sync_playwright() as driver:
    browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    page = opened(browser)
    explore(page)
    address = "#" + page.url.split("#")[1]
    link(browser, address)
    for scheme in ["light", "dark"]:
        page.emulate_media(color_scheme=scheme)
    page.context.close()
    plain = opened(browser, java_script_enabled=False)
    expect(plain.locator("#verdict .word").inner_text() != "", "without script there is no verdict")
    plain.context.close()
    for scheme in ["light", "dark"]:
        # axe is a script of its own, which the page's policy would not let in.
        page = opened(browser, color_scheme=scheme, bypass_csp=True)
        ready(page)
        accessible(page)
        page.context.close()
    phone = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    phone.goto("file://" + path)
    ready(phone)
    expect(phone.evaluate("document.documentElement.scrollWidth") <= 360, "the page is wider than a phone")
    browser.close()

for problem in dict.fromkeys(problems):
    print(problem)
sys.exit(1 if problems else 0)
