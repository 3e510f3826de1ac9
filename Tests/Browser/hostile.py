#!/usr/bin/env python3
"""Opens a page that strangers have filled with all that could do harm, and looks whether any of it did.

    hostile.py CHROMIUM PAGE

The first test of PAGE has hostile names, output of one long line with colours, a picture, and a file that is no picture.
"""
import sys

from playwright.sync_api import sync_playwright

chromium, path = sys.argv[1], sys.argv[2]
problems = []


def expect(holds, what):
    if not holds:
        problems.append(what)


with sync_playwright() as driver:
    browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.on("console", lambda message: problems.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: problems.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (problems.append(f"a dialog says {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: expect(
        request.url.split("#")[0] == "file://" + path or request.url.startswith("data:image/"), f"asked for {request.url[:80]}"))
    page.goto("file://" + path)
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    page.fill("#tests-q", "")
    page.locator("[aria-label=Tests]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#tests-app .pane h3")
    pane = page.locator("#tests-app .pane")
    expect("<script>" in pane.inner_text(), "a name with markup is not shown as text")
    expect("⟨U+202E⟩" in pane.inner_text(), "a mark that turns text round is not shown as what it is")
    expect(page.locator(".pane .a-c1").count() > 0, "colours of a terminal are lost")
    expect(page.get_by_role("button", name="more characters").count() > 0, "a long line is not cut")
    page.get_by_role("button", name="more characters").first.click()
    page.wait_for_selector(".pane :text('no picture that a browser can show')")
    expect(page.locator(".pane img.shot").count() == 1, "the picture is not shown")
    expect(page.evaluate("document.querySelector('.pane img.shot').naturalWidth") > 0, "the picture cannot be seen")
    expect(page.evaluate("document.documentElement.scrollWidth") <= 1280, "the page is wider than the window")
    expect(page.evaluate("window.harmed") is None, "a script of strangers has run")
    page.locator("[aria-label=Files]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#coverage-app .source")
    source = page.locator("#coverage-app .source").inner_text()
    expect("</script>" in source, "a source line with markup is not shown as text")
    expect(page.locator(".source .miss.new").count() == 1 and page.locator(".source .hit").count() == 1, "lines are not marked")
    browser.close()

for problem in dict.fromkeys(problems):
    print(problem)
sys.exit(1 if problems else 0)
