const test = require('node:test');
const assert = require('node:assert');

test('a price has two digits', () => assert.equal((2).toFixed(2), '2.00'));

test('a price has a sign', () => {
  assert.equal((2).toFixed(2), '2.00 EUR');
});
