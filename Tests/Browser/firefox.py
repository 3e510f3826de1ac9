#!/usr/bin/env python3
"""Opens a report of Assay in Firefox and walks the main path, by WebDriver BiDi, which Firefox speaks itself.

    firefox.py FIREFOX PAGE TESTS FAILED

Prints what is wrong and exits with 1.
"""
import itertools
import json
import re
import subprocess
import sys
import tempfile

import websocket

firefox, path, tests, failed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
problems = []
events = []
numbers = itertools.count(1)


def expect(holds, what):
    if not holds:
        problems.append(what)


def call(socket, method, **params):
    number = next(numbers)
    socket.send(json.dumps({"id": number, "method": method, "params": params}))
    while True:
        answer = json.loads(socket.recv())
        if answer.get("id") == number:
            if answer.get("type") == "error":
                raise RuntimeError(f"{method}: {answer.get('message')}")
            return answer["result"]
        events.append(answer)


def main(socket):
    call(socket, "session.new", capabilities={})
    call(socket, "session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
    context = call(socket, "browsingContext.getTree")["contexts"][0]["context"]
    call(socket, "browsingContext.navigate", context=context, url="file://" + path, wait="complete")

    def run(script):
        result = call(socket, "script.evaluate", expression=script, target={"context": context}, awaitPromise=True)
        if result["type"] == "exception":
            problems.append(f"{script}: {result['exceptionDetails']['text']}")
            return None
        return result["result"].get("value")

    expect(
        run("""new Promise(done => { const look = () => document.documentElement.dataset.ready === 'yes' ? done(true)
            : setTimeout(look, 20); look(); setTimeout(() => done(false), 20000); })"""),
        "the page does not get ready",
    )
    expect(run("document.querySelector('#verdict .word').textContent !== ''"), "there is no verdict")
    count = "document.getElementById('tests-n').textContent.trim()"
    fill = "(text => { const f = document.getElementById('tests-q'); f.value = text; f.dispatchEvent(new Event('input')); return %s; })('%s')"
    expect(run(fill % (count, "")).startswith(f"{tests:,} of"), "an empty filter hides tests")
    expect(run(fill % (count, "s:failed")).startswith(f"{failed:,} of"), "the filter finds other failures")
    run(fill % (count, ""))
    run("document.querySelector('[aria-label=Tests]').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}))")
    expect(
        run("new Promise(done => setTimeout(() => done(document.querySelector('#tests-app .pane h3') !== null), 500))"),
        "Enter opens no test",
    )
    expect(run("location.hash.includes('tests.at=')"), "a link does not lead back to the opened test")
    expect(run("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window")
    for event in events:
        if event.get("method") == "log.entryAdded" and event["params"].get("level") in ("error", "warn"):
            problems.append(f"console: {event['params'].get('text')}")
        if event.get("method") == "network.beforeRequestSent":
            url = event["params"]["request"]["url"].split("#")[0]
            # What Firefox itself draws with comes out of the program, as data.
            expect(url == "file://" + path or url.startswith("data:"), f"asked for {url[:200]}")
    call(socket, "browser.close")


with tempfile.TemporaryDirectory() as profile:
    command = [firefox, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "about:blank"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        address = None
        for line in process.stderr:
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                address = found.group(1)
                break
        main(websocket.create_connection(address + "/session", timeout=60, suppress_origin=True))
        process.wait(timeout=20)
    except Exception as error:  # What goes wrong here is a problem to print, whatever it is.
        problems.append(f"{type(error).__name__}: {error}")
    finally:
        process.kill()
        process.wait()

for problem in dict.fromkeys(problems):
    print(problem)
sys.exit(1 if problems else 0)
