import { ScheduleDesk } from '@pingan/firmware-bridge/officer/schedule-desk';
import { openKept } from '@pingan/firmware-bridge/store/kept';
import type { Ledger } from '@pingan/firmware-bridge/store/ledger';
import { decideProposals, EMPTY_AUTHORITY, snapshotOf } from '@pingan/protocol/schedule/authority';
import { planOf } from '@pingan/protocol/schedule/replica';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshBench, type LedgerBench, ofKind, recordsOf } from '../store/ledger-on-fragile-disk.ts';
import { keepLog } from '../store/kept-log.ts';

const BUS = 'bus-17';
const LI = { id: 'li', name: '李' };
const place = {
  name: { zh: '演练村', en: 'Rehearsal village' },
  ...{ village: 'spring', county: null, address: null, position: null },
};
const on = (date: string) => ({ when: { date, from: null, to: null } });
const PLANNED = decideProposals(EMPTY_AUTHORITY, [
  { id: 'f'.repeat(16), stop: 'spring', author: LI, at: null, base: {}, set: { place, ...on('2026-12-01') } },
]).authority;

/** One process: ledger, kept documents and desk on the disk as it is now. */
async function startDesk(bench: LedgerBench, ids = counter(), hears = true) {
  const fileSystem = bench.disk.mount();
  const ledger = await bench.open({ fileSystem });
  const log = keepLog();
  const kept = await openKept('/data/bus-17', ledger, log, fileSystem);
  const parts = { bus: BUS, listed: [], file: kept.schedule, ledger, newId: ids, changed: () => {}, log };
  const desk = new ScheduleDesk(parts);
  if (hears) ledger.on('receipt', (receipt) => receipt.kind === 'proposal' && desk.answered(receipt));
  return { ledger, desk, log };
}

function counter(first = 1): () => string {
  let next = first;
  return () => String(next++).padStart(16, '0');
}

const edit = (desk: ScheduleDesk, date: string) =>
  desk.edit({ stop: 'spring', set: on(date), by: LI, at: null });
const pendingIds = (desk: ScheduleDesk) => desk.replica.pending.map(({ proposal }) => proposal.id);
const sentIds = (ledger: Ledger) => ofKind(recordsOf(ledger), 'proposal').map(({ id }) => id);
const answer = (id: string, schedule: number) =>
  ({ kind: 'proposal', id, rev: 1, outcome: 'stored', schedule }) as const;

describe('the schedule on the bus', () => {
  it('keeps every edit that was flushed, and sends it, wherever the power is cut', async () => {
    const steps = await (async () => {
      const bench = freshBench();
      await twoEdits(bench);
      return bench.disk.steps;
    })();
    for (let cut = 1; cut <= steps; cut++) {
      const bench = freshBench(cut);
      bench.disk.cutBefore(cut);
      const safe = await twoEdits(bench);
      bench.disk.cut();
      const { desk, ledger } = await startDesk(bench, counter(100));
      await ledger.flush();
      expect(pendingIds(desk), `cut before step ${cut}`).toEqual(expect.arrayContaining(safe));
      expect(new Set(sentIds(ledger)), `cut before step ${cut}`).toEqual(new Set(pendingIds(desk)));
      await ledger.stop();
    }
  });

  it('goes back to its earlier version where the newest is damaged, and the ledger says so', async () => {
    const bench = freshBench();
    const first = await startDesk(bench);
    first.desk.scheduleArrived(snapshotOf(PLANNED, BUS));
    await first.ledger.flush();
    edit(first.desk, '2026-12-02');
    await first.ledger.stop();
    const path = '/data/bus-17/schedule.json';
    bench.disk.plant(bench.disk.read(`${path}.bak`) === null ? path : `${path}.bak`, 'torn');
    const again = await startDesk(bench);
    expect(again.ledger.status.detail).toContain('schedule.json was damaged; its earlier version is used');
    expect(planOf(again.desk.replica, 'spring')?.fields.when?.current.value.date).toBe('2026-12-02');
  });

  it('lost altogether still has the edits that wait in the journal', async () => {
    const bench = freshBench();
    const first = await startDesk(bench);
    first.desk.scheduleArrived(snapshotOf(PLANNED, BUS));
    edit(first.desk, '2026-12-02');
    await first.ledger.stop();
    for (const file of ['schedule.json', 'schedule.json.bak'])
      if (bench.disk.read(`/data/bus-17/${file}`) !== null) bench.disk.plant(`/data/bus-17/${file}`, 'torn');
    const again = await startDesk(bench);
    expect(again.ledger.status.detail).toContain('schedule.json was damaged and is lost');
    expect(pendingIds(again.desk)).toEqual(['0'.repeat(15) + '1']);
    again.desk.scheduleArrived(snapshotOf(PLANNED, BUS));
    expect(planOf(again.desk.replica, 'spring')?.fields.when?.current.value.date).toBe('2026-12-02');
  });

  it('sends an edit anew whose answer was lost with the power', async () => {
    const bench = freshBench();
    const first = await startDesk(bench, counter(), false);
    first.desk.scheduleArrived(snapshotOf(PLANNED, BUS));
    edit(first.desk, '2026-12-02');
    await first.ledger.flush();
    const [id] = pendingIds(first.desk);
    // The receipt reaches the ledger and its file, and the schedule's file does not hear of it.
    await first.ledger.outbox.confirm(answer(id!, 2));
    await first.ledger.stop();
    const again = await startDesk(bench);
    await again.ledger.flush();
    expect(sentIds(again.ledger)).toEqual([id]);
    await again.ledger.outbox.confirm(answer(id!, 2));
    expect(sentIds(again.ledger)).toEqual([]);
  });

  it('of another bus, or older than what is known, is not used', async () => {
    const bench = freshBench();
    const { desk, log } = await startDesk(bench);
    desk.scheduleArrived(snapshotOf(PLANNED, 'bus-18'));
    expect(desk.replica.plans.size).toBe(0);
    desk.scheduleArrived(snapshotOf({ ...PLANNED, revision: 5 }, BUS));
    desk.scheduleArrived(snapshotOf({ ...EMPTY_AUTHORITY, revision: 4 }, BUS));
    expect([desk.replica.revision, desk.replica.plans.size]).toEqual([5, 1]);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'warn']);
  });

  it('refuses at once what headquarters would refuse', async () => {
    const { desk } = await startDesk(freshBench());
    expect(() => desk.edit({ stop: 'new', set: { notes: 'x' }, by: LI, at: null })).toThrow(
      /a place and a date/,
    );
    desk.scheduleArrived(snapshotOf(PLANNED, BUS));
    desk.edit({ stop: 'spring', set: { status: 'cancelled' }, by: LI, at: null });
    expect(() => edit(desk, '2026-12-09')).toThrow(/is cancelled/);
    expect(() => desk.edit({ stop: 'spring', set: {}, by: LI, at: null })).toThrow(/changes nothing/);
    expect(desk.replica.pending).toHaveLength(1);
  });

  it('keeps a refusal until it was read, also over a restart', async () => {
    const bench = freshBench();
    const first = await startDesk(bench);
    first.desk.scheduleArrived(snapshotOf(PLANNED, BUS));
    edit(first.desk, '2026-12-02');
    await first.ledger.flush();
    const [id] = pendingIds(first.desk);
    await first.ledger.outbox.confirm({ ...answer(id!, 1), outcome: 'rejected', why: 'a feast day' });
    await first.ledger.stop();
    const { desk, ledger } = await startDesk(bench);
    expect(desk.replica.pending[0]?.answer).toMatchObject({ outcome: 'rejected', why: 'a feast day' });
    desk.dismiss(id!);
    await ledger.stop();
    expect((await startDesk(bench)).desk.replica.pending).toEqual([]);
  });

  it('comes to what headquarters has, whatever is answered, sent or cut in which order', async () => {
    const step = fc.constantFrom('edit', 'deliver', 'schedule', 'restart', 'cut');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), fc.nat(1000), async (steps, seed) => {
        const bench = freshBench(seed);
        const ids = counter();
        let { desk, ledger } = await startDesk(bench, ids);
        let authority = PLANNED;
        const deliver = async () => {
          await ledger.flush();
          for (const record of ofKind(recordsOf(ledger), 'proposal')) {
            const decided = decideProposals(authority, [record.body.proposal]);
            authority = decided.authority;
            const { outcome, revision } = decided.answers[0]!;
            const receipt = { ...answer(record.id, revision), outcome };
            await ledger.outbox.confirm(receipt);
          }
        };
        desk.scheduleArrived(snapshotOf(authority, BUS));
        await ledger.flush();
        let made = 0;
        for (const each of steps) {
          if (each === 'edit') {
            edit(desk, `2026-12-${10 + (made++ % 20)}`);
            await ledger.flush();
          } else if (each === 'deliver') await deliver();
          else if (each === 'schedule') desk.scheduleArrived(snapshotOf(authority, BUS));
          else {
            if (each === 'restart') await ledger.stop();
            else bench.disk.cut();
            ({ desk, ledger } = await startDesk(bench, ids));
          }
        }
        await deliver();
        desk.scheduleArrived(snapshotOf(authority, BUS));
        expect(desk.replica.pending).toEqual([]);
        expect(new Set(authority.answers.keys()).size).toBe(made + 1);
        const last = made === 0 ? '2026-12-01' : `2026-12-${10 + ((made - 1) % 20)}`;
        expect(planOf(desk.replica, 'spring')?.fields.when?.current.value.date).toBe(last);
        await ledger.stop();
      }),
      { numRuns: 60 },
    );
  });
});

/** Ids of the edits that a flush found safe before the power went. */
async function twoEdits(bench: LedgerBench): Promise<string[]> {
  const safe: string[] = [];
  try {
    const { desk, ledger } = await startDesk(bench);
    desk.scheduleArrived(snapshotOf(PLANNED, BUS));
    for (const date of ['2026-12-02', '2026-12-03']) {
      edit(desk, date);
      await ledger.flush();
      if (ledger.status.state === 'good') safe.push(pendingIds(desk).at(-1)!);
    }
    await ledger.stop();
  } catch (problem) {
    if (!bench.disk.dark) throw problem;
  }
  return safe;
}
