// More than the system can carry, in steps: reports/stress.json says what it carried at its best, in a window of a burst.
import exec from 'k6/execution';

import { signUp, trendStats, visit } from './people.js';

const BURST_RPS = Number(__ENV.BURST_RPS || 60);
const BURST_SECONDS = Number(__ENV.BURST_SECONDS || 10);

export const options = {
  scenarios: {
    burst: {
      executor: 'constant-arrival-rate',
      rate: BURST_RPS,
      timeUnit: '1s',
      duration: `${BURST_SECONDS}s`,
      preAllocatedVUs: 200,
      tags: { phase: 'burst', window: `${BURST_SECONDS}s` },
    },
  },
  batchPerHost: 20,
  summaryTrendStats: trendStats,
  thresholds: {
    [`http_req_duration{phase:burst,window:${BURST_SECONDS}s}`]: [],
    [`http_req_failed{phase:burst,window:${BURST_SECONDS}s}`]: [],
    [`http_reqs{phase:burst,window:${BURST_SECONDS}s}`]: [],
    dropped_iterations: ['count>=0'],
  },
};

export const setup = signUp;
export default visit;

export function handleSummary(summary) {
  return { 'reports/stress.json': JSON.stringify({ ...summary, options: exec.test.options }, null, 2) };
}
