// What people do with the product under load, and what the gateway tells of its own calls.
import { check } from 'k6';
import http from 'k6/http';
import { Rate, Trend } from 'k6/metrics';

const PROMPTS = JSON.parse(open('./prompts.json'));
const EDGES = ['accounts', 'intent_classifier', 'technique_selector', 'prompt_generator'];
const WARM_UP = 20;
// One visit in fifteen looks at what was enhanced before.
const LOOKS_BACK = 1 / 15;

// The gateway tells how long each of its calls took in the Server-Timing header, one entry an attempt.
const callTime = new Trend('service_call_time', true);
const callErrors = new Rate('service_call_errors');
// What a person waits for, by endpoint: it names the slow one.
const endpointTime = new Trend('endpoint_time', true);

const REQUEST_METRICS = ['http_req_duration', 'http_req_failed', 'http_reqs'];
const ENDPOINTS = ['POST /v1/enhance', 'GET /v1/prompts'];
export const trendStats = ['avg', 'min', 'med', 'p(50)', 'p(90)', 'p(95)', 'p(99)', 'max', 'count'];

// No limits here: the gates of assay.yaml decide. A metric named here is in the summary with these labels, and is
// there even when nothing happened: no dropped iteration is said, not implied.
export function series(...labels) {
  return Object.fromEntries([
    ...labels.flatMap((label) => REQUEST_METRICS.map((metric) => [`${metric}{${label}}`, []])),
    ['dropped_iterations', ['count>=0']],
    ...EDGES.map((to) => [`service_call_time{from:api_gateway,to:${to}}`, []]),
    ...ENDPOINTS.map((endpoint) => [`endpoint_time{endpoint:${endpoint}}`, []]),
  ]);
}

// Two people on the team plan, whose rate limit no load reaches: a writer, and a reader of a few old prompts. Cold starts
// are not what is asked here: connections, caches and compilers are warm before it begins. Requests of the set-up do not
// carry the scenario's label.
export function signUp() {
  const [writer, reader] = [register(), register()];
  post('/v1/enhance', { prompt: PROMPTS[0] }, reader);
  http.batch(Array.from({ length: WARM_UP }, (_, index) => enhanceRequest(writer, PROMPTS[index % PROMPTS.length])));
  return { writer, reader };
}

function register() {
  const name = `load-${Date.now()}-${Math.floor(Math.random() * 1e9)}`;
  const user = { email: `${name}@example.org`, password: name };
  const token = post('/v1/users', user).json('token');
  post('/v1/subscription', { plan: 'team', card: '4242' }, token);
  return token;
}

export function visit({ writer, reader }) {
  const prompt = PROMPTS[Math.floor(Math.random() * PROMPTS.length)];
  const looksBack = Math.random() < LOOKS_BACK;
  const response = looksBack ? http.get(`${__ENV.GATEWAY_URL}/v1/prompts`, { headers: headers(reader) })
    : http.request(...enhanceRequest(writer, prompt));
  check(response, { 'the answer is whole': (answer) => answer.status === 200 && answer.json('degraded') !== true });
  endpointTime.add(response.timings.duration, { endpoint: ENDPOINTS[Number(looksBack)] });
  recordCalls(response.headers['Server-Timing'] || '');
}

function headers(token) {
  return { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
}

function post(path, payload, token) {
  return http.post(__ENV.GATEWAY_URL + path, JSON.stringify(payload), { headers: headers(token) });
}

function enhanceRequest(token, prompt) {
  return ['POST', `${__ENV.GATEWAY_URL}/v1/enhance`, JSON.stringify({ prompt }), { headers: headers(token) }];
}

function recordCalls(timing) {
  for (const [, to, duration, failed] of timing.matchAll(/(\w+);dur=([\d.]+)(;desc="failed")?/g)) {
    const edge = { from: 'api_gateway', to };
    callTime.add(Number(duration), edge);
    callErrors.add(Boolean(failed), edge);
  }
}

// The gateway's calls in Assay's own metrics format, as k6 has no field for who called whom; and once more the slowest
// percentile of all, which names the endpoints that made it.
export function ownMetrics(metrics) {
  const latencies = measured(metrics, EDGES, (to) => `service_call_time{from:api_gateway,to:${to}}`)
    .map(([to, values]) => figure('service_communication.latency', values['p(95)'], 'ms', values.count,
      { from: 'api_gateway', to, aggregate: 'p95' }));
  const offenders = measured(metrics, ENDPOINTS, (endpoint) => `endpoint_time{endpoint:${endpoint}}`)
    .map(([name, values]) => ({ name, value: values['p(95)'] / 1000, detail: `p95 ${Math.round(values['p(95)'])} ms` }))
    .sort((one, other) => other.value - one.value)
    .map(({ name, detail }) => ({ name, detail }));
  const all = metrics['http_req_duration{service:api_gateway}'];
  const slowest = all ? [{ ...figure('response_times', all.values['p(95)'], 'ms', all.values.count,
    { service: 'api_gateway', aggregate: 'p95' }), offenders }] : [];
  // Calls of all services are counted together: only so are they enough to tell a rate as small as 0.1 %.
  const calls = metrics.service_call_errors;
  const errors = calls ? [figure('service_communication.error_rate', calls.values.rate, 'ratio',
    calls.values.passes + calls.values.fails, { from: 'api_gateway' })] : [];
  return { assay_metrics: 1, tool: 'k6', metrics: [...latencies, ...slowest, ...errors] };
}

function measured(metrics, names, key) {
  return names.map((name) => [name, metrics[key(name)]?.values]).filter(([, values]) => values?.count > 0);
}

function figure(metric, value, unit, samples, labels) {
  return { metric, value, unit, samples, labels };
}
