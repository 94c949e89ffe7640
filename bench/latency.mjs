// Bench: the time of single requests on one warm connection, finer than a load generator's histogram.
import http from 'node:http';

/** Milliseconds of each of `count` GET requests sent one after another. */
export async function measureLatency(url, count) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const times = [];
  for (let i = 0; i < count; i++) {
    const startedAt = performance.now();
    await get(url, agent);
    times.push(performance.now() - startedAt);
  }
  agent.destroy();
  return times;
}

function get(url, agent) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent }, (response) => {
      response.resume();
      response.on('end', resolve);
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}
