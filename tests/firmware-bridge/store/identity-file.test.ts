import { type BusIdentity, IdentityFile } from '@pingan/firmware-bridge/store/identity-file';
import { stat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Cut, FragileDisk } from './fragile-disk.ts';
import { keepLog } from './kept-log.ts';

const DIRECTORY = '/data';

/** As long as real ones are, so that a write can tear anywhere. */
const identity = (generation: string): BusIdentity => ({
  v: 1,
  bus: 'bus-17',
  key: `key ${generation} `.repeat(30),
  certificate: `certificate ${generation} `.repeat(40),
  authority: 'authority',
  broker: 'mqtts://hq.example:8883',
  carryKey: 'carry',
  signingKey: 'signing',
});

async function diskWith(before: BusIdentity | null, seed: number): Promise<FragileDisk> {
  const disk = new FragileDisk(seed);
  const fileSystem = disk.mount();
  await fileSystem.makeDirectory(DIRECTORY);
  await fileSystem.syncDirectory('/');
  if (before !== null) await (await IdentityFile.open(DIRECTORY, keepLog(), fileSystem)).keep(before);
  return disk;
}

describe('the identity of a bus on its disk', () => {
  it.each<[string, BusIdentity | null]>([
    ['a first identity', null],
    ['an identity in place of another', identity('old')],
  ])(
    'leaves all of the old or all of the new when the power goes at any step of keeping %s',
    async (_, before) => {
      const whole = await diskWith(before, 1);
      const from = whole.steps;
      await (await IdentityFile.open(DIRECTORY, keepLog(), whole.mount())).keep(identity('new'));
      const steps = whole.steps - from;
      expect(steps).toBeGreaterThan(5);
      const seen = new Set<string>();
      for (let step = 0; step <= steps; step++) {
        for (const [seed, how] of (
          ['drop-unsynced', 'keep-unsynced', 'tear', 'tear', 'tear'] as Cut[]
        ).entries()) {
          const disk = await diskWith(before, seed + 1);
          const fileSystem = disk.mount();
          disk.cutBefore(disk.steps + step);
          const kept = await IdentityFile.open(DIRECTORY, keepLog(), fileSystem)
            .then((file) => file.keep(identity('new')))
            .then(
              () => true,
              () => false,
            );
          disk.cut(how);
          const after = (await IdentityFile.open(DIRECTORY, keepLog(), disk.mount())).identity;
          const which = JSON.stringify(after) === JSON.stringify(identity('new')) ? 'new' : 'old';
          if (which === 'old') expect(after).toEqual(before);
          if (kept) expect(which).toBe('new');
          seen.add(which);
        }
      }
      expect(seen).toEqual(new Set(['old', 'new']));
    },
  );

  it('keeps the old identity, also in memory, when the disk does not take the new one', async () => {
    const disk = await diskWith(identity('old'), 1);
    const file = await IdentityFile.open(DIRECTORY, keepLog(), disk.mount());
    disk.failing = 'ENOSPC';
    await expect(file.keep(identity('new'))).rejects.toThrow(/ENOSPC/);
    expect(file.identity).toEqual(identity('old'));
    disk.failing = null;
    await file.keep(identity('new'));
    expect(file.identity).toEqual(identity('new'));
  });

  it('has no identity, and says so in the log, where nothing readable is left', async () => {
    const disk = await diskWith(identity('old'), 1);
    for (const path of disk.files('/data/identity')) disk.plant(path, 'torn');
    const log = keepLog();
    expect((await IdentityFile.open(DIRECTORY, log, disk.mount())).identity).toBeNull();
    expect(log.lines.filter(({ level }) => level === 'error')).not.toHaveLength(0);
  });

  let real: string | undefined;
  afterEach(() => real && rm(real, { recursive: true, force: true }));

  it('can be read by the account of the bus alone', async () => {
    real = await mkdtemp(join(tmpdir(), 'pingan-identity-'));
    await (await IdentityFile.open(real, keepLog())).keep(identity('new'));
    expect((await stat(join(real, 'identity'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(real, 'identity/identity.json'))).mode & 0o777).toBe(0o600);
  });
});
