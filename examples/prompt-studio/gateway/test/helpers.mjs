import http from 'node:http';
import { once } from 'node:events';

import { createGateway } from '../src/app.mjs';

/** Starts a server on a free port; it stops when the test ends. */
export async function listen(t, server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

/** A stand-in for a service: answers each request with the next of the given [status, body] pairs. */
export async function standIn(t, ...answers) {
  const requests = [];
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ path: request.url, payload: JSON.parse(body) });
    const [status, answer] = answers[Math.min(requests.length, answers.length) - 1];
    if (status === 'hang') return;
    if (status === 'drop') return void request.socket.destroy();
    response.writeHead(status).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  return { url: await listen(t, server), requests };
}

export const ANSWERS = {
  accounts: [200, { user: 1, id: 7 }],
  intent_classifier: [200, { intent: 'code', confidence: 0.9, scores: {} }],
  technique_selector: [200, { techniques: ['role'] }],
  prompt_generator: [200, { prompt: 'You are an engineer.\n\nFix it.' }],
};

/** Long enough for any machine: only tests of the time limit itself set a shorter one. */
export const PATIENT_MS = 10_000;

/** A gateway in front of stand-ins; `overrides` gives a service other answers. */
export async function gatewayWith(t, overrides = {}, timeoutMs = PATIENT_MS) {
  const services = {};
  const standIns = {};
  for (const name of Object.keys(ANSWERS)) {
    standIns[name] = await standIn(t, ...(overrides[name] ?? [ANSWERS[name]]));
    services[name] = standIns[name].url;
  }
  const url = await listen(t, createGateway({ services, timeoutMs }));
  return { url, standIns };
}

/** Asks the gateway as somebody who is signed in, and returns status, body and headers. */
export async function ask(method, url, path, body, token = 'a-session') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(url + path, { method, body: text, headers });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

/** Posts to the gateway as somebody who is signed in. */
export function post(url, body, path = '/v1/enhance') {
  return ask('POST', url, path, body);
}
