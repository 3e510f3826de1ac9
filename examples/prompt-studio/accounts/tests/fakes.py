"""Store, cache and provider in memory, for tests of the rules alone."""

from accounts.payments import Charge, ProviderDown
from httpkit import Refused


class MemoryStore:
    """What accounts.store.Store keeps, in dictionaries."""

    def __init__(self):
        self.users = {}
        self.prompts = {}
        self.charges = {}

    def add_user(self, email, password_digest):
        if any(user["email"] == email for user in self.users.values()):
            raise Refused(409, "email_taken", "there is an account with this address")
        self.users[len(self.users) + 1] = {
            "email": email, "password_digest": password_digest, "occupation": None, "plan": "free"
        }
        return len(self.users)

    def credentials(self, email):
        found = [number for number, user in self.users.items() if user["email"] == email]
        return {"id": found[0], **self.users[found[0]]} if found else None

    def account(self, user_id):
        return {name: self.users[user_id][name] for name in ("email", "occupation", "plan")}

    def set_occupation(self, user_id, occupation):
        self.users[user_id]["occupation"] = occupation

    def add_prompt(self, user_id, text, enhanced, intent):
        self.prompts[len(self.prompts) + 1] = {"user": user_id, "text": text, "enhanced": enhanced, "intent": intent}
        return len(self.prompts)

    def latest_prompts(self, user_id):
        return [{"id": number, **row} for number, row in self.prompts.items() if row["user"] == user_id]

    def add_feedback(self, user_id, prompt_id, rating, comment):
        found = self.prompts.get(prompt_id)
        return found is not None and found["user"] == user_id

    def begin_payment(self, user_id, plan, cents):
        self.charges[len(self.charges) + 1] = {"cents": cents, "status": "pending"}
        return len(self.charges)

    def finish_payment(self, payment_id, user_id, plan, status, provider_id):
        self.charges[payment_id] |= {"status": status, "provider_id": provider_id}
        if status == "paid":
            self.users[user_id]["plan"] = plan

    def cancel_plan(self, user_id):
        self.users[user_id]["plan"] = "free"


class MemoryCache:
    """What accounts.cache.Cache keeps, in dictionaries."""

    def __init__(self):
        self.sessions = {}
        self.requests = {}
        self.accounts = {}

    def open_session(self, user_id):
        token = f"token-{len(self.sessions)}"
        self.sessions[token] = user_id
        return token

    def session_user(self, token):
        return self.sessions.get(token)

    def close_session(self, token):
        del self.sessions[token]

    def count_request(self, user_id):
        self.requests[user_id] = self.requests.get(user_id, 0) + 1
        return self.requests[user_id]

    def account(self, user_id):
        return self.accounts.get(user_id)

    def keep_account(self, user_id, account):
        self.accounts[user_id] = account

    def forget_account(self, user_id):
        self.accounts.pop(user_id, None)


class MemoryProvider:
    """A provider that takes every card but two."""

    def charge(self, cents, card, key):
        if card == "down":
            raise ProviderDown("no answer")
        return Charge(False, None) if card == "declined" else Charge(True, f"charge of {key}")
