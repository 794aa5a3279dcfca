import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Ledger } from '@pingan/firmware-bridge/store/ledger';
import { countOf } from '@pingan/protocol/tally';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepLog } from './kept-log.ts';
import { recordsOf } from './ledger-on-fragile-disk.ts';

const CHILD = fileURLToPath(new URL('./ledger-child.ts', import.meta.url));
const CYCLES = 5;

let directory: string;
let children: ChildProcess[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pingan-ledger-'));
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  await rm(directory, { recursive: true });
});

/** Starts a counting process; `until` is asked for every line it says. */
async function run(until: (line: string) => boolean): Promise<{ child: ChildProcess; lines: string[] }> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    lines.push(line);
    if (until(line)) break;
  }
  return { child, lines };
}

const open = () =>
  Ledger.open({
    directory,
    bus: 'bus-17',
    timeZone: 'Asia/Shanghai',
    software: '1.0',
    defaultPurpose: 'service',
    log: keepLog(),
    now: () => 0,
  });

it('keeps everything that was flushed through several kill -9 of a process that counts', async () => {
  const safe = new Map<string, number>();
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const { child, lines } = await run(
      (line) => Number(/^safe (\d+)$/.exec(line)?.[1] ?? 0) > 50 * (cycle + 1),
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    const epoch = /^open ([0-9a-f]+)$/.exec(lines[0]!)![1]!;
    safe.set(epoch, Math.max(...lines.map((line) => Number(/^safe (\d+)$/.exec(line)?.[1] ?? 0))));
  }
  const ledger = await open();
  expect(ledger.boot).toBe(CYCLES + 1);
  const found = new Map<string, number>();
  for (const record of recordsOf(ledger)) {
    if (record.kind === 'shard') found.set(record.body.epoch, countOf(record.body.cells));
  }
  expect(safe.size).toBe(CYCLES);
  for (const [epoch, count] of safe) expect(found.get(epoch)).toBeGreaterThanOrEqual(count);
  await ledger.stop();
});

it('lets only one process have a data directory, and names it to the other', async () => {
  const first = await run((line) => line.startsWith('open'));
  const second = await run((line) => line.startsWith('refused') || line.startsWith('open'));
  expect(second.lines).toEqual([
    expect.stringMatching(`^refused .* process ${first.child.pid} since 20.*--data`),
  ]);
  await expect(open()).rejects.toThrow(`process ${first.child.pid}`);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const ledger = await open();
  await ledger.stop();
});
