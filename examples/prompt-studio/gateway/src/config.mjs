/** The settings of the gateway, read once from the environment. */
export function readConfig(environment) {
  return {
    port: number(environment, 'PORT', 0),
    metricsPort: number(environment, 'METRICS_PORT', 0),
    timeoutMs: number(environment, 'CALL_TIMEOUT_MS', 2000),
    services: {
      accounts: address(environment, 'ACCOUNTS_URL'),
      intent_classifier: address(environment, 'INTENT_CLASSIFIER_URL'),
      technique_selector: address(environment, 'TECHNIQUE_SELECTOR_URL'),
      prompt_generator: address(environment, 'PROMPT_GENERATOR_URL'),
    },
  };
}

function number(environment, name, fallback) {
  const value = Number(environment[name] ?? fallback);
  if (!Number.isInteger(value) || value < 0) {
    throw new Error(`${name} must be a whole number, not '${environment[name]}'`);
  }
  return value;
}

function address(environment, name) {
  const value = environment[name];
  if (!value) throw new Error(`${name} is not set: it says where that service is`);
  if (!URL.canParse(value)) throw new Error(`${name} is not a URL: '${value}'`);
  return value;
}
