#!/usr/bin/env python3
"""Runs nginx in front of a server as people do: pages, forms and news of a run come through it.

    proxy.py ASSAY FOLDER NGINX
"""
import http.client
import json
import subprocess
import sys
import time

import dashboard

assay, folder, nginx = sys.argv[1], dashboard.folder(sys.argv[2]), sys.argv[3]
problems = []


def expect(holds, what):
    if not holds:
        problems.append(what)


data = folder / "data"
secret = dashboard.token(assay, data, "shop")
server = dashboard.Dashboard(assay, "--data", str(data), "--host", "quality.example", "--trusted-proxy", "127.0.0.1")
server.first()

own = folder / "nginx"
own.mkdir()
port = server.port + 1 if server.port < 65_000 else server.port - 1
(own / "nginx.conf").write_text(
    f"""
pid {own}/pid; error_log {own}/error.log; daemon off;
events {{}}
http {{
  access_log off;
  client_body_temp_path {own}/body; proxy_temp_path {own}/proxy; fastcgi_temp_path {own}/a; uwsgi_temp_path {own}/b; scgi_temp_path {own}/c;
  server {{
    listen 127.0.0.1:{port};
    client_max_body_size 64m;
    location / {{
      proxy_pass http://127.0.0.1:{server.port};
      proxy_set_header Host quality.example;
      proxy_set_header X-Forwarded-For $remote_addr;
    }}
  }}
}}
"""
)
proxy = subprocess.Popen([nginx, "-c", str(own / "nginx.conf")], stderr=subprocess.PIPE)
for _ in range(100):
    try:
        if server.send("GET", "/health", port=port).status == 200:
            break
    except OSError:
        time.sleep(0.02)
else:
    problems.append("nginx does not answer")

run = "20261128-120000-live"


def tell(text):
    headers = {"authorization": f"Bearer {secret}"}
    return server.send("POST", f"/api/v1/projects/shop/runs/{run}/events", text, headers, port)


events = dashboard.events(assay, dashboard.project(folder / "shop"))
lines = [json.dumps({**json.loads(line), "run": run}) + "\n" for line in events]
expect(tell(lines[0]).status == 200, "the first event is not taken")
page = server.send("GET", f"/projects/shop/runs/{run}", port=port)
expect(page.status == 200 and b"data-live" in page.body, f"the page of the run: {page.status}")

stream = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
stream.request("GET", f"/projects/shop/runs/{run}/live?after=1", headers={"cookie": server.cookie})
news = stream.getresponse()
expect(news.status == 200, f"news: {news.status}")
expect(news.fp.readline() != b"", "no sign of life")
times = []
for number, line in enumerate(lines[1:6], 2):
    begin = time.monotonic()
    tell(line)
    while text := news.fp.readline():
        if text.strip() == f"data: {number}".encode():
            break
    times.append(time.monotonic() - begin)
expect(times and max(times) < 0.3, f"news took {max(times):.3f} s")
print(f"news after {max(times) * 1000:.0f} ms at most", file=sys.stderr)
stream.close()

proxy.terminate()
proxy.wait()
begin = time.monotonic()
server.end()
expect(time.monotonic() - begin < 5, "the server waits for readers of news when it is to end")
print("\n".join(problems))
sys.exit(1 if problems else 0)
