/** The gateway's interface as the front end uses it: one method a request. */
export class Api {
  #token = null;
  #fetch;

  constructor(fetch) {
    this.#fetch = fetch;
  }

  async register(email, password) {
    const { token } = await this.#send('POST', '/v1/users', { email, password });
    this.#token = token;
  }

  account() {
    return this.#send('GET', '/v1/account');
  }

  onboard(occupation) {
    return this.#send('POST', '/v1/onboarding', { occupation });
  }

  enhance(prompt) {
    return this.#send('POST', '/v1/enhance', { prompt });
  }

  sendFeedback(promptId, rating) {
    return this.#send('POST', '/v1/feedback', { prompt_id: promptId, rating });
  }

  subscribe(plan, card) {
    return this.#send('POST', '/v1/subscription', { plan, card });
  }

  unsubscribe() {
    return this.#send('DELETE', '/v1/subscription');
  }

  async #send(method, path, payload) {
    const headers = {};
    if (payload) headers['content-type'] = 'application/json';
    if (this.#token) headers.authorization = `Bearer ${this.#token}`;
    const response = await this.#fetch(path, { method, headers, body: payload && JSON.stringify(payload) });
    const body = await response.json();
    if (!response.ok) throw new Error(body.error.message);
    return body;
  }
}
