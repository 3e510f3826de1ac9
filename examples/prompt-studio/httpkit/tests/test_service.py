import pytest

from httpkit import BadRequest, JsonService


def refuse(_):
    raise BadRequest("field 'x' is odd")


def crash(_):
    raise KeyError("a bug")


@pytest.fixture
def service():
    return JsonService("sample", {"/echo": lambda payload: payload, "/refuse": refuse, "/crash": crash})


def test_the_health_check_names_the_service(service):
    assert service.get("/health").body == {"service": "sample", "status": "ok"}


def test_a_route_answers_with_what_its_handler_returns(service):
    response = service.post("/echo", b'{"a": 1}')
    assert (response.status, response.body) == (200, {"a": 1})


@pytest.mark.parametrize("raw", [b"", b"{", b"[1]", b"\xff"])
def test_a_body_that_is_no_object_is_a_bad_request(service, raw):
    response = service.post("/echo", raw)
    assert (response.status, response.body["error"]["code"]) == (400, "bad_request")


def test_a_refusal_carries_its_reason(service):
    assert service.post("/refuse", b"{}").body["error"]["message"] == "field 'x' is odd"


def test_a_crash_is_a_500_that_leaks_nothing(service, capsys):
    response = service.post("/crash", b"{}")
    assert (response.status, response.body["error"]["code"]) == (500, "internal")
    assert "a bug" not in str(response.body)
    assert "KeyError" in capsys.readouterr().err


def test_an_unknown_path_is_not_found(service):
    assert service.get("/").status == 404
    assert service.post("/nothing", b"{}").status == 404
