#!/usr/bin/env python3
"""Opens a report of Assay in a real browser, under the page's own policy, and uses it as a reader would.

    explore.py CHROMIUM PAGE TESTS FAILED [SCREENSHOTS]

PAGE lists TESTS tests, FAILED of which failed or are broken. Prints what is wrong and exits with 1. With a folder
SCREENSHOTS it leaves pictures there.
"""
import pathlib
import sys

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

chromium, path, tests, failed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
shots = pathlib.Path(sys.argv[5]) if len(sys.argv) > 5 else None
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
    page.wait_for_selector("html[data-ready=yes]", state="attached")


def count(page):
    return page.locator("#tests-n").inner_text().strip()


def picture(page, name, whole=True):
    if shots:
        page.screenshot(path=str(shots / f"{name}.png"), full_page=whole)


def explore(page):
    ready(page)
    expect(f"{tests:,} tests" in count(page), f"the list counts {count(page)}")
    if failed:
        expect(count(page).startswith(f"{failed:,} of"), f"the list begins with {count(page)}, not with what failed")
    page.fill("#tests-q", "")
    expect(count(page).startswith(f"{tests:,} of"), "an empty filter hides tests")
    rows = page.locator("[aria-label=Tests] .g-space .g-row").count()
    expect(0 < rows <= 60, f"{rows} rows exist of {tests}")
    page.fill("#tests-q", "!s:passed !s:failed !s:broken !s:skipped !s:flaky")
    expect(count(page).startswith("0 of"), "a filter that excludes all leaves something")
    page.fill("#tests-q", "slower:1h")
    expect(count(page).startswith("0 of"), "a test takes an hour")
    page.fill("#tests-q", "s:failed" if failed else "")
    page.locator("[aria-label=Tests]").focus()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_selector("#tests-app .pane h3")
    expect("tests.at=" in page.url, "a link does not lead back to the opened test")
    expect(page.evaluate("document.documentElement.scrollWidth") <= 1280, "the page is wider than the window")


def keyboard(page):
    """All that a mouse can do, without one."""
    page.keyboard.press("Escape")
    expect(page.locator("#tests-app .pane h3").count() == 0, "Escape leaves the opened test")
    page.locator("body").press("/")
    expect(page.evaluate("document.activeElement.id") == "tests-q", "/ does not lead to the filter")
    page.keyboard.press("Enter")
    expect(page.evaluate("document.activeElement.getAttribute('role')") == "grid", "Enter does not lead into the list")
    page.keyboard.press("End")
    expect(page.locator("[aria-label=Tests] .g-at").count() == 1, "the last row is not in sight")
    page.keyboard.press("?")
    expect(page.locator("dialog[open]").count() == 1, "? shows no help")
    page.keyboard.press("Escape")
    if failed:
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("n")
        page.wait_for_selector("#tests-app .pane h3")


def speed(page):
    """Numbers that a reader feels; they are printed, and bounded where a slow machine could not be why."""
    page.fill("#tests-q", "")
    took = page.evaluate(
        """() => { const field = document.getElementById('tests-q'); const times = [];
        for (const text of ['case 1', 'case 12', 's:failed', 'zzz']) { field.value = text; const start = performance.now();
          field.dispatchEvent(new Event('input')); times.push(performance.now() - start); }
        return Math.max(...times); }"""
    )
    expect(took < 1000, f"a filter takes {took:.0f} ms")


def link(browser, address):
    page = opened(browser, address)
    ready(page)
    page.wait_for_selector("#tests-app .pane h3")
    page.context.close()


def accessible(page):
    found = Axe().run(page)["violations"]
    for violation in found:
        problems.append(f"axe: {violation['id']}: {violation['nodes'][0]['html'][:200]}")


def sandboxed(browser):
    """Jenkins serves artifacts without scripts, in a sandbox: the verdict must read there all the same."""
    page = browser.new_context().new_page()
    policy = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';"
    body = pathlib.Path(path).read_bytes()
    page.route("http://ci.example/report.html", lambda route: route.fulfill(
        status=200, content_type="text/html", headers={"Content-Security-Policy": policy}, body=body))
    page.goto("http://ci.example/report.html")
    expect(page.locator("#verdict .word").inner_text() != "", "in a sandbox there is no verdict")
    expect(page.locator("#tests-app").is_hidden(), "in a sandbox an empty list is shown")
    page.context.close()


with sync_playwright() as driver:
    browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    page = opened(browser)
    explore(page)
    address = "#" + page.url.split("#")[1]
    keyboard(page)
    speed(page)
    page.context.close()
    link(browser, address)
    plain = opened(browser, java_script_enabled=False)
    expect(plain.locator("#verdict .word").inner_text() != "", "without script there is no verdict")
    picture(plain, "without-script")
    plain.context.close()
    sandboxed(browser)
    for scheme in ["light", "dark"]:
        # axe is a script of its own, which the page's policy would not let in.
        page = opened(browser, color_scheme=scheme, bypass_csp=True)
        ready(page)
        accessible(page)
        picture(page, scheme)
        page.context.close()
    page = opened(browser)
    ready(page)
    page.emulate_media(media="print")
    expect(page.locator("#tests-app").is_hidden(), "a list that scrolls is printed")
    if shots:
        page.pdf(path=str(shots / "print.pdf"))
    page.context.close()
    phone = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    phone.goto("file://" + path)
    ready(phone)
    expect(phone.evaluate("document.documentElement.scrollWidth") <= 360, "the page is wider than a phone")
    picture(phone, "phone")
    browser.close()

for problem in dict.fromkeys(problems):
    print(problem)
sys.exit(1 if problems else 0)
