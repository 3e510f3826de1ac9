import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Api } from '../src/api.mjs';

/** An Api whose requests are kept in `asked`, each answered with `body`. */
function apiAnswering(body, ok = true) {
  const asked = [];
  const api = new Api(async (path, { method, headers, body: text }) => {
    asked.push([method, path, text && JSON.parse(text), headers.authorization]);
    return { ok, json: async () => body };
  });
  return { api, asked };
}

test('after registration every request carries the session', async () => {
  const { api, asked } = apiAnswering({ token: 'secret' });
  await api.register('ada@example.org', 'correct horse');
  await api.account();
  assert.deepEqual(asked, [
    ['POST', '/v1/users', { email: 'ada@example.org', password: 'correct horse' }, undefined], // pragma: allowlist secret
    ['GET', '/v1/account', undefined, 'Bearer secret'],
  ]);
});

test('each action is one request', async () => {
  const { api, asked } = apiAnswering({});
  await api.onboard('nurse');
  await api.enhance('good');
  await api.sendFeedback(7, 4);
  await api.subscribe('pro', '4242');
  await api.unsubscribe();
  assert.deepEqual(asked.map(([method, path, payload]) => [method, path, payload]), [
    ['POST', '/v1/onboarding', { occupation: 'nurse' }],
    ['POST', '/v1/enhance', { prompt: 'good' }],
    ['POST', '/v1/feedback', { prompt_id: 7, rating: 4 }],
    ['POST', '/v1/subscription', { plan: 'pro', card: '4242' }],
    ['DELETE', '/v1/subscription', undefined],
  ]);
});

test('a refusal is an error with the words of the gateway', async () => {
  const { api } = apiAnswering({ error: { code: 'email_taken', message: 'there is an account' } }, false);
  await assert.rejects(api.register('ada@example.org', 'x'), { message: 'there is an account' });
});
