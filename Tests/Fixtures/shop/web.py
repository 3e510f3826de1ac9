"""A page with a search, for a scanner that looks at a running shop: web.py clean|found PORT.

The one that is found writes what is searched for into the page as it is, and sends people wherever they ask.
"""

import html
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

FOUND = sys.argv[1] == "found"
PAGE = """<!doctype html><title>Shop</title><h1>Shop</h1>
<form action="/search"><input name="q" value="tea"><button>Search</button></form>
<p>%s</p><a href="/go?to=/">Home</a>"""


class Shop(BaseHTTPRequestHandler):
    def do_GET(self):
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/go":
            self.send_response(302)
            self.send_header("Location", asked.get("to", "/") if FOUND else "/")
            self.send_header("Content-Length", "0")
            return self.end_headers()
        words = asked.get("q", "")
        body = (PAGE % (words if FOUND else html.escape(words))).encode()
        self.send_response(200 if address.path in ("/", "/search") else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if not FOUND:
            self.send_header("Content-Security-Policy", "default-src 'self'; object-src 'none'; script-src 'self'")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Shop).serve_forever()
