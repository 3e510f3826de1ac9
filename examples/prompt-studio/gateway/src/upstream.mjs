/** A call to one of the services behind the gateway did not give an answer. */
export class UpstreamError extends Error {
  constructor(service, code, message) {
    super(message);
    this.service = service;
    this.code = code;
  }

  /** What the service said when it refused the request: status, code and message. */
  refusal;

  /** The status the gateway answers with when nothing can stand in for this service. */
  get status() {
    return this.code === 'upstream_timeout' ? 504 : 502;
  }
}

/** What is tried again: failures that a second try can cure. A timeout is not, its time is spent. */
const RETRIED = new Set(['upstream_unreachable', 'upstream_failed']);
/** One service behind the gateway: a time limit for each call, and one more try where it can help and does no harm. */
export class Upstream {
  constructor(name, url, timeoutMs, attempts = 2) {
    this.attempts = attempts;
    this.name = name;
    this.url = url;
    this.timeoutMs = timeoutMs;
  }

  /** Posts the payload and returns the answer's body; `record` learns of every attempt. */
  async call(path, payload, record = () => {}) {
    for (let attempt = 1; ; attempt += 1) {
      const started = performance.now();
      try {
        const body = await this.#post(path, payload);
        record({ service: this.name, ms: performance.now() - started, failed: false });
        return body;
      } catch (error) {
        record({ service: this.name, ms: performance.now() - started, failed: true });
        if (attempt === this.attempts || !RETRIED.has(error.code)) throw error;
      }
    }
  }

  async #post(path, payload) {
    let response;
    let body;
    try {
      response = await fetch(new URL(path, this.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(payload),
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      body = await response.text();
    } catch (error) {
      throw this.#unanswered(error);
    }
    return this.#read(response.status, body);
  }

  #unanswered(error) {
    if (error.name === 'TimeoutError') {
      return this.#error('upstream_timeout', `no answer within ${this.timeoutMs} ms`);
    }
    return this.#error('upstream_unreachable', `cannot be reached: ${error.cause?.code ?? error.message}`);
  }

  #read(status, body) {
    if (status >= 500) throw this.#error('upstream_failed', `answered with status ${status}`);
    const answer = this.#parse(body);
    if (status === 200) return answer;
    const error = this.#error('upstream_rejected', `refused the request with status ${status}`);
    if (answer?.error?.code) error.refusal = { ...answer.error, status };
    throw error;
  }

  #parse(body) {
    try {
      return JSON.parse(body);
    } catch {
      throw this.#error('upstream_garbled', 'answered with something that is not JSON');
    }
  }

  #error(code, message) {
    return new UpstreamError(this.name, code, `${this.name} ${message}`);
  }
}
