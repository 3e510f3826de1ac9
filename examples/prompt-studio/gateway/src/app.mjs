import http from 'node:http';

import { Metrics } from './metrics.mjs';
import { RequestError, readObject } from './requests.mjs';
import { publicFile } from './pages.mjs';
import { ROUTES } from './routes.mjs';
import { CallLog } from './timing.mjs';
import { Upstream, UpstreamError } from './upstream.mjs';

/** Sent with every answer: what a browser may do with it. */
const HEADERS = {
  'content-security-policy': "default-src 'self'; frame-ancestors 'none'; form-action 'self'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** The gateway as an HTTP server that does not listen yet. */
export function createGateway(config, metrics = new Metrics()) {
  const services = Object.fromEntries(
    Object.entries(config.services).map(([name, url]) => [name, upstream(name, url, config.timeoutMs)]),
  );
  return http.createServer(async (request, response) => {
    const calls = new CallLog();
    const started = performance.now();
    response.on('finish', () => metrics.record(response.statusCode, (performance.now() - started) / 1000));
    try {
      send(response, await answer(request, services, calls.record), calls);
    } catch (error) {
      send(response, describe(error), calls);
    }
  });
}

/** A payment must not be made twice: accounts is asked once. */
function upstream(name, url, timeoutMs) {
  return name === 'accounts' ? new Upstream(name, url, timeoutMs, 1) : new Upstream(name, url, timeoutMs);
}

async function answer(request, services, record) {
  const path = request.url.split('?', 1)[0];
  const file = request.method === 'GET' && publicFile(path);
  if (file) return { status: 200, ...file };
  if (!Object.hasOwn(ROUTES, path)) throw new RequestError(404, 'not_found', `no such resource: ${path}`);
  const methods = ROUTES[path];
  if (!Object.hasOwn(methods, request.method)) {
    const allowed = Object.keys(methods).join(', ');
    const refusal = new RequestError(405, 'method_not_allowed', `${path} answers ${allowed} only`);
    refusal.headers = { allow: allowed };
    throw refusal;
  }
  const { status = 200, needsToken = true, handle } = methods[request.method];
  const token = needsToken ? bearerToken(request) : undefined;
  const payload = request.method === 'POST' ? await readObject(request) : {};
  return { status, body: await handle({ token, payload, services, record }) };
}

function bearerToken(request) {
  const [, token] = /^Bearer ([\w-]{1,200})$/.exec(request.headers.authorization ?? '') ?? [];
  if (!token) throw new RequestError(401, 'not_signed_in', 'sign in first: the request carries no session');
  return token;
}

function describe(error) {
  if (error instanceof RequestError) {
    const { status, headers, code, message } = error;
    return { status, headers, body: { error: { code, message } } };
  }
  if (error instanceof UpstreamError) {
    const { code, service, message } = error;
    return { status: error.status, body: { error: { code, service, message } } };
  }
  console.error(error);
  return { status: 500, body: { error: { code: 'internal', message: 'the gateway failed; its log says why' } } };
}

function send(response, { status, body, text, type = 'application/json', headers }, calls) {
  const content = text ?? JSON.stringify(body);
  const all = { ...HEADERS, ...headers, 'content-type': type, 'content-length': Buffer.byteLength(content) };
  const timing = calls.header();
  if (timing) all['server-timing'] = timing;
  if (status === 401) all['www-authenticate'] = 'Bearer';
  if (status === 413) all.connection = 'close';
  response.writeHead(status, all).end(content);
}
