/** Starts the gateway: the first line printed says where. SIGTERM stops it. */
import { createGateway } from './src/app.mjs';
import { readConfig } from './src/config.mjs';
import { Metrics, createMetricsServer } from './src/metrics.mjs';

const config = readConfig(process.env);
const metrics = new Metrics();
const server = createGateway(config, metrics);
const metricsServer = createMetricsServer(metrics);

function stop() {
  metricsServer.close();
  metricsServer.closeAllConnections();
  server.close(() => process.exit(0));
  server.closeAllConnections();
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (process.env.STOP_WITH_STDIN) {
  // Whoever started this process is gone, however it went: stop too.
  process.stdin.on('end', stop).resume();
}

metricsServer.listen(config.metricsPort, '127.0.0.1', () => {
  server.listen(config.port, '127.0.0.1', () => {
    const [{ port }, { port: metricsPort }] = [server.address(), metricsServer.address()];
    const [url, metricsUrl] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${metricsPort}/metrics`];
    console.log(JSON.stringify({ service: 'api_gateway', url, metrics: metricsUrl }));
  });
});
