import { describe, expect, it } from 'vitest';
import { freshBench, MARKET, ofKind, recordsOf, SCHOOL, visit } from './ledger-on-fragile-disk.ts';

describe('stops', () => {
  it('open and close with a fact and a new segment each, closing the one before', async () => {
    const house = freshBench();
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
    const ledger = await freshBench().open();
    await ledger.closeStop();
    await ledger.openStop(MARKET, 'service');
    await ledger.openStop(MARKET, 'service');
    expect(ofKind(recordsOf(ledger), 'fact')).toHaveLength(1);
    await ledger.stop();
  });

  it('separate two openings of one stop into two segments', async () => {
    const ledger = await freshBench().open();
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
    const house = freshBench();
    const first = await house.open();
    await first.openStop(MARKET, 'demonstration');
    house.disk.cut('drop-unsynced');
    await first.stop();
    const second = await house.open({ defaultPurpose: 'rehearsal' });
    expect(second.current).toEqual({ stop: 'market', purpose: 'demonstration' });
    visit(second);
    await second.closeStop();
    expect(second.current.purpose).toBe('rehearsal');
    expect(ofKind(recordsOf(second), 'shard')[0]!.body.segments[0]).toMatchObject({
      stop: 'market',
      purpose: 'demonstration',
    });
    await second.stop();
  });

  it('agree with their facts wherever the power goes while one is opened', async () => {
    for (let step = 1; ; step++) {
      const house = freshBench(step);
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
    const ledger = await freshBench().open();
    await expect(ledger.openStop({ id: 'Main Street', name: MARKET.name }, 'service')).rejects.toThrow(
      /"Main Street"/,
    );
    await ledger.stop();
  });
});

describe('clock anchors', () => {
  it('are kept and end the segment at local midnight', async () => {
    const house = freshBench();
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
    const ledger = await freshBench().open();
    ledger.anchor(wall, 'rtc', 0);
    visit(ledger);
    await ledger.flush();
    expect(ofKind(recordsOf(ledger), 'anchor')).toEqual([]);
    await ledger.stop();
  });
});
