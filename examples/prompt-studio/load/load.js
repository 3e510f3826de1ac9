// A steady load on the gateway: reports/load.json is what k6 measured, reports/service-communication.json who called whom.
import exec from 'k6/execution';

import { ownMetrics, series, signUp, trendStats, visit } from './people.js';

const RATE = Number(__ENV.LOAD_RPS || 15);
const SECONDS = Number(__ENV.LOAD_SECONDS || 70);

export const options = {
  scenarios: {
    visits: {
      executor: 'constant-arrival-rate',
      // 1,050 visits: the 99th percentile needs 1,000, and the calls behind them are more than the 3,000 that an
      // error rate below 0.1 % needs to show.
      rate: RATE,
      timeUnit: '1s',
      duration: `${SECONDS}s`,
      preAllocatedVUs: 100,
      tags: { service: 'api_gateway', phase: 'steady', window: `${SECONDS}s` },
    },
  },
  batchPerHost: 20,
  summaryTrendStats: trendStats,
  thresholds: series('service:api_gateway', `phase:steady,window:${SECONDS}s`),
};

export const setup = signUp;
export default visit;

export function handleSummary(summary) {
  const whole = { ...summary, options: exec.test.options };
  if (__ENV.LOAD_NAME) return { [`reports/${__ENV.LOAD_NAME}.json`]: JSON.stringify(whole, null, 2) };
  return {
    'reports/load.json': JSON.stringify(whole, null, 2),
    'reports/service-communication.json': JSON.stringify(ownMetrics(summary.metrics), null, 2),
  };
}
