import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LastTimeFile } from '@pingan/firmware-bridge/store/last-time-file';
import { nodeFileSystem } from '@pingan/firmware-bridge/store/node-file-system';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepLog } from './kept-log.ts';

const asked = (stop: string) => [{ stop, items: [{ exhibit: 'fake-police', item: 'one-scam' }] }];

let directory: string;
let log: ReturnType<typeof keepLog>;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pingan-last-time-'));
  log = keepLog();
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('what villages were asked last time', () => {
  it('is nothing on a fresh bus', async () => {
    expect((await LastTimeFile.open(directory, log)).of('service/spring')).toEqual([]);
  });

  it('is kept for each village over a restart', async () => {
    const file = await LastTimeFile.open(directory, log);
    await file.keep('service/a', asked('a-1'));
    await file.keep('service/b', asked('b-1'));
    await file.keep('service/a', asked('a-2'));
    const again = await LastTimeFile.open(directory, log);
    expect(again.of('service/a')).toEqual(asked('a-2'));
    expect(again.of('service/b')).toEqual(asked('b-1'));
  });

  it('is the version before where the newest was damaged, and nothing where both were; the bus goes on', async () => {
    const file = await LastTimeFile.open(directory, log);
    await file.keep('service/a', asked('a-1'));
    await file.keep('service/a', asked('a-2'));
    await writeFile(join(directory, 'last-time.json.bak'), '{"torn');
    expect((await LastTimeFile.open(directory, log)).of('service/a')).toEqual(asked('a-1'));
    await writeFile(join(directory, 'last-time.json'), 'null');
    expect((await LastTimeFile.open(directory, log)).of('service/a')).toEqual([]);
  });

  it('is remembered in memory when the disk is full, and a warning is logged', async () => {
    const full = () => Promise.reject(Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC' }));
    const file = await LastTimeFile.open(directory, log, { ...nodeFileSystem, create: full });
    await file.keep('service/a', asked('a-1'));
    expect(file.of('service/a')).toEqual(asked('a-1'));
    expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
  });
});
