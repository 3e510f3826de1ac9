"""The four journeys in each engine."""


def test_somebody_registers_and_says_what_she_does(page, record_property):
    record_property("journey", "user_registration_and_onboarding")
    page.enter_studio()
    page.await_text("account", "free plan")


def test_somebody_gets_a_better_prompt(page, record_property):
    record_property("journey", "prompt_enhancement_flow")
    page.enter_studio()
    page.submit("enhance", prompt="fix the bug in this function")
    page.await_text("enhanced", "You are a senior software engineer")


def test_somebody_rates_a_prompt(page, record_property):
    record_property("journey", "feedback_submission")
    page.enter_studio()
    page.submit("enhance", prompt="make it better")
    page.await_shown("feedback-form")
    page.submit("feedback", rating="4")
    page.await_text("message", "Thank you")


def test_somebody_takes_a_subscription_out(page, record_property):
    record_property("journey", "subscription_management")
    page.enter_studio()
    page.submit("subscription", plan="team", card="4242 4242")
    page.await_text("account", "team plan")
