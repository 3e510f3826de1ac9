// Offers a steady load to the gateway, and writes what k6 measured to reports/k6-summary.json.
// GATEWAY_URL says where the gateway is: the environment of the step brings it up.
import { check } from 'k6';
import http from 'k6/http';
import { Rate, Trend } from 'k6/metrics';

const PROMPTS = JSON.parse(open('./prompts.json'));
const EDGES = ['intent_classifier', 'technique_selector', 'prompt_generator'];
const WARM_UP = 20;

// What the gateway saw of its own calls: it tells us in the Server-Timing header, one entry an attempt.
const callDuration = new Trend('service_call_duration', true);
const callFailed = new Rate('service_call_failed');

export const options = {
  scenarios: {
    enhance: {
      executor: 'constant-arrival-rate',
      // 3,080 requests, each with a call to every service behind the gateway: an error rate below 0.1 %
      // needs 3,000 calls from one service to another.
      rate: 110,
      timeUnit: '1s',
      duration: '28s',
      preAllocatedVUs: 100,
      tags: { service: 'api_gateway' },
    },
  },
  batchPerHost: WARM_UP,
  summaryTrendStats: ['avg', 'min', 'med', 'p(50)', 'p(90)', 'p(95)', 'p(99)', 'max', 'count'],
  // No limits here: the gates of assay.yaml decide. A metric named here is in the summary with
  // these labels, and is there even when nothing happened: no dropped iteration is said, not implied.
  thresholds: Object.fromEntries([
    ['http_req_duration{service:api_gateway}', []],
    ['http_req_failed{service:api_gateway}', []],
    ['dropped_iterations', ['count>=0']],
    ...EDGES.map((to) => [`service_call_duration{from:api_gateway,to:${to}}`, []]),
    ...EDGES.map((to) => [`service_call_failed{from:api_gateway,to:${to}}`, []]),
  ]),
};

// Cold starts are not what is asked here: connections, caches and compilers are warm before it begins.
// Requests of the set-up do not carry the scenario's label, so they are not in its series.
export function setup() {
  http.batch(Array.from({ length: WARM_UP }, (_, index) => request(PROMPTS[index % PROMPTS.length])));
}

export default function enhance() {
  const response = http.request(...request(PROMPTS[Math.floor(Math.random() * PROMPTS.length)]));
  check(response, {
    'the answer is a better prompt': (answer) => answer.status === 200 && answer.json('degraded') === false,
  });
  recordCalls(response.headers['Server-Timing'] || '');
}

function request(prompt) {
  const body = JSON.stringify({ prompt });
  return ['POST', `${__ENV.GATEWAY_URL}/v1/enhance`, body, { headers: { 'content-type': 'application/json' } }];
}

function recordCalls(timing) {
  for (const [, to, duration, failed] of timing.matchAll(/(\w+);dur=([\d.]+)(;desc="failed")?/g)) {
    const edge = { from: 'api_gateway', to };
    callDuration.add(Number(duration), edge);
    callFailed.add(Boolean(failed), edge);
  }
}

export function handleSummary(summary) {
  return {
    'reports/k6-summary.json': JSON.stringify(summary, null, 2),
    'reports/service-communication.json': JSON.stringify(communication(summary.metrics), null, 2),
  };
}

// The gateway's calls in Assay's own metrics format: k6 has no field for who called whom.
function communication(metrics) {
  const measured = EDGES.map((to) => [to, metrics[`service_call_duration{from:api_gateway,to:${to}}`]]);
  const latencies = measured
    .filter(([, trend]) => trend && trend.values.count > 0)
    .map(([to, { values }]) => ({
      metric: 'service_communication.latency',
      value: values['p(95)'],
      unit: 'ms',
      samples: values.count,
      labels: { from: 'api_gateway', to, aggregate: 'p95' },
    }));
  // Calls of all three are counted together: only so are they enough to tell a rate as small as 0.1 %.
  const calls = metrics.service_call_failed;
  const errors = calls && {
    metric: 'service_communication.error_rate',
    value: calls.values.rate,
    unit: 'ratio',
    samples: calls.values.passes + calls.values.fails,
    labels: { from: 'api_gateway' },
  };
  return { assay_metrics: 1, tool: 'k6', metrics: errors ? [...latencies, errors] : latencies };
}
