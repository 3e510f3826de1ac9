import http from 'node:http';

/** Upper bounds of the histogram of response times, in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** What the gateway counts of its answers, in the text format that Prometheus collects. */
export class Metrics {
  #answers = new Map();
  #buckets = BOUNDS.map(() => 0);
  #count = 0;
  #seconds = 0;

  record(status, seconds) {
    this.#answers.set(status, (this.#answers.get(status) ?? 0) + 1);
    for (const [index, bound] of BOUNDS.entries()) if (seconds <= bound) this.#buckets[index] += 1;
    this.#count += 1;
    this.#seconds += seconds;
  }

  text() {
    const answers = [...this.#answers].sort().map(([status, count]) => `http_requests_total{code="${status}"} ${count}`);
    const buckets = [...BOUNDS.map((bound, index) => [bound, this.#buckets[index]]), ['+Inf', this.#count]];
    return [
      '# TYPE http_requests_total counter',
      ...answers,
      '# TYPE http_request_duration_seconds histogram',
      ...buckets.map(([bound, count]) => `http_request_duration_seconds_bucket{le="${bound}"} ${count}`),
      `http_request_duration_seconds_sum ${this.#seconds}`,
      `http_request_duration_seconds_count ${this.#count}`,
      '',
    ].join('\n');
  }
}

/** Serves the metrics on a port of their own: they are nobody's business who uses the product. */
export function createMetricsServer(metrics) {
  return http.createServer((request, response) => {
    const isAsked = request.method === 'GET' && request.url === '/metrics';
    response.writeHead(isAsked ? 200 : 404, { 'content-type': 'text/plain; version=0.0.4' });
    response.end(isAsked ? metrics.text() : 'not found\n');
  });
}
