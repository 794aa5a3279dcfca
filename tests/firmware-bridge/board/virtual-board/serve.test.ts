import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BusBoards } from '@pingan/firmware-bridge/board/bus-boards';
import { errorLog, oneBoardProfile, PINS } from '../one-board-bus.ts';

const SERVE = fileURLToPath(import.meta.resolve('@pingan/firmware-bridge/board/virtual-board/serve'));
const patient = { timeout: 40_000, interval: 20 };

describe('the board server', () => {
  let folder: string;
  let link: string;
  const servers: ChildProcessWithoutNullStreams[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'serve-'));
    link = join(folder, 'uno');
  });
  afterEach(() => {
    for (const server of servers.splice(0)) server.kill('SIGKILL');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function serve(...args: string[]): { server: ChildProcessWithoutNullStreams; lines: Interface } {
    const server = spawn(process.execPath, [SERVE, ...args]);
    servers.push(server);
    return { server, lines: createInterface({ input: server.stdout }) };
  }
  const nextLine = async (lines: Interface) => ((await once(lines, 'line')) as [string])[0];

  it('lets a bus drive an emulated Uno in another process, and find it again after it hung', async () => {
    const { server, lines } = serve('--link', link);
    expect(await nextLine(lines)).toBe(`Board ${link}`);
    const log = errorLog();
    const profile = oneBoardProfile({ kind: 'uno', port: link, baud: 57_600 });
    const bus = new BusBoards({ profile, now: () => performance.now(), log });
    const broken: boolean[] = [];
    bus.on('beam', (beam) => beam.beam === 'outer' && broken.push(beam.broken));
    bus.setLevels({ ceiling: 1 });
    bus.start();
    await expect.poll(() => bus.status.state, patient).toBe('ready');
    expect(bus.status.virtual).toBe(false);
    server.stdin.write('in 2 low\n');
    await expect.poll(() => broken, patient).toEqual([false, true]);

    server.kill('SIGSTOP');
    await expect.poll(() => bus.status.state, patient).toBe('lost');
    expect(log.errors.at(-1)).toMatchObject({
      fault: 'silent',
      message: expect.stringContaining('unanswered'),
    });
    server.kill('SIGCONT');
    await expect.poll(() => bus.status.state, patient).toBe('ready');
    await expect.poll(() => broken, patient).toEqual([false, true, true]);
    server.stdin.write('levels\n');
    const levels = JSON.parse(await nextLine(lines)) as number[];
    expect(levels).toHaveLength(20);
    expect(levels[PINS.ceiling]).toBe(1);
    await bus.stop();
    server.stdin.write('quit\n');
    expect(await once(server, 'exit')).toEqual([0, null]);
    expect(lstatSync(link, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('takes its link away while unplugged, and complains about words it does not know', async () => {
    const { server, lines } = serve('--link', link);
    await nextLine(lines);
    server.stdin.write('unplug\n');
    expect(await nextLine(lines)).toBe('Unplugged');
    expect(lstatSync(link, { throwIfNoEntry: false })).toBeUndefined();
    server.stdin.write('plug\n');
    expect(await nextLine(lines)).toBe(`Board ${link}`);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    server.stdin.write('dance\n');
    expect(String((await once(server.stderr, 'data'))[0])).toContain('"dance" is not a command');
    server.stdin.end();
    expect(await once(server, 'exit')).toEqual([0, null]);
  });

  it('never removes a file that is in the place of its link', async () => {
    const file = join(folder, 'precious');
    writeFileSync(file, 'notes');
    const { server } = serve('--link', file);
    const [complaint] = (await once(server.stderr, 'data')) as [Buffer];
    expect(complaint.toString()).toContain(`${file} exists and is not a symbolic link`);
    expect(lstatSync(file).size).toBe(5);
  });

  it('has the chips it was asked for, and says which it does not have', async () => {
    const { server, lines } = serve('--link', link, '--chip', 'pca9685@0x40');
    await nextLine(lines);
    server.stdin.write('channels 0x40\n');
    expect(JSON.parse(await nextLine(lines))).toEqual(Array.from({ length: 16 }, () => 0));
    server.stdin.write('channels 0x41\n');
    expect(String((await once(server.stderr, 'data'))[0])).toContain('no chip at I2C address 0x41');
    server.stdin.end();
    expect(await once(server, 'exit')).toEqual([0, null]);
  });

  it('ends with 2 when it is asked for a chip it does not know', async () => {
    const { server } = serve('--chip', 'ws2812@0x40');
    expect(await once(server, 'exit')).toEqual([2, null]);
  });

  it('ends with 2 when it is called wrongly', async () => {
    const { server } = serve('--lnik', link);
    expect(await once(server, 'exit')).toEqual([2, null]);
  });
});
