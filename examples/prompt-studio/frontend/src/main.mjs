import { Api } from './api.mjs';
import { start } from './app.mjs';

start(document, new Api((path, options) => fetch(path, options)));
