import { enhance } from './enhance.mjs';
import { readPrompt, RequestError } from './requests.mjs';
import { UpstreamError } from './upstream.mjs';

/** The public interface, as api/openapi.json describes it: path, method, and what answers it. */
export const ROUTES = {
  '/health': { GET: { needsToken: false, handle: async () => ({ service: 'api_gateway', status: 'ok' }) } },
  '/v1/users': { POST: { status: 201, needsToken: false, handle: forward('/v1/register', 'email', 'password') } },
  '/v1/sessions': {
    POST: { status: 201, needsToken: false, handle: forward('/v1/login', 'email', 'password') },
    DELETE: { handle: forward('/v1/logout') },
  },
  '/v1/account': { GET: { handle: forward('/v1/account') } },
  '/v1/onboarding': { POST: { handle: forward('/v1/onboard', 'occupation') } },
  '/v1/enhance': { POST: { handle: answerEnhance } },
  '/v1/prompts': { GET: { handle: forward('/v1/prompts/latest') } },
  '/v1/feedback': { POST: { handle: forward('/v1/feedback', 'prompt_id', 'rating', 'comment') } },
  '/v1/subscription': {
    POST: { handle: forward('/v1/subscribe', 'plan', 'card') },
    DELETE: { handle: forward('/v1/unsubscribe') },
  },
};

/** Hands the named fields to the accounts service, with the session's token. */
function forward(path, ...fields) {
  return ({ token, payload, services, record }) => {
    const known = fields.filter((name) => Object.hasOwn(payload, name)).map((name) => [name, payload[name]]);
    return askAccounts(services, path, { ...Object.fromEntries(known), token }, record);
  };
}

async function answerEnhance({ token, payload, services, record }) {
  const text = readPrompt(payload);
  await askAccounts(services, '/v1/authorize', { token }, record);
  const answer = await enhance(text, services, record);
  const kept = { token, text, enhanced: answer.prompt, intent: answer.intent };
  const { id } = await askAccounts(services, '/v1/prompts/add', kept, record);
  return { id, ...answer };
}

/** What accounts refuses is the caller's to mend; what it fails at is not. */
async function askAccounts(services, path, payload, record) {
  try {
    return await services.accounts.call(path, payload, record);
  } catch (error) {
    if (!(error instanceof UpstreamError) || !error.refusal) throw error;
    const { status, code, message } = error.refusal;
    throw new RequestError(status, code, message);
  }
}
