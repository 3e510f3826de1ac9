import assert from 'node:assert/strict';
import { test } from 'node:test';

import { page } from './page.mjs';

test('the page asks the gateway that it came from', async (t) => {
  globalThis.document = page();
  t.after(() => delete globalThis.document);
  const asked = [];
  t.mock.method(globalThis, 'fetch', async (path) => {
    asked.push(path);
    return { ok: true, json: async () => ({ token: 't', email: 'ada@example.org', occupation: null, plan: 'free' }) };
  });
  await import('../src/main.mjs');
  await document.submit('register-form', { email: 'ada@example.org', password: 'correct horse' }); // pragma: allowlist secret
  assert.deepEqual(asked, ['/v1/users', '/v1/account']);
});
