import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

// Debian keeps it where a user's PATH may not look.
const found = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  .map((folder) => join(folder, 'mosquitto'))
  .find((path) => existsSync(path));

/** The real broker, or undefined on a machine that has none. */
export const mosquitto =
  found === undefined || spawnSync(found, ['-h']).error !== undefined ? undefined : found;

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

/** One Mosquitto of the test's own; what it printed is kept. */
export class Mosquitto {
  readonly #args: readonly string[];
  #process: ChildProcess | undefined;
  printed = '';

  constructor(args: readonly string[]) {
    this.#args = args;
  }

  /** Starts it and resolves once `isUp` does not fail any more; rejects where the broker ends instead. */
  async start(isUp: () => Promise<unknown>): Promise<void> {
    const child = spawn(mosquitto!, this.#args, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process = child;
    child.stderr.on('data', (bytes: Buffer) => (this.printed += bytes.toString()));
    for (;;) {
      if (child.exitCode !== null) throw new Error(`mosquitto ended with ${child.exitCode}: ${this.printed}`);
      const up = await isUp().then(
        () => true,
        () => false,
      );
      if (up) return;
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** Reads rules, certificates and the list of the revoked anew. */
  reload(): void {
    this.#process?.kill('SIGHUP');
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }
}
