import assert from 'node:assert/strict';
import { test } from 'node:test';

import { MAX_BODY_BYTES, MAX_PROMPT_LENGTH } from '../src/requests.mjs';
import { gatewayWith, post } from './helpers.mjs';

test('the health check needs no other service', async (t) => {
  const { url } = await gatewayWith(t);
  const response = await fetch(`${url}/health`);
  assert.deepEqual(await response.json(), { service: 'api_gateway', status: 'ok' });
});

const REFUSED = {
  'no JSON': ['{', 'the body is not JSON'],
  'no object': ['null', 'the body is not a JSON object'],
  'a list': ['[]', 'the body is not a JSON object'],
  'no prompt': ['{}', "field 'prompt' must be text that is not empty"],
  'an empty prompt': ['{"prompt": "  "}', "field 'prompt' must be text that is not empty"],
  'a prompt that is too long': [
    JSON.stringify({ prompt: 'x'.repeat(MAX_PROMPT_LENGTH + 1) }),
    `field 'prompt' is longer than ${MAX_PROMPT_LENGTH} characters`,
  ],
};

for (const [what, [body, message]] of Object.entries(REFUSED)) {
  test(`a body with ${what} is refused before any service is called`, async (t) => {
    const { url, standIns } = await gatewayWith(t);
    const answer = await post(url, body);
    assert.equal(answer.status, 400);
    assert.deepEqual(answer.body.error, { code: 'bad_request', message });
    assert.equal(standIns.intent_classifier.requests.length, 0);
  });
}

test('a body beyond the limit is refused without reading it all', async (t) => {
  const { url } = await gatewayWith(t);
  const { status, body } = await post(url, 'x'.repeat(MAX_BODY_BYTES + 1));
  assert.equal(status, 413);
  assert.equal(body.error.code, 'too_large');
});

test('an unknown path is not found', async (t) => {
  const { url } = await gatewayWith(t);
  assert.equal((await post(url, {}, '/v2/enhance')).status, 404);
  assert.equal((await post(url, {}, '/toString')).status, 404);
});

test('a known path with another method says which it answers', async (t) => {
  const { url } = await gatewayWith(t);
  const response = await fetch(`${url}/v1/enhance`);
  assert.equal(response.status, 405);
  assert.equal(response.headers.get('allow'), 'POST');
  assert.equal((await response.json()).error.message, '/v1/enhance answers POST only');
});
