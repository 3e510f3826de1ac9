import runpy

from accounts.store import Store


def test_the_module_migrates_and_then_serves(monkeypatch):
    done = []
    monkeypatch.setattr(Store, "migrate", lambda _: done.append("migrated"))
    monkeypatch.setattr("httpkit.server.run", lambda service: done.append(service.name))
    for name in ("DATABASE_URL", "CACHE_URL", "PAYMENT_PROVIDER_URL"):
        monkeypatch.setenv(name, "redis://127.0.0.1:1")
    runpy.run_module("accounts", run_name="__main__")
    assert done == ["migrated", "accounts"]
