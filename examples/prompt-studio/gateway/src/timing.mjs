/**
 * Collects the calls made for one request, for the Server-Timing header:
 * `intent_classifier;dur=1.25, technique_selector;dur=0.90;desc="failed", …`, one entry an attempt.
 */
export class CallLog {
  #calls = [];

  record = (call) => {
    this.#calls.push(call);
  };

  header() {
    return this.#calls
      .map(({ service, ms, failed }) => `${service};dur=${ms.toFixed(2)}${failed ? ';desc="failed"' : ''}`)
      .join(', ');
  }
}
