// Demo: how a server of the demo says that it is there, and when it ends.
import { createInterface } from 'node:readline';

/**
 * Prints the line that says where the server is, and ends the process on SIGTERM, SIGINT or when stdin closes.
 * @param {{ url: string, product: string, metrics?: string }} server `product` is what it is made with, `metrics` where Prometheus reads it.
 * @param {() => Promise<void>} close
 * @param {(line: string) => void} [onLine] Gets what is written to stdin.
 */
export function runUntilTold(server, close, onLine = () => undefined) {
  let closing = false;
  const stop = async () => {
    if (closing) return;
    closing = true;
    await close();
    process.exit(0);
  };
  // Vite would end the process by itself, with a code of its own and before all has closed.
  process.removeAllListeners('SIGTERM');
  process.stdin.removeAllListeners('end');
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  createInterface({ input: process.stdin })
    .on('line', onLine)
    .once('close', () => void stop());
  process.stdin.once('error', () => void stop());
  process.stdout.write(`${JSON.stringify({ event: 'ready', ...server })}\n`);
}
