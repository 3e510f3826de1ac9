"""Starts the service: python -m accounts [--port N]."""

import os

from accounts.cache import Cache
from accounts.payments import Payments, Provider
from accounts.service import Accounts
from accounts.store import Store
from httpkit.server import run

if __name__ == "__main__":
    store = Store(os.environ["DATABASE_URL"])
    store.migrate()
    provider = Provider(os.environ["PAYMENT_PROVIDER_URL"])
    run(Accounts(store, Cache(os.environ["CACHE_URL"]), Payments(store, provider)).service())
