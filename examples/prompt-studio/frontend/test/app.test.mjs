import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { start } from '../src/app.mjs';
import { page } from './page.mjs';

const ADA = { email: 'ada@example.org', occupation: null, plan: 'free' };

let document;
let asked;
let answers;

beforeEach(() => {
  asked = [];
  answers = { account: ADA };
  const api = new Proxy({}, {
    get: (_, name) => async (...values) => {
      asked.push([name, ...values]);
      if (answers[name] instanceof Error) throw answers[name];
      return answers[name];
    },
  });
  document = page();
  document.getElementById('main').hidden = true;
  start(document, api);
});

test('the page is shown once it listens', () => assert.equal(document.shown('main'), true));

test('whoever registers is asked what they do', async () => {
  await document.submit('register-form', { email: 'ada@example.org', password: 'correct horse' }); // pragma: allowlist secret
  assert.deepEqual(asked, [['register', 'ada@example.org', 'correct horse'], ['account']]);
  assert.equal(document.text('account'), 'ada@example.org, free plan');
  assert.deepEqual(['register', 'onboarding', 'studio'].map(document.shown), [false, true, false]);
});

test('whoever has said it comes into the studio', async () => {
  answers.onboard = { ...ADA, occupation: 'nurse' };
  await document.submit('onboarding-form', { occupation: 'nurse' });
  assert.deepEqual(['onboarding', 'studio'].map(document.shown), [false, true]);
});

test('an enhanced prompt is shown, and can be rated', async () => {
  answers.enhance = { id: 7, prompt: 'Better.', degraded: false };
  await document.submit('enhance-form', { prompt: 'good' });
  assert.equal(document.text('enhanced'), 'Better.');
  assert.equal(document.text('message'), '');
  await document.submit('feedback-form', { rating: '4' });
  assert.deepEqual(asked.at(-1), ['sendFeedback', 7, 4]);
  assert.equal(document.text('message'), 'Thank you for your feedback.');
});

test('a plainer prompt says that it is one', async () => {
  answers.enhance = { id: 7, prompt: 'Plain.', degraded: true };
  await document.submit('enhance-form', { prompt: 'good' });
  assert.match(document.text('message'), /plainer prompt/);
});

test('a subscription is shown at once, and can be cancelled', async () => {
  answers.subscribe = { ...ADA, occupation: 'nurse', plan: 'pro', payment: 'paid' };
  answers.unsubscribe = { ...ADA, occupation: 'nurse' };
  await document.submit('subscription-form', { plan: 'pro', card: '4242' });
  assert.equal(document.text('account'), 'ada@example.org, pro plan');
  await document.click('cancel');
  assert.equal(document.text('account'), 'ada@example.org, free plan');
});

test('a payment that is pending is told', async () => {
  answers.subscribe = { ...ADA, payment: 'pending' };
  await document.submit('subscription-form', { plan: 'pro', card: '4242' });
  assert.match(document.text('message'), /pending/);
});

test('what went wrong is told in the words of the gateway', async () => {
  answers.enhance = new Error('the plan allows 60 requests a minute');
  await document.submit('enhance-form', { prompt: 'good' });
  assert.equal(document.text('message'), 'the plan allows 60 requests a minute');
});
