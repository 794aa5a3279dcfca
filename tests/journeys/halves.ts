import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** Root of the checkout; journeys start the built product as an officer would. */
export const ROOT = join(createRequire(import.meta.url).resolve('@pingan/protocol/package.json'), '../..');

/** A folder that goes with the journey. */
export function journeyFolder(): {
  path: string;
  write: (name: string, text: string) => string;
  remove: () => void;
} {
  const path = mkdtempSync(join(tmpdir(), 'pingan-journey-'));
  return {
    path,
    write(name, text) {
      writeFileSync(join(path, name), text);
      return join(path, name);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** One process of the product. What it printed is kept, so that a journey can show why it failed. */
export class Half {
  readonly process: ChildProcess;
  readonly lines: string[] = [];
  errors = '';
  readonly #ended: Promise<unknown>;
  readonly #ready: Promise<void>;

  constructor(script: string, args: string[]) {
    this.process = spawn(process.execPath, [resolve(ROOT, script), ...args], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#ended = once(this.process, 'exit');
    this.#ready = new Promise((resolve) => {
      createInterface({ input: this.process.stdout! }).on('line', (line) => {
        this.lines.push(line);
        if (line === 'Ready') resolve();
      });
    });
    this.process.stderr!.on('data', (bytes: Buffer) => (this.errors += bytes.toString()));
  }

  async ready(): Promise<this> {
    await Promise.race([
      this.#ready,
      this.#ended.then(() => {
        throw new Error(`ended with ${this.process.exitCode} before it was ready: ${this.errors}`);
      }),
    ]);
    return this;
  }

  /** The address on the line that begins with `name`. */
  address(name: string): string {
    const line = this.lines.find((printed) => printed.startsWith(`${name} http`));
    if (line === undefined) throw new Error(`no line "${name} http…" in:\n${this.lines.join('\n')}`);
    return line.slice(name.length + 1);
  }

  async kill(signal: NodeJS.Signals = 'SIGTERM'): Promise<{ code: number | null }> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill(signal);
      await this.#ended;
    }
    return { code: this.process.exitCode };
  }

  async exitCode(): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) await this.#ended;
    return this.process.exitCode;
  }
}

/** Waits for a condition; a journey waits for states, never for a length of time. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  within = 60_000,
): Promise<void> {
  const end = Date.now() + within;
  while (Date.now() < end) {
    if (await condition()) return;
    await pause(50);
  }
  throw new Error(`waited ${within / 1000} s in vain until ${what}`);
}

export const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** As under `npm start`: nobody signs in. */
export function startHeadquarters(options: {
  data: string;
  port: number;
  brokerPort: number;
}): Promise<Half> {
  const args = [
    '--rehearsal',
    '--data',
    options.data,
    '--port',
    `${options.port}`,
    '--broker',
    `embedded:${options.brokerPort}`,
  ];
  return new Half('headquarters/dist/main.js', args).ready();
}

export function startBus(options: {
  profile: string;
  data: string;
  port?: number;
  broker?: string;
  rehearsal?: boolean;
}): Promise<Half> {
  const args = ['--profile', options.profile, '--data', options.data, '--port', `${options.port ?? 0}`];
  if (options.rehearsal) args.push('--rehearsal');
  return new Half(
    'firmware-bridge/dist/main.js',
    options.broker ? [...args, '--broker', options.broker] : args,
  ).ready();
}

export async function getJson<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

export interface Totals {
  metrics: Record<string, Record<string, number>>;
}

export const totals = (headquarters: string, query = 'purpose=rehearsal') =>
  getJson<Totals>(`${headquarters.replace(/\/$/, '')}/api/v1/totals?${query}`);
