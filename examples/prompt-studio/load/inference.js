// A model that is asked by itself, and how fast it answers: reports/inference.json.
import { check } from 'k6';
import http from 'k6/http';
import exec from 'k6/execution';

import { trendStats } from './people.js';

const PROMPTS = JSON.parse(open('./prompts.json'));

export const options = {
  scenarios: {
    inference: {
      executor: 'constant-arrival-rate',
      rate: Number(__ENV.INFERENCE_RPS || 60),
      timeUnit: '1s',
      duration: `${__ENV.INFERENCE_SECONDS || 20}s`,
      preAllocatedVUs: 50,
      tags: { service: 'ml_inference' },
    },
  },
  summaryTrendStats: trendStats,
  thresholds: {
    'http_req_duration{service:ml_inference}': [],
    'http_req_failed{service:ml_inference}': [],
    dropped_iterations: ['count>=0'],
  },
};

export function setup() {
  for (const prompt of PROMPTS) ask(prompt);
}

export default function inference() {
  const answer = ask(PROMPTS[exec.scenario.iterationInTest % PROMPTS.length]);
  check(answer, { 'the answer is an intent': ({ status }) => status === 200 && answer.json('intent') !== undefined });
}

function ask(prompt) {
  const headers = { 'content-type': 'application/json' };
  return http.post(`${__ENV.INTENT_CLASSIFIER_URL}/v1/classify`, JSON.stringify({ prompt }), { headers });
}

export function handleSummary(summary) {
  return { 'reports/inference.json': JSON.stringify({ ...summary, options: exec.test.options }, null, 2) };
}
