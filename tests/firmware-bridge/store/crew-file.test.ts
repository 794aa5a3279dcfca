import { keysUnder, withUsed } from '@pingan/firmware-bridge/crew/crew-book';
import { NO_KEYS } from '@pingan/firmware-bridge/crew/crew-keys';
import { CrewFile } from '@pingan/firmware-bridge/store/crew-file';
import type { CrewList } from '@pingan/protocol/crew';
import { describe, expect, it } from 'vitest';
import { type Cut, FragileDisk } from './fragile-disk.ts';
import { keepLog } from './kept-log.ts';

const DIRECTORY = '/data/bus-01';
const SECRET = { salt: 'c2FsdA==', hash: 'aGFzaA==', cost: 15 };
const list = (revision: number, ...members: string[]): CrewList => ({
  ...{ v: 1, bus: 'bus-01', revision },
  members: members.map((id) => ({ id, name: id, pin: SECRET })),
  codes: [{ id: 'code-a', member: 'li-1', code: SECRET, expires: '2026-11-30' }],
});
const phones = [{ digest: 'd'.repeat(64), member: 'li-1', stay: { from: null, ran: 0 } }];

const openOn = (disk: FragileDisk, log = keepLog()) => CrewFile.open(DIRECTORY, log, disk.mount());

async function written(disk: FragileDisk): Promise<CrewFile> {
  const file = await openOn(disk);
  file.setList(list(1, 'li-1', 'wang-2'));
  file.setKeys({ ...NO_KEYS, phones });
  await file.write();
  return file;
}

describe('the crew on disk', () => {
  it('is nobody on a fresh bus, and that is no loss', async () => {
    const file = await openOn(new FragileDisk());
    expect([file.list, file.lost, file.keys, file.dirty]).toEqual([null, false, NO_KEYS, false]);
  });

  it('is kept over a restart', async () => {
    const disk = new FragileDisk();
    await written(disk);
    const again = await openOn(disk);
    expect(again.list).toEqual(list(1, 'li-1', 'wang-2'));
    expect(again.keys.phones).toEqual(phones);
  });

  it.each(['drop-unsynced', 'keep-unsynced', 'tear'] satisfies Cut[])(
    'is the old one or the new one wherever the power goes (%s), and the new one once that was said',
    async (how) => {
      for (let seed = 1; seed <= 5; seed++) {
        for (let step = 0, done = false; !done; step++) {
          const disk = new FragileDisk(seed);
          const file = await written(disk);
          disk.cutBefore(disk.steps + step);
          file.setList(list(2, 'wang-2'));
          file.setKeys(withUsed(keysUnder(list(2, 'wang-2'), file.keys), 'code-a'));
          const said = await file.write().then(
            () => true,
            () => false,
          );
          done = !disk.dark;
          disk.cut(how);
          const log = keepLog();
          const again = await openOn(disk, log);
          expect([1, 2]).toContain(again.list?.revision);
          expect(again.lost).toBe(false);
          expect([[], ['code-a']]).toContainEqual(again.keys.used);
          expect(log.lines).toEqual([]);
          if (said) expect([again.list?.revision, again.keys.used]).toEqual([2, ['code-a']]);
        }
      }
    },
  );

  it('does not bring back a member who was removed or a code that was used when a file is damaged', async () => {
    for (const bad of ['crew.json', 'crew.json.bak', 'crew-keys.json', 'crew-keys.json.bak']) {
      const disk = new FragileDisk();
      const file = await written(disk);
      file.setList(list(2, 'wang-2'));
      file.setKeys(withUsed(NO_KEYS, 'code-a'));
      await file.write();
      disk.plant(`${DIRECTORY}/${bad}`, '{"torn');
      const log = keepLog();
      const again = await openOn(disk, log);
      expect([again.list?.members.map(({ id }) => id), again.keys.used]).toEqual([['wang-2'], ['code-a']]);
      expect(log.lines.map(({ level }) => level)).toEqual(['error']);
    }
  });

  it('that was lost is not taken for one that never was, also at the start after', async () => {
    const disk = new FragileDisk();
    await written(disk);
    for (const bad of ['crew.json', 'crew.json.bak']) disk.plant(`${DIRECTORY}/${bad}`, 'null');
    const file = await openOn(disk);
    expect([file.list, file.lost]).toEqual([null, true]);
    await file.write();
    expect((await openOn(disk)).lost).toBe(true);
    const found = await openOn(disk);
    found.setList(list(3, 'li-1'));
    expect(found.lost).toBe(false);
  });

  it('holds codes in hand for used when it is lost which were', async () => {
    const disk = new FragileDisk();
    await written(disk);
    for (const bad of ['crew-keys.json', 'crew-keys.json.bak']) disk.plant(`${DIRECTORY}/${bad}`, '{}');
    expect((await openOn(disk)).keys).toEqual({ ...NO_KEYS, used: ['code-a'] });
  });
});
