import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ANSWERS, gatewayWith, post } from './helpers.mjs';

const PROMPT = { prompt: 'Fix it.' };

test('the answer is the generated prompt, with how it came about', async (t) => {
  const { url } = await gatewayWith(t);
  const { status, body } = await post(url, PROMPT);
  assert.equal(status, 200);
  assert.deepEqual(body, {
    id: 7,
    prompt: 'You are an engineer.\n\nFix it.',
    intent: 'code',
    confidence: 0.9,
    techniques: ['role'],
    degraded: false,
  });
});

test('each service gets what the one before it found', async (t) => {
  const { url, standIns } = await gatewayWith(t);
  await post(url, PROMPT);
  const kept = { token: 'a-session', text: 'Fix it.', enhanced: 'You are an engineer.\n\nFix it.', intent: 'code' };
  assert.deepEqual(standIns.accounts.requests, [
    { path: '/v1/authorize', payload: { token: 'a-session' } },
    { path: '/v1/prompts/add', payload: kept },
  ]);
  assert.deepEqual(standIns.intent_classifier.requests, [{ path: '/v1/classify', payload: PROMPT }]);
  assert.deepEqual(standIns.technique_selector.requests, [
    { path: '/v1/select', payload: { intent: 'code', confidence: 0.9, prompt: 'Fix it.' } },
  ]);
  assert.deepEqual(standIns.prompt_generator.requests, [
    { path: '/v1/generate', payload: { prompt: 'Fix it.', intent: 'code', techniques: ['role'] } },
  ]);
});

for (const service of ['intent_classifier', 'technique_selector']) {
  test(`without the ${service} there is no answer, and the error names it`, async (t) => {
    const { url } = await gatewayWith(t, { [service]: [[500, {}]] });
    const { status, body } = await post(url, PROMPT);
    assert.equal(status, 502);
    assert.deepEqual(body.error, {
      code: 'upstream_failed',
      service,
      message: `${service} answered with status 500`,
    });
  });
}

test('a service that is too slow is a gateway timeout', async (t) => {
  const { url, standIns } = await gatewayWith(t, { intent_classifier: [['hang']] }, 100);
  const { status, body } = await post(url, PROMPT);
  assert.equal(status, 504);
  assert.equal(body.error.message, 'intent_classifier no answer within 100 ms');
  assert.equal(standIns.intent_classifier.requests.length, 1);
});

test('without the generator the answer is a plainer prompt, and says so', async (t) => {
  const { url } = await gatewayWith(t, { prompt_generator: [[503, {}]] });
  const { status, body } = await post(url, PROMPT);
  assert.equal(status, 200);
  assert.equal(body.degraded, true);
  assert.equal(body.reason, 'upstream_failed');
  assert.match(body.prompt, /^Fix it\.\n\n/);
});

test('every attempt is in the Server-Timing header, a failed one marked', async (t) => {
  const { url } = await gatewayWith(t, { intent_classifier: [[500, {}], ANSWERS.intent_classifier] });
  const { headers } = await post(url, PROMPT);
  assert.equal(
    headers.get('server-timing').replace(/dur=[\d.]+/g, 'dur'),
    'accounts;dur, intent_classifier;dur;desc="failed", intent_classifier;dur, technique_selector;dur, prompt_generator;dur, accounts;dur',
  );
});

test('an answer without the expected fields is our failure, and leaks nothing', async (t) => {
  t.mock.method(console, 'error', () => {});
  const { url } = await gatewayWith(t, { technique_selector: [[200, 'null']] });
  const { status, body } = await post(url, PROMPT);
  assert.equal(status, 500);
  assert.deepEqual(body.error, { code: 'internal', message: 'the gateway failed; its log says why' });
  assert.equal(console.error.mock.callCount(), 1);
});
