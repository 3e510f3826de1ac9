import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from classifier.intents import classify
from classifier.model_server import ModelServer


@pytest.fixture
def server():
    """A model server that answers each request with the next of `answers`, and remembers what was asked."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            stub.asked.append(f"{self.command} {self.path}")
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, body = stub.answers.pop(0)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        do_GET = do_POST = answer  # noqa: N815

        def log_message(self, *_):
            pass

    stub = HTTPServer(("127.0.0.1", 0), Handler)
    stub.asked, stub.answers = [], []
    thread = threading.Thread(target=stub.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    stub.client = ModelServer(f"http://127.0.0.1:{stub.server_address[1]}")
    yield stub
    stub.shutdown()
    thread.join()
    stub.server_close()


def test_the_server_decides(server):
    server.answers = [(200, '{"label": "ideas", "score": 0.9}')]
    found = server.client.classify("fix the bug")
    assert (found.intent, found.confidence, found.model) == ("ideas", 0.9, "server")
    assert server.asked == ["POST /predictions/intent"]


@pytest.mark.parametrize("answer", [(503, "{}"), (200, "no JSON"), (200, "[]"), (200, '{"label": "x"}')])
def test_an_answer_that_is_none_leaves_it_to_the_local_model(server, answer, capsys):
    server.answers = [answer]
    assert server.client.classify("fix the bug") == classify("fix the bug")
    assert "the local model answers" in capsys.readouterr().err


def test_a_server_that_cannot_be_reached_leaves_it_to_the_local_model():
    assert ModelServer("http://127.0.0.1:1").classify("fix the bug").model == "local"


def test_a_model_that_the_server_has_is_not_registered_again(server):
    server.answers = [(200, '[{"modelVersion": "2.0"}]')]
    assert server.client.load() == "2.0"
    assert server.asked == ["GET /models/intent"]


def test_a_model_that_is_missing_is_registered(server):
    server.answers = [(404, "{}"), (200, "{}"), (200, '[{"modelVersion": "1.0"}]')]
    assert server.client.load() == "1.0"
    assert server.asked[1].startswith("POST /models?url=intent.mar")


def test_a_server_that_cannot_load_the_model_says_so(server):
    server.answers = [(500, "{}")]
    with pytest.raises(OSError, match="status 500"):
        server.client.load()


def test_no_more_requests_than_there_are_connections_are_with_the_server_at_a_time(server):
    client = ModelServer(f"http://127.0.0.1:{server.server_address[1]}", connections=1)
    server.answers = [(200, '{"label": "ideas", "score": 0.9}')]
    asking = threading.Thread(target=client.classify, args=("fix the bug",))
    with client._turns:
        asking.start()
        assert server.asked == []
    asking.join()
    assert len(server.asked) == 1
