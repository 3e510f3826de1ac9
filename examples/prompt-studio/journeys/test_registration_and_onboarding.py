import pytest


@pytest.fixture(autouse=True)
def journey(record_property):
    record_property("journey", "user_registration_and_onboarding")


def test_a_new_user_registers_and_says_what_she_does(stranger):
    assert stranger.register()["token"]
    assert stranger.ask("GET", "/v1/account")["occupation"] is None
    assert stranger.post("/v1/onboarding", occupation="nurse")["occupation"] == "nurse"


def test_she_signs_out_and_in_again(person):
    assert person.ask("DELETE", "/v1/sessions") == {}
    assert person.ask("GET", "/v1/account")["error"]["code"] == "not_signed_in"
    person.sign_in()
    assert person.ask("GET", "/v1/account")["email"] == person.email


def test_an_account_can_be_made_once(person):
    assert person.register()["error"]["code"] == "email_taken"


def test_the_wrong_password_opens_nothing(person):
    person.password = "something else"  # pragma: allowlist secret
    assert person.sign_in()["error"]["code"] == "wrong_credentials"
