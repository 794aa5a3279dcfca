import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * `npm start`: headquarters and one rehearsal bus as two processes, as they are in the field, so that either can be
 * killed and started again while the other runs.
 */
const USAGE = 'npm start -- [--kiosk-port 8080] [--headquarters-port 8090] [--broker-port 1883] [--data DIR]';
const STOP_WITHIN_MS = 2_800;

const root = fileURLToPath(new URL('../../../', import.meta.url));

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readOptions() {
  const port = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const { values } = parseArgs({
    options: {
      'kiosk-port': port('8080'),
      'headquarters-port': port('8090'),
      'broker-port': port('1883'),
      data: { type: 'string', default: 'data' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(USAGE);
    process.exit(0);
  }
  for (const name of ['kiosk-port', 'headquarters-port', 'broker-port'] as const) {
    const n = Number(values[name]);
    if (!Number.isInteger(n) || n < 1 || n > 65_535)
      throw new Error(`--${name} ${values[name]}: a port is a number from 1 to 65535`);
  }
  return values;
}

/** A half of the product in its own process; `addresses` are the lines it printed before `Ready`. */
class Half {
  readonly name: string;
  readonly process: ChildProcess;
  readonly ready: Promise<string[]>;
  readonly ended: Promise<number>;
  #ending = '';

  constructor(name: string, script: string, args: string[]) {
    this.name = name;
    // The IPC channel tells the half when this process is gone, even by kill -9, so that no orphan keeps a port.
    this.process = spawn(process.execPath, [resolve(root, script), ...args], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    this.ended = once(this.process, 'exit').then(([code, signal]) => {
      this.#ending = signal === null ? `with code ${code}; its message stands above` : `by ${signal}`;
      return typeof code === 'number' ? code : 1;
    });
    this.ready = this.#collect();
  }

  #collect(): Promise<string[]> {
    const lines: string[] = [];
    return new Promise((done, fail) => {
      createInterface({ input: this.process.stdout! }).on('line', (line) => {
        if (line === 'Ready') done(lines);
        else lines.push(line);
      });
      void this.ended.then((code) => fail(this.endedError(code)));
    });
  }

  endedError(code: number): HalfEndedError {
    return new HalfEndedError(
      `${this.name} ended ${this.#ending}; what it counted is kept, start again`,
      code,
    );
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGTERM');
    const late = setTimeout(() => this.process.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.ended;
    clearTimeout(late);
  }
}

class HalfEndedError extends Error {
  readonly code: number;
  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

async function main(): Promise<void> {
  const options = readOptions();
  const headquarters = new Half('headquarters', 'headquarters/dist/main.js', [
    '--data',
    resolve(options.data, 'headquarters'),
    '--port',
    options['headquarters-port'],
    '--broker',
    `embedded:${options['broker-port']}`,
    '--rehearsal',
  ]);
  const bus = new Half('the rehearsal bus', 'firmware-bridge/dist/main.js', [
    '--profile',
    resolve(root, 'device-config/profiles/rehearsal.yaml'),
    '--data',
    resolve(options.data, 'rehearsal'),
    '--port',
    options['kiosk-port'],
    '--broker',
    `mqtt://127.0.0.1:${options['broker-port']}`,
    '--rehearsal',
  ]);

  let stopping: Promise<void> | undefined;
  const stop = (code: number) => {
    stopping ??= Promise.all([bus.stop(), headquarters.stop()]).then(() => process.exit(code));
    return stopping;
  };
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));

  try {
    const [here, there] = await Promise.all([bus.ready, headquarters.ready]);
    for (const line of [...here, ...there]) say(line);
    say('Ready');
    const ended = await Promise.race(
      [bus, headquarters].map(async (half) => half.endedError(await half.ended)),
    );
    if (stopping === undefined) throw ended;
  } catch (problem) {
    if (stopping === undefined) {
      process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
      await stop(problem instanceof HalfEndedError ? problem.code : 1);
    }
  }
  await stopping;
}

main().catch((problem: unknown) => {
  process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n${USAGE}\n`);
  process.exit(2);
});
