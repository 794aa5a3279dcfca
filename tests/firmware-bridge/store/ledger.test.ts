import { DataDirectoryUnusable } from '@pingan/firmware-bridge/store/data-directory';
import { DirectoryInUse } from '@pingan/firmware-bridge/store/directory-lock';
import type { Outbox } from '@pingan/firmware-bridge/sync/outbox';
import { readRecord, type BusRecord } from '@pingan/protocol/records';
import { cellKey, SLOT_MS } from '@pingan/protocol/tally';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FragileDisk } from './fragile-disk.ts';
import { confirmAll, LedgerBench, MARKET, ModelHeadquarters, recordsOf, SCHOOL, visit } from './ledger-on-fragile-disk.ts';

const DAY = 96 * SLOT_MS;
const bench = (seed = 1) => new LedgerBench(new FragileDisk(seed));
const ofKind = <K extends BusRecord['kind']>(records: BusRecord[], kind: K) =>
  records.filter((record): record is Extract<BusRecord, { kind: K }> => record.kind === kind);

afterEach(() => {
  vi.useRealTimers();
});

describe('epochs', () => {
  it('are drawn anew at every start, numbered, and name the one before with what it had on disk', async () => {
    const house = bench();
    const first = await house.open();
    for (let n = 0; n < 5; n++) visit(first);
    await first.stop();
    const second = await house.open();
    expect(second.epoch).not.toBe(first.epoch);
    expect([first.boot, second.boot]).toEqual([1, 2]);
    const [own, before] = ofKind(recordsOf(second), 'epoch');
    expect(own!.body).toEqual({
      epoch: second.epoch,
      boot: 2,
      previous: { epoch: first.epoch, count: 5 },
      timeZone: 'Asia/Shanghai',
      software: '1.0',
    });
    expect(before!.body.previous).toBeNull();
  });

  it('know the count of the epoch before also when headquarters has had it in full for long', async () => {
    const house = bench();
    const first = await house.open();
    for (let n = 0; n < 7; n++) visit(first);
    await first.flush();
    await confirmAll(first);
    await first.stop();
    const second = await house.open();
    expect(house.disk.files('/data/bus-17/settled')).not.toEqual([]);
    await second.stop();
    const third = await house.open();
    expect(third.boot).toBe(3);
    expect(ofKind(recordsOf(third), 'epoch')[0]!.body.previous).toEqual({ epoch: second.epoch, count: 0 });
    expect(ofKind(recordsOf(second), 'epoch')[0]!.body.previous).toEqual({ epoch: first.epoch, count: 7 });
  });

  it('leave no hole in the numbers where a start is cut off before it had anything', async () => {
    for (let step = 1; ; step++) {
      const house = bench(step);
      const first = await house.open();
      await first.stop();
      house.disk.cutBefore(house.disk.steps + step);
      const cutOff = await house.open().catch(() => null);
      const reached = house.disk.dark;
      await cutOff?.stop();
      house.disk.cut('tear');
      const after = await house.open();
      const boots = ofKind(recordsOf(after), 'epoch').map((record) => record.body.boot);
      expect(boots, `step ${step}`).toEqual(Array.from({ length: after.boot }, (_, n) => after.boot - n));
      await after.stop();
      if (!reached) break;
    }
  });
});

describe('counting', () => {
  it('fits the outbox that sync asks for, with records that headquarters can read', async () => {
    const ledger = await bench().open();
    visit(ledger);
    ledger.anchor(Date.parse('2026-11-22T10:00:00Z'), 'ntp', 500);
    await ledger.openStop(MARKET, 'training');
    const outbox: Outbox = ledger.outbox;
    for (const item of outbox.unconfirmed()) {
      const record = outbox.record(item);
      expect(record).toMatchObject(item);
      expect(readRecord(JSON.stringify(record), 'bus-17')).toEqual({ record });
    }
    expect(outbox.unconfirmed().map((item) => item.kind)).toEqual(['epoch', 'fact', 'anchor', 'shard']);
    await ledger.stop();
  });

  it('gives doors and sessions a slot of the monotonic clock, and content none', async () => {
    const house = bench();
    const ledger = await house.open();
    house.at = 2 * SLOT_MS + 7;
    visit(ledger);
    ledger.count({ place: 'desk', metric: 'session.end', label: 'left' });
    ledger.count({ place: 'desk', metric: 'story.choice', label: 'fake-police/hotel/hang-up' });
    await ledger.flush();
    expect(ofKind(recordsOf(ledger), 'shard')[0]!.body.cells).toEqual([
      [0, 2, 'front', 'door.in', '', 1],
      [0, 2, 'desk', 'session.end', 'left', 1],
      [0, null, 'desk', 'story.choice', 'fake-police/hotel/hang-up', 1],
    ]);
    await ledger.stop();
  });

  it('shows only what is on disk, with the increments as revision', async () => {
    const ledger = await bench().open();
    visit(ledger);
    expect(ofKind(recordsOf(ledger), 'shard')).toEqual([]);
    await ledger.flush();
    visit(ledger);
    visit(ledger);
    expect(ofKind(recordsOf(ledger), 'shard')[0]).toMatchObject({ rev: 1 });
    await ledger.flush();
    const [shard] = ofKind(recordsOf(ledger), 'shard');
    expect(shard).toMatchObject({ rev: 3, id: `${ledger.epoch}/0/0` });
    expect(shard!.body.cells).toEqual([[0, 0, 'front', 'door.in', '', 3]]);
    await ledger.stop();
  });

  it('writes by itself within 2 s of the first change, and not for every change', async () => {
    vi.useFakeTimers();
    const ledger = await bench().open();
    visit(ledger);
    await vi.advanceTimersByTimeAsync(1_000);
    visit(ledger);
    expect(ofKind(recordsOf(ledger), 'shard')).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ofKind(recordsOf(ledger), 'shard')[0]).toMatchObject({ rev: 2 });
    await ledger.stop();
  });

  it('begins a new shard for every epoch day, whatever the wall clock says', async () => {
    const house = bench();
    const ledger = await house.open();
    for (const at of [DAY - 1, DAY, 3 * DAY + 5]) {
      house.at = at;
      visit(ledger);
      await ledger.flush();
    }
    const shards = ofKind(recordsOf(ledger), 'shard');
    expect(shards.map(({ body }) => [body.day, body.segments.map((segment) => segment.id)])).toEqual([
      [3, [2]],
      [1, [1]],
      [0, [0]],
    ]);
    await ledger.stop();
  });

  it('puts new cells into the next part above 48 KB, and leaves every cell where it was born', async () => {
    const ledger = await bench().open();
    const label = (n: number) => `fake-police/hotel/choice-number-${n}`;
    for (const round of [1, 2, 3]) {
      for (let n = 0; n < 1500; n++) ledger.count({ place: 'desk', metric: 'story.choice', label: label(n) });
      await ledger.flush();
      const shards = ofKind(recordsOf(ledger), 'shard');
      expect(shards.map((shard) => shard.body.part)).toEqual([2, 1, 0]);
      for (const shard of shards) expect(JSON.stringify(shard).length).toBeLessThan(50 * 1024);
      const keys = shards.flatMap((shard) => shard.body.cells.map(cellKey));
      expect(new Set(keys).size).toBe(1500);
      expect(keys).toHaveLength(1500);
      expect(shards.reduce((sum, shard) => sum + shard.rev, 0)).toBe(1500 * round);
    }
    await ledger.stop();
  });

  it('refuses a label that is not made of ids, loudly, instead of a shard nobody can read', async () => {
    const house = bench();
    const ledger = await house.open();
    ledger.count({ place: 'desk', metric: 'step', label: 'Herr Müller' });
    visit(ledger);
    await ledger.stop();
    expect(house.lines.filter((line) => line.level === 'error')).toHaveLength(1);
    const next = await house.open();
    expect(ofKind(recordsOf(next), 'shard')[0]).toMatchObject({ rev: 1 });
    await next.stop();
  });

  it('refuses to count after it was stopped, and says so', async () => {
    const house = bench();
    const ledger = await house.open();
    await ledger.stop();
    visit(ledger);
    expect(house.lines.at(-1)).toMatchObject({ level: 'error', message: 'not counted: the ledger is stopped' });
  });
});

describe('stops', () => {
  it('open and close with a fact and a new segment each, closing the one before', async () => {
    const house = bench();
    const ledger = await house.open();
    visit(ledger);
    house.at = 1000;
    await ledger.openStop(MARKET, 'service');
    visit(ledger);
    house.at = 2000;
    await ledger.openStop(SCHOOL, 'training');
    visit(ledger);
    expect(ledger.current).toEqual({ stop: 'school', purpose: 'training' });
    house.at = 3000;
    await ledger.closeStop();
    visit(ledger);
    await ledger.flush();
    expect(ledger.current).toEqual({ stop: null, purpose: 'service' });
    const facts = ofKind(recordsOf(ledger), 'fact').reverse();
    expect(facts.map(({ body }) => [body.fact, body.stop, body.purpose, body.monotonic])).toEqual([
      ['stop-opened', 'market', 'service', 1000],
      ['stop-closed', 'market', 'service', 2000],
      ['stop-opened', 'school', 'training', 2000],
      ['stop-closed', 'school', 'training', 3000],
    ]);
    expect(facts[0]!.body.stopName).toEqual(MARKET.name);
    const [shard] = ofKind(recordsOf(ledger), 'shard');
    expect(shard!.body.segments).toEqual([
      { id: 0, stop: null, purpose: 'service', start: 0 },
      { id: 1, stop: 'market', purpose: 'service', start: 1000 },
      { id: 2, stop: 'school', purpose: 'training', start: 2000 },
      { id: 3, stop: null, purpose: 'service', start: 3000 },
    ]);
    await ledger.stop();
  });

  it('say nothing twice where the same stop is opened again or none is open to close', async () => {
    const ledger = await bench().open();
    await ledger.closeStop();
    await ledger.openStop(MARKET, 'service');
    await ledger.openStop(MARKET, 'service');
    expect(ofKind(recordsOf(ledger), 'fact')).toHaveLength(1);
    await ledger.stop();
  });

  it('separate two openings of one stop into two segments', async () => {
    const ledger = await bench().open();
    for (let n = 0; n < 2; n++) {
      await ledger.openStop(MARKET, 'service');
      visit(ledger);
      await ledger.closeStop();
    }
    await ledger.flush();
    expect(ofKind(recordsOf(ledger), 'shard')[0]!.body.segments.map((segment) => segment.id)).toEqual([0, 1]);
    await ledger.stop();
  });

  it('continue after a restart with their purpose, and without one the default purpose holds', async () => {
    const house = bench();
    const first = await house.open();
    await first.openStop(MARKET, 'demonstration');
    house.disk.cut('drop-unsynced');
    await first.stop();
    const second = await house.open({ defaultPurpose: 'rehearsal' });
    expect(second.current).toEqual({ stop: 'market', purpose: 'demonstration' });
    visit(second);
    await second.closeStop();
    expect(second.current.purpose).toBe('rehearsal');
    expect(ofKind(recordsOf(second), 'shard')[0]!.body.segments[0]).toMatchObject({ stop: 'market', purpose: 'demonstration' });
    await second.stop();
  });

  it('agree with their facts wherever the power goes while one is opened', async () => {
    for (let step = 1; ; step++) {
      const house = bench(step);
      const first = await house.open();
      house.disk.cutBefore(house.disk.steps + step);
      await first.openStop(MARKET, 'service');
      const reached = house.disk.dark;
      house.disk.cut('tear');
      await first.stop();
      for (const _restart of [1, 2]) {
        const next = await house.open();
        const facts = ofKind(recordsOf(next), 'fact').map((record) => record.body.fact);
        expect(facts, `step ${step}`).toEqual(next.current.stop === 'market' ? ['stop-opened'] : []);
        await next.stop();
      }
      if (!reached) break;
    }
  });

  it('refuse an id that no record could carry', async () => {
    const ledger = await bench().open();
    await expect(ledger.openStop({ id: 'Main Street', name: MARKET.name }, 'service')).rejects.toThrow(/"Main Street"/);
    await ledger.stop();
  });
});

describe('clock anchors', () => {
  it('are kept and end the segment at local midnight', async () => {
    const house = bench();
    const ledger = await house.open();
    house.at = 1000;
    ledger.anchor(Date.parse('2026-11-22T23:59:59+08:00'), 'ntp', 500);
    visit(ledger);
    house.at = 2000;
    visit(ledger);
    await ledger.flush();
    const records = recordsOf(ledger);
    expect(ofKind(records, 'anchor')[0]!.body).toEqual({
      epoch: ledger.epoch,
      monotonic: 1000,
      wall: Date.parse('2026-11-22T23:59:59+08:00'),
      source: 'ntp',
      error: 500,
    });
    expect(ofKind(records, 'shard')[0]!.body.segments.map((segment) => segment.start)).toEqual([1000, 2000]);
    await ledger.stop();
  });

  it.each([Number.NaN, -5, 9e15])('ignores a reading of %d that cannot be true', async (wall) => {
    const ledger = await bench().open();
    ledger.anchor(wall, 'rtc', 0);
    visit(ledger);
    await ledger.flush();
    expect(ofKind(recordsOf(ledger), 'anchor')).toEqual([]);
    await ledger.stop();
  });
});

describe('receipts', () => {
  it('take a record out of the outbox for the revision stored, and not for a later one', async () => {
    const ledger = await bench().open();
    visit(ledger);
    await ledger.flush();
    const [item] = ledger.outbox.unconfirmed().filter(({ kind }) => kind === 'shard');
    visit(ledger);
    await ledger.flush();
    await ledger.outbox.confirm({ ...item!, outcome: 'stored' });
    expect(ledger.outbox.unconfirmed()).toContainEqual({ ...item!, rev: 2 });
    await confirmAll(ledger);
    expect(ledger.status).toMatchObject({ backlog: 0, lastConfirmed: 0 });
    await ledger.stop();
  });

  it('are remembered over a restart, and what was not confirmed is still there', async () => {
    const house = bench();
    const first = await house.open();
    visit(first);
    await first.flush();
    await first.outbox.confirm({ kind: 'epoch', id: first.epoch, rev: 1, outcome: 'stored' });
    await first.stop();
    const second = await house.open();
    const ids = second.outbox.unconfirmed().map(({ kind, id }) => `${kind} ${id}`);
    expect(ids).toEqual([`epoch ${second.epoch}`, `shard ${first.epoch}/0/0`]);
    await second.stop();
  });

  it('that confirm more than was ever sent are ignored with a warning', async () => {
    const house = bench();
    const ledger = await house.open();
    visit(ledger);
    await ledger.flush();
    await ledger.outbox.confirm({ kind: 'shard', id: `${ledger.epoch}/0/0`, rev: 50, outcome: 'stored' });
    expect(ofKind(recordsOf(ledger), 'shard')).toHaveLength(1);
    expect(house.lines.at(-1)!.level).toBe('warn');
    await ledger.stop();
  });

  it('for records nobody knows change nothing', async () => {
    const ledger = await bench().open();
    const before = ledger.outbox.unconfirmed();
    await ledger.outbox.confirm({ kind: 'proposal', id: 'x', rev: 1, outcome: 'stored' });
    expect(ledger.outbox.unconfirmed()).toEqual(before);
    await ledger.stop();
  });

  it('that refuse a record keep it, show it, and send it again under new software', async () => {
    const house = bench();
    const first = await house.open();
    visit(first);
    await first.flush();
    await confirmAll(first);
    visit(first);
    await first.flush();
    const shard = { kind: 'shard', id: `${first.epoch}/0/0`, rev: 2, outcome: 'rejected', why: 'no' } as const;
    await first.outbox.confirm(shard);
    expect(first.status).toMatchObject({ backlog: 0, rejected: 1 });
    await first.stop();
    const same = await house.open();
    expect(same.status.rejected).toBe(1);
    expect(ofKind(recordsOf(same), 'shard')).toEqual([]);
    await same.stop();
    const newer = await house.open({ software: '1.1' });
    expect(newer.status.rejected).toBe(0);
    expect(ofKind(recordsOf(newer), 'shard')[0]).toMatchObject({ id: shard.id, rev: 2 });
    await newer.stop();
  });
});

describe('a failing disk', () => {
  it('shows once in the log and in status, loses no count while it lasts, and heals by itself', async () => {
    vi.useFakeTimers();
    const house = bench();
    const ledger = await house.open();
    const changes: string[] = [];
    ledger.on('changed', () => changes.push(ledger.status.state));
    house.disk.failing = 'ENOSPC';
    visit(ledger);
    await vi.advanceTimersByTimeAsync(20_000);
    visit(ledger);
    expect(ledger.status).toMatchObject({ state: 'failing', detail: expect.stringContaining('ENOSPC') });
    expect(house.lines.filter((line) => line.level === 'fatal')).toHaveLength(1);
    expect(ofKind(recordsOf(ledger), 'shard')).toEqual([]);
    house.disk.failing = null;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ledger.status.state).toBe('good');
    expect(ofKind(recordsOf(ledger), 'shard')[0]).toMatchObject({ rev: 2 });
    expect(changes).toContain('failing');
    expect(changes.at(-1)).toBe('good');
    visit(ledger);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(ofKind(recordsOf(ledger), 'shard')[0]).toMatchObject({ rev: 3 });
    await ledger.stop();
  });

  it('does not keep the bus from starting, counting and opening a stop', async () => {
    vi.useFakeTimers();
    const house = bench();
    house.disk.failing = 'EROFS';
    const ledger = await house.open();
    visit(ledger);
    await ledger.openStop(MARKET, 'service');
    expect(ledger.current.stop).toBe('market');
    expect(ledger.status.state).toBe('failing');
    house.disk.failing = null;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ledger.outbox.unconfirmed().map(({ kind }) => kind)).toEqual(['epoch', 'fact', 'shard']);
    await ledger.stop();
  });

  it('is told at the stop where counts could not be saved', async () => {
    const house = bench();
    const ledger = await house.open();
    house.disk.failing = 'EIO';
    visit(ledger);
    await ledger.stop();
    expect(house.lines.at(-1)).toMatchObject({ level: 'fatal', message: expect.stringContaining('lost') });
  });
});

describe('the data directory', () => {
  it('is one process’s at a time', async () => {
    const house = bench();
    const fileSystem = house.disk.mount();
    const ledger = await house.open({ fileSystem });
    await expect(house.open({ fileSystem })).rejects.toThrow(DirectoryInUse);
    await ledger.stop();
    await (await house.open({ fileSystem })).stop();
  });

  it('is refused by name where it is a file', async () => {
    const house = bench();
    house.disk.plant('/data', 'a file');
    await expect(house.open()).rejects.toThrow(DataDirectoryUnusable);
    await expect(house.open()).rejects.toThrow(/\/data\/bus-17.*--data/);
  });

  it.each(['null', '0', '', 'garbage'])('starts on files that hold %j, using the other generation, and says which', async (content) => {
    const house = bench();
    const first = await house.open();
    await first.openStop(MARKET, 'service');
    for (let n = 0; n < 3; n++) {
      visit(first);
      await first.flush();
    }
    await first.stop();
    for (const path of house.disk.files('/data').filter((file) => /(shard-0-0|current)\.json\.bak$|\/journal\.json$/.test(file))) {
      house.disk.plant(path, content);
    }
    const second = await house.open();
    expect(second.status.detail).toMatch(/shard-0-0\.json was damaged; its earlier version is used/);
    const headquarters = new ModelHeadquarters();
    for (const record of recordsOf(second)) headquarters.take(record);
    expect(headquarters.total).toBe(3);
    expect(second.current.stop).toBe('market');
    expect([...headquarters.facts.values()]).toEqual(['stop-opened']);
    await second.stop();
  });

  it('finds shards of which only the .bak is left', async () => {
    const house = bench();
    const first = await house.open();
    for (let n = 0; n < 2; n++) {
      visit(first);
      await first.flush();
    }
    await first.stop();
    const [shard] = house.disk.files('/data').filter((file) => file.endsWith('shard-0-0.json'));
    house.disk.erase(shard!);
    const second = await house.open();
    expect(ofKind(recordsOf(second), 'shard')[0]).toMatchObject({ rev: 2 });
    await second.stop();
  });
});

describe('epochs that headquarters has in full', () => {
  async function season(house: LedgerBench, epochs: number, confirmed: (n: number) => boolean) {
    for (let n = 0; n < epochs; n++) {
      const ledger = await house.open();
      for (let k = 0; k < 20; k++) ledger.count({ place: 'desk', metric: 'step', label: `story/step-${k}` });
      await ledger.flush();
      if (confirmed(n)) {
        const mine = ledger.outbox.unconfirmed().filter(({ id }) => id.startsWith(ledger.epoch));
        for (const item of mine) await ledger.outbox.confirm({ ...item, outcome: 'stored' });
      }
      await ledger.stop();
    }
  }
  const boots = (house: LedgerBench, shelf: string) =>
    [...new Set(house.disk.files(`/data/bus-17/${shelf}`).map((path) => Number(path.split('/')[4]!.split('-')[0])))].sort((a, b) => a - b);

  it('are removed oldest first above the budget; unconfirmed ones never', async () => {
    const house = bench();
    await season(house, 8, (n) => n !== 1);
    const ledger = await house.open({ settledBudget: 8_000 });
    expect(boots(house, 'epochs')).toEqual([2, 9]);
    const kept = boots(house, 'settled');
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(7);
    expect(kept).toEqual([3, 4, 5, 6, 7, 8].slice(-kept.length));
    expect(ofKind(recordsOf(ledger), 'shard').map((record) => record.rev)).toEqual([20]);
    await ledger.stop();
    expect((await house.open({ settledBudget: 0 })).boot).toBe(10);
  });

  it('stay as long as the budget allows', async () => {
    const house = bench();
    await season(house, 4, () => true);
    await (await house.open()).stop();
    expect(boots(house, 'settled')).toEqual([1, 2, 3, 4]);
  });

  it('make room on a full disk', async () => {
    const house = bench();
    await season(house, 6, () => true);
    const ledger = await house.open();
    expect(boots(house, 'settled')).toEqual([1, 2, 3, 4, 5, 6]);
    house.disk.failing = 'ENOSPC';
    visit(ledger);
    await ledger.flush();
    expect(boots(house, 'settled')).not.toContain(1);
    expect(boots(house, 'settled')).toContain(6);
    await ledger.stop();
  });

  it('are kept where one of their files was damaged', async () => {
    const house = bench();
    await season(house, 3, () => true);
    const [shard] = house.disk.files('/data/bus-17/settled/').filter((path) => path.endsWith('shard-0-0.json'));
    house.disk.plant(`${shard!}.corrupt-1`, 'to be looked at');
    await (await house.open({ settledBudget: 0 })).stop();
    expect(boots(house, 'settled')).toContain(1);
    expect(boots(house, 'settled')).not.toContain(2);
  });
});
