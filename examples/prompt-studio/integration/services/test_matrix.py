"""The gateway with each service behind it: when all is well, on errors, when one is slow, and tried again."""

import pytest

from integration.services.conftest import CALL_TIMEOUT_MS
from integration.services.faults import Fault

PROMPT = "Refactor this function"
ESSENTIAL = ["intent_classifier", "technique_selector"]
SERVICES = [*ESSENTIAL, "prompt_generator"]

# More than the time limit, so that the gateway gives up first.
TOO_SLOW = Fault(delay_seconds=CALL_TIMEOUT_MS / 1000 * 2)


@pytest.mark.parametrize(
    ("service", "field", "expected"),
    [
        ("intent_classifier", "intent", "code"),
        ("technique_selector", "techniques", ["role", "step_by_step", "examples"]),
        ("prompt_generator", "degraded", False),
    ],
)
def test_what_the_service_found_is_in_the_answer(gateway, cell, service, field, expected):
    cell(service, "happy_path")
    answer = gateway.enhance(PROMPT)
    assert answer.status == 200
    assert answer.body[field] == expected
    assert gateway.proxies[service].requests == 1


@pytest.mark.parametrize("service", ESSENTIAL)
def test_a_lasting_failure_is_an_error_that_names_the_service(gateway, cell, service):
    cell(service, "error_handling")
    gateway.proxies[service].inject(Fault(status=500), times=2)
    answer = gateway.enhance(PROMPT)
    assert answer.status == 502
    assert (answer.body["error"]["code"], answer.body["error"]["service"]) == ("upstream_failed", service)


def test_a_lasting_failure_of_the_generator_gives_a_plainer_prompt(gateway, cell, record_property):
    cell("prompt_generator", "error_handling")
    record_property("dependency", "prompt_generator")
    record_property("fallback", "plain_prompt")
    record_property("fault", "connection_refused")
    gateway.proxies["prompt_generator"].inject(Fault(refuse=True), times=2)
    answer = gateway.enhance(PROMPT)
    assert (answer.status, answer.body["degraded"]) == (200, True)
    assert answer.body["reason"] == "upstream_unreachable"
    assert answer.body["prompt"].startswith(PROMPT)


@pytest.mark.parametrize("service", ESSENTIAL)
def test_a_service_that_is_too_slow_is_given_up_in_time(gateway, cell, service):
    cell(service, "timeout")
    gateway.proxies[service].inject(TOO_SLOW)
    answer = gateway.enhance(PROMPT)
    assert answer.status == 504
    assert (answer.body["error"]["code"], answer.body["error"]["service"]) == ("upstream_timeout", service)
    assert gateway.proxies[service].requests == 1


def test_a_generator_that_is_too_slow_gives_a_plainer_prompt_in_time(gateway, cell):
    cell("prompt_generator", "timeout")
    gateway.proxies["prompt_generator"].inject(TOO_SLOW)
    answer = gateway.enhance(PROMPT)
    assert (answer.status, answer.body["reason"]) == (200, "upstream_timeout")
    assert gateway.proxies["prompt_generator"].requests == 1


@pytest.mark.parametrize("fault", [Fault(status=503), Fault(refuse=True)], ids=["failure", "refused"])
@pytest.mark.parametrize("service", SERVICES)
def test_a_passing_failure_is_cured_by_the_second_try(gateway, cell, service, fault):
    cell(service, "retry")
    gateway.proxies[service].inject(fault)
    answer = gateway.enhance(PROMPT)
    assert (answer.status, answer.body["degraded"]) == (200, False)
    assert gateway.proxies[service].requests == 2


def test_a_request_that_makes_no_sense_reaches_no_service(gateway):
    assert gateway.enhance("   ").status == 400
    assert [proxy.requests for proxy in gateway.proxies.values()] == [0, 0, 0]


def test_a_request_without_a_session_reaches_no_service(gateway):
    assert gateway.post("/v1/enhance", {"prompt": PROMPT}, token=None).status == 401
    assert gateway.post("/v1/enhance", {"prompt": PROMPT}, token="guessed").status == 401
    assert [proxy.requests for proxy in gateway.proxies.values()] == [0, 0, 0]
