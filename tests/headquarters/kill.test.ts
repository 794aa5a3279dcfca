import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TotalsAnswer } from '@pingan/headquarters/web/answers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SpeakingBus, newEpoch, shard } from './speaking-bus.ts';
import { StaffBrowser } from './staff-browser.ts';

const MAIN = fileURLToPath(import.meta.resolve('@pingan/headquarters/main'));

let directory: string;
let running: ChildProcess | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pingan-kill-'));
});
afterEach(async () => {
  running?.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

/** Starts the real program; returns the lines it printed up to `Ready`. */
async function start(...args: string[]): Promise<{ lines: string[]; child: ChildProcess }> {
  const child = spawn(process.execPath, [MAIN, '--data', directory, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    lines.push(line);
    if (line === 'Ready') break;
  }
  return { lines, child };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, 'exit');
  child.kill(signal);
  const [code] = (await exit) as [number | null];
  return code;
}

async function fail(...args: string[]): Promise<{ code: number | null; message: string }> {
  const child = spawn(process.execPath, [MAIN, '--data', directory, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running = child;
  let message = '';
  child.stderr.on('data', (text: Buffer) => (message += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, message };
}

describe('the headquarters program', () => {
  test('prints its address, then Ready, and ends with 0 on SIGTERM and SIGINT', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const { lines, child } = await start('--rehearsal', '--port', '0', '--broker', 'embedded:0');
      expect(lines).toEqual([expect.stringMatching(/^Headquarters http:\/\/127\.0\.0\.1:\d+$/), 'Ready']);
      expect(await end(child, signal)).toBe(0);
    }
  });

  test('prints a one-time password before Ready, never in the log, and a new one to whoever sits at the machine', async () => {
    const { lines, child } = await start('--port', '0', '--broker', 'embedded:0');
    let log = '';
    child.stderr!.on('data', (text: Buffer) => (log += text.toString()));
    expect(lines).toHaveLength(3);
    const first = passwordIn(lines[1]!);
    const web = lines[0]!.split(' ')[1]!;
    await StaffBrowser.enter({ web }, 'admin', first, 'four unrelated words');
    // Forgotten: printed anew while headquarters runs on, and good at once.
    const printed = await resetAdministrator();
    const second = passwordIn(printed);
    expect(second).not.toBe(first);
    expect((await new StaffBrowser({ web }).signIn('admin', 'four unrelated words')).status).toBe(401);
    const again = await StaffBrowser.enter({ web }, 'admin', second);
    expect((await again.ask('GET', 'accounts')).status).toBe(200);
    expect(await end(child, 'SIGTERM')).toBe(0);
    expect(log).not.toContain(first);
  });

  test('killed with -9 in the middle of ingest, it has lost nothing that it receipted', async () => {
    const epochs = Array.from({ length: 12 }, newEpoch);
    const receipted = new Map<string, number>();
    for (let life = 0; life < 3; life += 1) {
      const port = await freePort();
      const { lines, child } = await start('--rehearsal', '--port', '0', '--broker', `embedded:${port}`);
      const bus = await SpeakingBus.connect(`mqtt://127.0.0.1:${port}`, 'bus-01');
      bus.client.on('error', () => {});
      await checkNothingLost(lines[0]!.split(' ')[1]!, receipted);
      for (let n = 1; n <= 60; n += 1) {
        for (const epoch of epochs) {
          bus.say(shard('bus-01', epoch, [[0, 1, 'front', 'door.in', '', life * 60 + n]])).catch(() => {});
        }
      }
      await bus.received(40 + life * 55);
      const exit = end(child, 'SIGKILL');
      await exit;
      for (const { id, rev } of bus.receipts) receipted.set(id, Math.max(rev, receipted.get(id) ?? 0));
      bus.client.end(true);
    }
    const { lines, child } = await start('--rehearsal', '--port', '0', '--broker', 'embedded:0');
    expect(receipted.size).toBeGreaterThan(0);
    await checkNothingLost(lines[0]!.split(' ')[1]!, receipted);
    expect(await end(child, 'SIGTERM')).toBe(0);
  });

  test('says which port is taken and how to choose another, and ends with 2', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const broker = await fail('--port', '0', '--broker', `embedded:${port}`);
    expect(broker.code).toBe(2);
    expect(broker.message).toContain(`port ${port} `);
    expect(broker.message).toContain('--broker embedded:PORT');
    const web = await fail('--port', String(port), '--broker', 'embedded:0');
    expect(web.code).toBe(2);
    expect(web.message).toContain(`port ${port} `);
    expect(web.message).toContain('--port N');
    await new Promise((done) => taken.close(done));
  });

  test.each([
    [['--database', 'postgres://hq@db/hq'], 'PostgreSQL is not supported yet'],
    [['--broker', 'carrier-pigeon'], '--broker carrier-pigeon: not understood'],
    [['--port', 'eighty'], '--port eighty'],
    [['--prot', '80'], '--prot'],
    [['--rehearsal', '--broker', 'embedded:0.0.0.0:0'], 'a rehearsal listens on 127.0.0.1 alone'],
    [['--rehearsal', '--behind-proxy', 'hq.example.cn'], 'cannot be --behind-proxy'],
    [['--rehearsal', '--reset-administrator'], 'a rehearsal has no accounts'],
    [['--behind-proxy', 'https://hq.example.cn'], 'the host name that browsers use'],
  ])('refuses %j with a message and 2', async (args, why) => {
    const { code, message } = await fail(...args);
    expect(code).toBe(2);
    expect(message).toContain(why);
    expect(message).not.toContain('    at ');
  });
});

function passwordIn(line: string): string {
  return /^Administrator admin, one-time password (\S+) /.exec(line)![1]!;
}

async function resetAdministrator(): Promise<string> {
  const child = spawn(process.execPath, [MAIN, '--data', directory, '--reset-administrator']);
  let printed = '';
  child.stdout.on('data', (text: Buffer) => (printed += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(0);
  return printed;
}

async function checkNothingLost(web: string, receipted: ReadonlyMap<string, number>): Promise<void> {
  const { metrics } = (await (await fetch(`${web}/api/v1/totals`)).json()) as TotalsAnswer;
  const promised = [...receipted.values()].reduce((sum, rev) => sum + rev, 0);
  expect(metrics['door.in']?.[''] ?? 0).toBeGreaterThanOrEqual(promised);
}
