import type { Outbox } from '@pingan/firmware-bridge/sync/outbox';
import { readRecord } from '@pingan/protocol/records';
import { cellKey, SLOT_MS } from '@pingan/protocol/tally';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { confirmAll, freshBench, MARKET, ofKind, recordsOf, visit } from './ledger-on-fragile-disk.ts';

const DAY = 96 * SLOT_MS;

afterEach(() => {
  vi.useRealTimers();
});

describe('epochs', () => {
  it('are drawn anew at every start, numbered, and name the one before with what it had on disk', async () => {
    const house = freshBench();
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
    const house = freshBench();
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
      const house = freshBench(step);
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
    const ledger = await freshBench().open();
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
    const house = freshBench();
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

  it('adds up everything of this process, over slots, days and segments, also what the disk does not have yet', async () => {
    const house = freshBench();
    const ledger = await house.open();
    for (const at of [0, 3 * SLOT_MS, DAY + 5, 2 * DAY + 5]) {
      house.at = at;
      visit(ledger);
    }
    await ledger.openStop(MARKET, 'training');
    visit(ledger);
    ledger.count({ place: 'desk', metric: 'session.end', label: 'left' });
    expect(ledger.totals).toEqual([
      { place: 'front', metric: 'door.in', label: '', n: 5 },
      { place: 'desk', metric: 'session.end', label: 'left', n: 1 },
    ]);
    await ledger.stop();
  });

  it('shows only what is on disk, with the increments as revision', async () => {
    const ledger = await freshBench().open();
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

  it('shows no count that came while the disk was writing, and writes it next', async () => {
    const ledger = await freshBench().open();
    visit(ledger);
    const flushing = ledger.flush();
    for (let n = 0; n < 3; n++) await Promise.resolve();
    visit(ledger);
    ledger.anchor(Date.parse('2026-11-22T10:00:00Z'), 'ntp', 500);
    await flushing;
    expect(ofKind(recordsOf(ledger), 'shard')[0]).toMatchObject({ rev: 1 });
    expect(ofKind(recordsOf(ledger), 'shard')[0]!.body.cells).toEqual([[0, 0, 'front', 'door.in', '', 1]]);
    ledger.anchor(Date.parse('2026-11-22T11:00:00Z'), 'gps', 5);
    const again = ledger.flush();
    for (let n = 0; n < 12; n++) await Promise.resolve();
    ledger.anchor(Date.parse('2026-11-22T12:00:00Z'), 'gps', 5);
    await again;
    await ledger.flush();
    expect(ofKind(recordsOf(ledger), 'shard')[0]).toMatchObject({ rev: 2 });
    expect(ofKind(recordsOf(ledger), 'anchor')).toHaveLength(3);
    await ledger.stop();
  });

  it('writes by itself within 2 s of the first change, and not for every change', async () => {
    vi.useFakeTimers();
    const ledger = await freshBench().open();
    visit(ledger);
    await vi.advanceTimersByTimeAsync(1_000);
    visit(ledger);
    expect(ofKind(recordsOf(ledger), 'shard')).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ofKind(recordsOf(ledger), 'shard')[0]).toMatchObject({ rev: 2 });
    await ledger.stop();
  });

  it('begins a new shard for every epoch day, whatever the wall clock says', async () => {
    const house = freshBench();
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
    const ledger = await freshBench().open();
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
    const house = freshBench();
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
    const house = freshBench();
    const ledger = await house.open();
    await ledger.stop();
    visit(ledger);
    expect(house.lines.at(-1)).toMatchObject({
      level: 'error',
      message: 'not counted: the ledger is stopped',
    });
  });
});
