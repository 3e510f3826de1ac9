#!/usr/bin/env python3
"""Walks every page of the dashboard in a real browser: wide and narrow, light and dark, with and without scripts.

    walk.py ASSAY CHROMIUM FOLDER [SCREENSHOTS]
"""
import json
import pathlib
import sys
import time

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import dashboard

assay, chromium, folder = str(dashboard.folder(sys.argv[1])), sys.argv[2], dashboard.folder(sys.argv[3])
shots = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else None
problems = []


def expect(holds, what):
    if not holds:
        problems.append(what)


def heard(page, message):
    """What a browser only remarks, such as that it has cleared what it kept, is no problem."""
    if message.type in ("error", "warning"):
        problems.append(f"{page.url}: console: {message.text}")


def context(browser, **settings):
    own = browser.new_context(**settings)
    own.set_default_timeout(30_000)
    page = own.new_page()
    page.on("console", lambda message: heard(page, message))
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    return page


def look(page, address, name, axe=None):
    answer = page.goto(address)
    expect(answer.status == 200, f"{address}: status {answer.status}")
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    expect(width <= 0, f"{address}: {width} px too wide for {page.viewport_size['width']} px")
    if axe:
        for violation in axe.run(page)["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:2]]
            problems.append(f"{address}: axe: {violation['id']}: {nodes}")
    if shots:
        page.screenshot(path=str(shots / f"{name}.png"), full_page=True)


def demonstration(browser):
    server = dashboard.Dashboard(assay, "--demo")
    runs = server.get("/api/v1/projects/shop/runs?verdict=fail").json["runs"]["rows"]
    tests = server.get("/api/v1/projects/shop/tests?state=flaky").json["tests"]["rows"]
    some = [row["run"] for row in runs[:2]]
    incident = server.get("/api/v1/projects/shop/incidents").json["open"]["rows"][0]["incident"]
    pages = {
        "home": "/", "overview": "/projects/shop", "runs": "/projects/shop/runs", "run": f"/projects/shop/runs/{some[0]}",
        "tests": "/projects/shop/tests", "flaky": "/projects/shop/flaky", "performance": "/projects/shop/performance",
        "coverage": "/projects/shop/coverage", "gates": "/projects/shop/gates",
        "trial": "/projects/shop/gates?criterion=coverage_gate.overall.threshold&asks=%3E%3D+84%25", "review": "/projects/shop/review",
        "releases": "/projects/shop/releases", "incidents": "/projects/shop/incidents",
        "incident": f"/projects/shop/incidents/{incident}", "compare-any": "/projects/shop/compare",
        "compare": f"/projects/shop/compare?a={some[1]}&b={some[0]}",
    }
    wide = context(browser, viewport={"width": 1280, "height": 900})
    narrow = context(browser, viewport={"width": 360, "height": 740}, color_scheme="dark", java_script_enabled=True)
    plain = context(browser, viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    for name, path in pages.items():
        look(wide, server.address + path, name, Axe())
        look(narrow, server.address + path, f"{name}-narrow", Axe())
        expect(plain.goto(server.address + path).status == 200, f"{path}: nothing without scripts")
        expect(plain.locator("h1").count() == 1, f"{path}: no headline without scripts")
    wide.goto(server.address + "/projects/shop")
    wide.keyboard.press("Tab")
    expect(wide.evaluate("document.activeElement.className") == "skip", "the first tab does not skip to the content")
    if tests:
        wide.goto(server.address + "/projects/shop/tests?state=flaky")
        wide.locator("tbody th a").first.click()
        look(wide, wide.url, "test", Axe())
    server.end()


def people(browser):
    data = folder / "data"
    secret = dashboard.token(assay, data, "shop")
    lines = dashboard.events(assay, dashboard.project(folder / "shop"))
    server = dashboard.Dashboard(assay, "--data", str(data))
    code = server.code()
    page = context(browser, viewport={"width": 1280, "height": 900})
    look(page, server.address + "/sign-in/first", "first", Axe())
    page.fill("[name=code]", code)
    page.fill("[name=name]", "ann")
    page.fill("[name=password]", dashboard.PASSWORD)
    page.click("button")
    page.wait_for_url(server.address + "/")
    for name in ["people", "audit", "account"]:
        look(page, f"{server.address}/{name}", name, Axe())
    page.click("text=Make my key")
    page.click("text=Set one up")
    look(page, f"{server.address}/account", "account-key", Axe())
    expect("otpauth://" in page.inner_text("#secret"), "no second factor can be set up")
    expect("public_key" in page.inner_text("#public_key"), "no key was made")
    look(page, f"{server.address}/projects/shop/releases", "releases-bare", Axe())
    look(page, f"{server.address}/projects/shop/settings", "settings", Axe())
    page.click("text=Make a token")
    expect("assay_p_" in page.inner_text("#fresh"), "no token was made")
    live(page, server, secret, lines)
    page.goto(server.address + "/account")
    page.click("text=Sign out here")
    page.wait_for_url(server.address + "/sign-in")
    look(page, server.address + "/sign-in", "sign-in", Axe())
    server.end()


def live(page, server, secret, lines):
    run = "20261128-120000-live"
    events = [json.dumps({**json.loads(line), "run": run}) + "\n" for line in lines]

    def tell(text):
        server.send("POST", f"/api/v1/projects/shop/runs/{run}/events", text, {"authorization": f"Bearer {secret}"})

    tell("".join(events[:2]))
    look(page, f"{server.address}/projects/shop/runs/{run}", "live", Axe())
    page.wait_for_timeout(200)
    times = []
    for number, line in enumerate(events[2:], 3):
        begin = time.monotonic()
        tell(line)
        page.wait_for_selector(f"main[data-live$='after={number}']", state="attached")
        times.append(time.monotonic() - begin)
    # A busy machine delays one or the other; where nothing is told at once, none is quick.
    expect(times and min(times) < 0.3, f"no event was visible before {min(times):.3f} s")
    print(f"an event is visible after {min(times) * 1000:.0f} to {max(times) * 1000:.0f} ms", file=sys.stderr)


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    demonstration(browser)
    people(browser)
    browser.close()
print("\n".join(problems))
sys.exit(1 if problems else 0)
