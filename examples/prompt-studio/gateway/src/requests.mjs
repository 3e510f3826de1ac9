/** A request that the gateway refuses, with the status and the code that say why. */
export class RequestError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const MAX_BODY_BYTES = 64 * 1024;
export const MAX_PROMPT_LENGTH = 8000;

/** Reads the body of a request, up to MAX_BODY_BYTES. */
export async function readBody(request) {
  const chunks = [];
  let size = 0;
  // The connection stays open when we stop early: the caller still has to read our answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new RequestError(413, 'too_large', `the body is larger than ${MAX_BODY_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads a request's body, which must be a JSON object. */
export async function readObject(request) {
  const body = await readBody(request);
  let payload;
  try {
    payload = JSON.parse(body);
  } catch {
    throw new RequestError(400, 'bad_request', 'the body is not JSON');
  }
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) {
    throw new RequestError(400, 'bad_request', 'the body is not a JSON object');
  }
  return payload;
}

/** Returns the prompt of a payload. */
export function readPrompt({ prompt }) {
  if (typeof prompt !== 'string' || prompt.trim() === '') {
    throw new RequestError(400, 'bad_request', "field 'prompt' must be text that is not empty");
  }
  if (prompt.length > MAX_PROMPT_LENGTH) {
    throw new RequestError(400, 'bad_request', `field 'prompt' is longer than ${MAX_PROMPT_LENGTH} characters`);
  }
  return prompt;
}
