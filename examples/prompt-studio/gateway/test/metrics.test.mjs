import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Metrics } from '../src/metrics.mjs';

test('an answer is counted by its status, and by every bound that it kept', () => {
  const metrics = new Metrics();
  metrics.record(200, 0.02);
  metrics.record(502, 7);
  const lines = metrics.text().split('\n');
  for (const line of ['http_requests_total{code="200"} 1', 'http_requests_total{code="502"} 1',
    'http_request_duration_seconds_bucket{le="0.01"} 0', 'http_request_duration_seconds_bucket{le="0.025"} 1',
    'http_request_duration_seconds_bucket{le="5"} 1', 'http_request_duration_seconds_bucket{le="+Inf"} 2',
    'http_request_duration_seconds_sum 7.02', 'http_request_duration_seconds_count 2']) {
    assert.ok(lines.includes(line), line);
  }
});
