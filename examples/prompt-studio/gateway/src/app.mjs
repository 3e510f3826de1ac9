import http from 'node:http';

import { enhance } from './enhance.mjs';
import { RequestError, readBody, readPrompt } from './requests.mjs';
import { CallLog } from './timing.mjs';
import { Upstream, UpstreamError } from './upstream.mjs';

const ROUTES = {
  '/health': { method: 'GET', answer: async () => ({ service: 'api_gateway', status: 'ok' }) },
  '/v1/enhance': { method: 'POST', answer: answerEnhance },
};

/** The gateway as an HTTP server that does not listen yet. */
export function createGateway(config) {
  const services = Object.fromEntries(
    Object.entries(config.services).map(([name, url]) => [name, new Upstream(name, url, config.timeoutMs)]),
  );
  return http.createServer(async (request, response) => {
    const calls = new CallLog();
    try {
      send(response, 200, await route(request).answer(request, services, calls), calls);
    } catch (error) {
      const { status, body } = describe(error);
      send(response, status, body, calls);
    }
  });
}

function route(request) {
  const path = request.url.split('?', 1)[0];
  if (!Object.hasOwn(ROUTES, path)) throw new RequestError(404, 'not_found', `no such resource: ${path}`);
  const found = ROUTES[path];
  if (request.method !== found.method) {
    throw new RequestError(405, 'method_not_allowed', `${path} answers ${found.method} only`);
  }
  return found;
}

async function answerEnhance(request, services, calls) {
  const prompt = readPrompt(await readBody(request));
  return enhance(prompt, services, calls.record);
}

function describe(error) {
  if (error instanceof RequestError) {
    return { status: error.status, body: { error: { code: error.code, message: error.message } } };
  }
  if (error instanceof UpstreamError) {
    const { code, service, message } = error;
    return { status: error.status, body: { error: { code, service, message } } };
  }
  console.error(error);
  return { status: 500, body: { error: { code: 'internal', message: 'the gateway failed; its log says why' } } };
}

function send(response, status, body, calls) {
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  const timing = calls.header();
  if (timing) headers['server-timing'] = timing;
  if (status === 413) headers.connection = 'close';
  response.writeHead(status, headers).end(text);
}
