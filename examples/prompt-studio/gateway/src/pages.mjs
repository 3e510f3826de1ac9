import { readFileSync } from 'node:fs';

const FRONTEND = new URL('../../frontend/', import.meta.url);

/** The files of the front end, read once: nothing else of the disk can be asked for. */
const FILES = new Map(
  [
    ['/', 'index.html', 'text/html; charset=utf-8'],
    ['/style.css', 'style.css', 'text/css; charset=utf-8'],
    ['/src/api.mjs', 'src/api.mjs', 'text/javascript; charset=utf-8'],
    ['/src/app.mjs', 'src/app.mjs', 'text/javascript; charset=utf-8'],
    ['/src/main.mjs', 'src/main.mjs', 'text/javascript; charset=utf-8'],
  ].map(([path, file, type]) => [path, { type, text: readFileSync(new URL(file, FRONTEND), 'utf8') }]),
);

/** Returns type and text of a page, or nothing where there is none. */
export function publicFile(path) {
  return FILES.get(path);
}
