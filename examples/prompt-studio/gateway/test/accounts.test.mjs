import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ask, gatewayWith } from './helpers.mjs';

const FORWARDED = [
  ['POST', '/v1/users', { email: 'ada@example.org', password: 'x' }, '/v1/register', 201],
  ['POST', '/v1/sessions', { email: 'ada@example.org', password: 'x' }, '/v1/login', 201],
  ['DELETE', '/v1/sessions', undefined, '/v1/logout', 200],
  ['GET', '/v1/account', undefined, '/v1/account', 200],
  ['POST', '/v1/onboarding', { occupation: 'nurse' }, '/v1/onboard', 200],
  ['GET', '/v1/prompts', undefined, '/v1/prompts/latest', 200],
  ['POST', '/v1/feedback', { prompt_id: 7, rating: 5 }, '/v1/feedback', 200],
  ['POST', '/v1/subscription', { plan: 'pro', card: '4242' }, '/v1/subscribe', 200],
  ['DELETE', '/v1/subscription', undefined, '/v1/unsubscribe', 200],
];

for (const [method, path, payload, forwardedTo, expected] of FORWARDED) {
  test(`${method} ${path} is answered by the accounts service`, async (t) => {
    const { url, standIns } = await gatewayWith(t);
    const { status } = await ask(method, url, path, payload);
    assert.equal(status, expected);
    const [{ path: asked, payload: handed }] = standIns.accounts.requests;
    assert.equal(asked, forwardedTo);
    const token = expected === 201 ? {} : { token: 'a-session' };
    assert.deepEqual(handed, { ...payload, ...token });
  });
}

test('fields that the interface does not know are not handed on', async (t) => {
  const { url, standIns } = await gatewayWith(t);
  await ask('POST', url, '/v1/onboarding', { occupation: 'nurse', token: 'of somebody else', plan: 'team' });
  assert.deepEqual(standIns.accounts.requests[0].payload, { occupation: 'nurse', token: 'a-session' });
});

for (const token of [null, 'not a token']) {
  test(`without a session nothing is asked of anybody (${token})`, async (t) => {
    const { url, standIns } = await gatewayWith(t);
    const { status, body, headers } = await ask('GET', url, '/v1/account', undefined, token);
    assert.deepEqual([status, body.error.code], [401, 'not_signed_in']);
    assert.equal(headers.get('www-authenticate'), 'Bearer');
    assert.equal(standIns.accounts.requests.length, 0);
  });
}

test('what the accounts service refuses is refused in its words', async (t) => {
  const refusal = { error: { code: 'card_declined', service: 'accounts', message: 'the card was declined' } };
  const { url } = await gatewayWith(t, { accounts: [[402, refusal]] });
  const { status, body } = await ask('POST', url, '/v1/subscription', { plan: 'pro', card: '1' });
  assert.equal(status, 402);
  assert.deepEqual(body.error, { code: 'card_declined', message: 'the card was declined' });
});

test('what the accounts service fails at is asked once, lest it be paid twice', async (t) => {
  const { url, standIns } = await gatewayWith(t, { accounts: [[500, {}]] });
  const { status, body } = await ask('POST', url, '/v1/subscription', { plan: 'pro', card: '1' });
  assert.deepEqual([status, body.error.service], [502, 'accounts']);
  assert.equal(standIns.accounts.requests.length, 1);
});

test('the front end is served, and nothing else of the disk', async (t) => {
  const { url } = await gatewayWith(t);
  const page = await fetch(`${url}/`);
  assert.match(await page.text(), /<title>Prompt Studio/);
  assert.match(page.headers.get('content-security-policy'), /default-src 'self'/);
  assert.equal((await fetch(`${url}/src/main.mjs`)).headers.get('content-type'), 'text/javascript; charset=utf-8');
  assert.equal((await fetch(`${url}/gateway/server.mjs`)).status, 404);
});
