import { describe, expect, it } from 'vitest';
import {
  confirmAll,
  freshBench,
  type LedgerBench,
  ofKind,
  recordsOf,
  visit,
} from './ledger-on-fragile-disk.ts';

describe('receipts', () => {
  it('take a record out of the outbox for the revision stored, and not for a later one', async () => {
    const ledger = await freshBench().open();
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
    const house = freshBench();
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
    const house = freshBench();
    const ledger = await house.open();
    visit(ledger);
    await ledger.flush();
    await ledger.outbox.confirm({ kind: 'shard', id: `${ledger.epoch}/0/0`, rev: 50, outcome: 'stored' });
    expect(ofKind(recordsOf(ledger), 'shard')).toHaveLength(1);
    expect(house.lines.at(-1)!.level).toBe('warn');
    await ledger.stop();
  });

  it('for records nobody knows change nothing', async () => {
    const ledger = await freshBench().open();
    const before = ledger.outbox.unconfirmed();
    await ledger.outbox.confirm({ kind: 'proposal', id: 'x', rev: 1, outcome: 'stored' });
    expect(ledger.outbox.unconfirmed()).toEqual(before);
    await ledger.stop();
  });

  it('that refuse a record keep it, show it, and send it again under new software', async () => {
    const house = freshBench();
    const first = await house.open();
    visit(first);
    await first.flush();
    await confirmAll(first);
    visit(first);
    await first.flush();
    const shard = {
      kind: 'shard',
      id: `${first.epoch}/0/0`,
      rev: 2,
      outcome: 'rejected',
      why: 'no',
    } as const;
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
    [
      ...new Set(
        house.disk.files(`/data/bus-17/${shelf}`).map((path) => Number(path.split('/')[4]!.split('-')[0])),
      ),
    ].sort((a, b) => a - b);

  it('are removed oldest first above the budget; unconfirmed ones never', async () => {
    const house = freshBench();
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
    const house = freshBench();
    await season(house, 4, () => true);
    await (await house.open()).stop();
    expect(boots(house, 'settled')).toEqual([1, 2, 3, 4]);
  });

  it('make room on a full disk', async () => {
    const house = freshBench();
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
    const house = freshBench();
    await season(house, 3, () => true);
    const [shard] = house.disk
      .files('/data/bus-17/settled/')
      .filter((path) => path.endsWith('shard-0-0.json'));
    house.disk.plant(`${shard!}.corrupt-1`, 'to be looked at');
    await (await house.open({ settledBudget: 0 })).stop();
    expect(boots(house, 'settled')).toContain(1);
    expect(boots(house, 'settled')).not.toContain(2);
  });

  it('stay where a file of theirs cannot be read today, and send it when it can', async () => {
    const house = freshBench();
    const first = await house.open();
    visit(first);
    await first.flush();
    for (const item of first.outbox.unconfirmed().filter(({ kind }) => kind === 'epoch')) {
      await first.outbox.confirm({ ...item, outcome: 'stored' });
    }
    await first.stop();
    const [shard] = house.disk.files('/data').filter((path) => path.endsWith('shard-0-0.json'));
    house.disk.unreadable.add(shard!);
    const second = await house.open({ settledBudget: 0 });
    expect(ofKind(recordsOf(second), 'shard')).toEqual([]);
    expect(boots(house, 'epochs')).toEqual([1, 2]);
    await second.stop();
    house.disk.unreadable.clear();
    const third = await house.open({ settledBudget: 0 });
    expect(ofKind(recordsOf(third), 'shard')[0]).toMatchObject({ id: `${first.epoch}/0/0`, rev: 1 });
    await third.stop();
  });
});
