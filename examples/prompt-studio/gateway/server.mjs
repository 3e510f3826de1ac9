/** Starts the gateway: the first line printed says where. SIGTERM stops it. */
import { createGateway } from './src/app.mjs';
import { readConfig } from './src/config.mjs';

const config = readConfig(process.env);
const server = createGateway(config);

function stop() {
  server.close(() => process.exit(0));
  server.closeAllConnections();
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (process.env.STOP_WITH_STDIN) {
  // Whoever started this process is gone, however it went: stop too.
  process.stdin.on('end', stop).resume();
}

server.listen(config.port, '127.0.0.1', () => {
  const { port } = server.address();
  console.log(JSON.stringify({ service: 'api_gateway', url: `http://127.0.0.1:${port}` }));
});
