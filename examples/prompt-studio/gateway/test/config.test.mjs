import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readConfig } from '../src/config.mjs';

const URLS = {
  ACCOUNTS_URL: 'http://127.0.0.1:1000',
  INTENT_CLASSIFIER_URL: 'http://127.0.0.1:1001',
  TECHNIQUE_SELECTOR_URL: 'http://127.0.0.1:1002',
  PROMPT_GENERATOR_URL: 'http://127.0.0.1:1003',
};

test('the settings come from the environment', () => {
  const config = readConfig({ ...URLS, PORT: '8080', METRICS_PORT: '9100', CALL_TIMEOUT_MS: '250' });
  assert.deepEqual([config.port, config.metricsPort], [8080, 9100]);
  assert.equal(config.timeoutMs, 250);
  assert.equal(config.services.technique_selector, 'http://127.0.0.1:1002');
});

test('port and time limit have defaults', () => {
  const config = readConfig(URLS);
  assert.deepEqual([config.port, config.timeoutMs], [0, 2000]);
});

test('a missing service address is named', () => {
  assert.throws(() => readConfig({ ...URLS, PROMPT_GENERATOR_URL: '' }), /PROMPT_GENERATOR_URL is not set/);
});

test('an address that is no URL is named', () => {
  assert.throws(() => readConfig({ ...URLS, PROMPT_GENERATOR_URL: 'here' }), /not a URL: 'here'/);
});

test('a number that is none is named', () => {
  assert.throws(() => readConfig({ ...URLS, PORT: '-1' }), /PORT must be a whole number, not '-1'/);
  assert.throws(() => readConfig({ ...URLS, CALL_TIMEOUT_MS: 'soon' }), /CALL_TIMEOUT_MS/);
});
