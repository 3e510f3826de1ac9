import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Upstream } from '../src/upstream.mjs';
import { PATIENT_MS, standIn } from './helpers.mjs';

const OK = [200, { fine: true }];

async function upstream(t, answers, timeoutMs = PATIENT_MS) {
  const service = await standIn(t, ...answers);
  return { service, call: (record) => new Upstream('sample', service.url, timeoutMs).call('/path', {}, record) };
}

test('a failed answer is tried once more', async (t) => {
  const { service, call } = await upstream(t, [[503, {}], OK]);
  assert.deepEqual(await call(), { fine: true });
  assert.equal(service.requests.length, 2);
});

test('a broken connection is tried once more', async (t) => {
  const { service, call } = await upstream(t, [['drop'], OK]);
  assert.deepEqual(await call(), { fine: true });
  assert.equal(service.requests.length, 2);
});

test('after the second failure it gives up', async (t) => {
  const { service, call } = await upstream(t, [[500, {}]]);
  await assert.rejects(call(), { code: 'upstream_failed', service: 'sample', status: 502 });
  assert.equal(service.requests.length, 2);
});

test('a timeout is not tried again: its time is spent', async (t) => {
  const { service, call } = await upstream(t, [['hang']], 100);
  await assert.rejects(call(), { code: 'upstream_timeout', status: 504 });
  assert.equal(service.requests.length, 1);
});

test('a refused request is not tried again: it would be refused again', async (t) => {
  const { service, call } = await upstream(t, [[400, {}]]);
  await assert.rejects(call(), { code: 'upstream_rejected', message: 'sample refused the request with status 400' });
  assert.equal(service.requests.length, 1);
});

test('an answer that is not JSON is an error', async (t) => {
  const { call } = await upstream(t, [[200, '<html>']]);
  await assert.rejects(call(), { code: 'upstream_garbled', status: 502 });
});

test('a service that is not there is an error that says so', async () => {
  const call = new Upstream('sample', 'http://127.0.0.1:1', PATIENT_MS).call('/path', {});
  await assert.rejects(call, { code: 'upstream_unreachable', status: 502 });
});

test('every attempt is recorded', async (t) => {
  const { call } = await upstream(t, [[500, {}], OK]);
  const attempts = [];
  await call((attempt) => attempts.push(attempt));
  assert.deepEqual(attempts.map(({ service, failed }) => [service, failed]), [['sample', true], ['sample', false]]);
});
