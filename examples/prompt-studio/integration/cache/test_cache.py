"""What the cache promises the accounts service."""

import os
import time

import pytest
import redis

from accounts import cache as cache_module
from accounts.cache import Cache


@pytest.fixture
def cache():
    url = os.environ["CACHE_URL"]
    redis.Redis.from_url(url).flushall()
    return Cache(url)


def await_(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline


def test_a_session_stands_for_its_user_until_it_is_closed(cache):
    token = cache.open_session(7)
    assert cache.session_user(token) == 7
    cache.close_session(token)
    assert cache.session_user(token) is None


def test_sessions_cannot_be_guessed(cache):
    tokens = {cache.open_session(7) for _ in range(50)}
    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 32


def test_a_session_ends_by_itself(cache, monkeypatch):
    monkeypatch.setattr(cache_module, "SESSION_SECONDS", 1)
    token = cache.open_session(7)
    await_(lambda: cache.session_user(token) is None)


def test_requests_are_counted_by_user_and_window(cache, monkeypatch):
    assert [cache.count_request(7), cache.count_request(7), cache.count_request(8)] == [1, 2, 1]
    later = time.time() + cache_module.WINDOW_SECONDS
    monkeypatch.setattr(cache_module.time, "time", lambda: later)
    assert cache.count_request(7) == 1


def test_an_account_is_read_from_the_cache_until_it_changes(cache):
    assert cache.account(7) is None
    cache.keep_account(7, {"plan": "pro", "occupation": 'quotes "and" ümlauts'})
    assert cache.account(7) == {"plan": "pro", "occupation": 'quotes "and" ümlauts'}
    cache.forget_account(7)
    assert cache.account(7) is None
