import time

ADD = "INSERT INTO prompts (text, technique, enhanced) VALUES ('fix the bug', 'few_shot', 'Fix it like this')"


def test_a_prompt_is_kept_and_found_again(database):
    assert database.value(ADD, "SELECT enhanced FROM prompts WHERE text = 'fix the bug'") == "Fix it like this"


def test_the_same_prompt_is_kept_once_for_each_technique(database):
    twice = database.ask(ADD, ADD)
    assert twice.returncode != 0
    assert "duplicate key" in twice.stderr


def test_an_empty_prompt_is_refused(database):
    refused = database.ask(ADD.replace("fix the bug", ""))
    assert "violates check constraint" in refused.stderr


def test_a_transaction_that_is_rolled_back_leaves_nothing(database):
    assert database.value("BEGIN", ADD, "ROLLBACK", "SELECT count(*) FROM prompts") == "0"


def test_a_cached_answer_comes_back_whatever_it_holds(cache):
    text = 'quotes "and" ümlauts'
    assert cache.ask("SET", "answer:1", text) == "OK"
    assert cache.ask("GET", "answer:1") == text


def test_a_cached_answer_goes_when_its_time_is_over(cache):
    cache.ask("SET", "answer:1", "soon gone", "PX", "50")
    deadline = time.monotonic() + 10
    while cache.ask("EXISTS", "answer:1") != "0":
        assert time.monotonic() < deadline
