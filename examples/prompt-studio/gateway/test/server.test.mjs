import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('../server.mjs', import.meta.url));
const NOWHERE = 'http://127.0.0.1:1';

function start(t) {
  const server = spawn(process.execPath, [SERVER], {
    env: {
      ...process.env,
      ACCOUNTS_URL: NOWHERE,
      INTENT_CLASSIFIER_URL: NOWHERE,
      TECHNIQUE_SELECTOR_URL: NOWHERE,
      PROMPT_GENERATOR_URL: NOWHERE,
      STOP_WITH_STDIN: '1',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => server.kill('SIGKILL'));
  return server;
}

async function announced(server) {
  const [line] = await once(server.stdout, 'data');
  return JSON.parse(line);
}

test('the first line says where the gateway listens; SIGTERM stops it', async (t) => {
  const server = start(t);
  const { service, url } = await announced(server);
  assert.equal(service, 'api_gateway');
  assert.equal((await fetch(`${url}/health`)).status, 200);
  server.kill('SIGTERM');
  assert.deepEqual(await once(server, 'exit'), [0, null]);
});

test('the gateway ends when whoever started it is gone', async (t) => {
  const server = start(t);
  await announced(server);
  server.stdin.end();
  assert.deepEqual(await once(server, 'exit'), [0, null]);
});

test('what was answered is counted on a port of its own', async (t) => {
  const { url, metrics } = await announced(start(t));
  await fetch(`${url}/health`);
  await fetch(`${url}/nowhere`);
  const text = await (await fetch(metrics)).text();
  for (const line of ['http_requests_total{code="200"} 1', 'http_requests_total{code="404"} 1',
    'http_request_duration_seconds_bucket{le="+Inf"} 2', 'http_request_duration_seconds_count 2']) {
    assert.ok(text.includes(`${line}\n`), text);
  }
  assert.equal((await fetch(new URL('/secrets', metrics))).status, 404);
  assert.equal((await fetch(`${url}/metrics`)).status, 404);
});
