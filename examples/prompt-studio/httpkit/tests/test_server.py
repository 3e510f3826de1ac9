import http.client
import json
import os
import signal
import threading

import pytest

from httpkit import JsonService
from httpkit import server as server_module
from httpkit.server import HttpServer, run


@pytest.fixture
def connection():
    service = JsonService("sample", {"/echo": lambda payload: payload})
    with HttpServer(service, port=0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        client = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
        yield client
        client.close()
        server.shutdown()
        thread.join()


def test_one_connection_serves_several_requests(connection):
    for number in range(3):
        connection.request("POST", "/echo", json.dumps({"number": number}))
        response = connection.getresponse()
        assert (response.status, json.load(response)) == (200, {"number": number})


def test_the_health_check_is_there_over_http(connection):
    connection.request("GET", "/health")
    assert json.load(connection.getresponse())["status"] == "ok"


def test_a_nonsense_length_is_a_bad_request(connection):
    connection.request("POST", "/echo", headers={"Content-Length": "many"})
    assert connection.getresponse().status == 400


@pytest.fixture
def restored_sigterm():
    previous = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, previous)


@pytest.fixture
def stopped_at_once(monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(HttpServer, "serve_forever", interrupt)


@pytest.mark.usefixtures("restored_sigterm", "stopped_at_once")
def test_the_first_line_says_where_the_service_listens(capsys):
    run(JsonService("sample", {}), ["--port", "0"])
    announced = json.loads(capsys.readouterr().out)
    assert announced["service"] == "sample"
    assert announced["url"].startswith("http://127.0.0.1:")


def test_a_service_ends_when_its_starter_is_gone(monkeypatch):
    reading, writing = os.pipe()
    signals = []
    monkeypatch.setattr(server_module.os, "kill", lambda pid, number: signals.append((pid, number)))
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr(server_module.sys, "stdin", stdin)
        os.write(writing, b"anything")
        os.close(writing)
        server_module._stop_with_stdin()
    assert signals == [(os.getpid(), signal.SIGTERM)]


@pytest.mark.usefixtures("restored_sigterm", "stopped_at_once")
def test_the_watch_on_the_starter_is_on_when_asked_for(monkeypatch):
    watched = threading.Event()
    monkeypatch.setenv("STOP_WITH_STDIN", "1")
    monkeypatch.setattr(server_module, "_stop_with_stdin", watched.set)
    run(JsonService("sample", {}), [])
    assert watched.wait(5)
