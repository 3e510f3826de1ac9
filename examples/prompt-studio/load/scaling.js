// More than so many replicas of the classifier can carry, spread over them: reports/scaling-1.json, reports/scaling-2.json.
import http from 'k6/http';
import exec from 'k6/execution';

const PROMPTS = JSON.parse(open('./prompts.json'));
const REPLICAS = __ENV.CLASSIFIERS.split(' ');
const labels = { replicas: String(REPLICAS.length) };

export const options = {
  scenarios: {
    scaling: {
      // So many people ask again as soon as they have an answer: more than any number of replicas here can serve at once.
      executor: 'constant-vus',
      vus: Number(__ENV.SCALING_PEOPLE || 24),
      duration: `${__ENV.SCALING_SECONDS || 8}s`,
      tags: labels,
    },
  },
  thresholds: {
    [`http_req_duration{replicas:${labels.replicas}}`]: [],
    [`http_req_failed{replicas:${labels.replicas}}`]: [],
    [`http_reqs{replicas:${labels.replicas}}`]: [],
  },
};

export default function classify() {
  const number = exec.scenario.iterationInTest;
  const payload = JSON.stringify({ prompt: PROMPTS[number % PROMPTS.length] });
  const headers = { 'content-type': 'application/json' };
  http.post(`${REPLICAS[number % REPLICAS.length]}/v1/classify`, payload, { headers });
}

export function handleSummary(summary) {
  const whole = { ...summary, options: exec.test.options };
  return { [`reports/scaling-${labels.replicas}.json`]: JSON.stringify(whole, null, 2) };
}
