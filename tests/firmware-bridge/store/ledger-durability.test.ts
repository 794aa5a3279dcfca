import type { Ledger } from '@pingan/firmware-bridge/store/ledger';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FragileDisk, type Cut } from './fragile-disk.ts';
import {
  confirmAll,
  LedgerBench,
  MARKET,
  ModelHeadquarters,
  recordsOf,
  SCHOOL,
  visit,
} from './ledger-on-fragile-disk.ts';

const CUTS: Cut[] = ['drop-unsynced', 'keep-unsynced', 'tear'];

function publish(ledger: Ledger, headquarters: ModelHeadquarters): void {
  for (const record of recordsOf(ledger)) headquarters.take(record);
}

describe('a power cut at any step', () => {
  it.each(CUTS)('loses at most what was counted since the last finished flush (%s)', async (how) => {
    for (let step = 1; ; step++) {
      const house = new LedgerBench(new FragileDisk(step));
      const headquarters = new ModelHeadquarters();
      const first = await house.open();
      for (let n = 0; n < 10; n++) visit(first);
      await first.flush();
      publish(first, headquarters);
      expect(headquarters.total).toBe(10);
      for (let n = 0; n < 5; n++) visit(first);
      await first.openStop(MARKET, 'service');
      visit(first);
      house.disk.cutBefore(house.disk.steps + step);
      await first.flush();
      publish(first, headquarters);
      const published = headquarters.total;
      const reached = house.disk.dark;
      house.disk.cut(how);
      await first.stop();
      const second = await house.open();
      publish(second, headquarters);
      expect(second.boot).toBe(2);
      expect(second.current.stop).toBe('market');
      expect(headquarters.total, `step ${step}`).toBeGreaterThanOrEqual(Math.max(15, published));
      expect(headquarters.total).toBeLessThanOrEqual(16);
      expect(house.lines.filter((line) => line.level === 'error')).toEqual([]);
      await second.stop();
      if (!reached) break;
    }
  });

  it('at the very first start leaves a directory that the next start can use', async () => {
    for (let step = 0; ; step++) {
      const house = new LedgerBench(new FragileDisk(step));
      const fileSystem = house.disk.mount();
      house.disk.cutBefore(step);
      const first = await house.open({ fileSystem }).catch(() => null);
      const reached = house.disk.dark;
      house.disk.cut('tear');
      await first?.stop();
      const second = await house.open();
      visit(second);
      await second.stop();
      const third = await house.open();
      const headquarters = new ModelHeadquarters();
      publish(third, headquarters);
      expect(headquarters.total, `step ${step}`).toBe(1);
      await third.stop();
      if (!reached) break;
    }
  });

  it('while confirmed epochs are moved and removed keeps every unconfirmed count', async () => {
    for (let step = 1; ; step++) {
      const house = new LedgerBench(new FragileDisk(step));
      const headquarters = new ModelHeadquarters();
      for (const confirmed of [true, true, false, true]) {
        const ledger = await house.open();
        visit(ledger);
        await ledger.flush();
        if (confirmed) {
          publish(ledger, headquarters);
          for (const item of ledger.outbox.unconfirmed().filter(({ id }) => id.startsWith(ledger.epoch))) {
            await ledger.outbox.confirm({ ...item, outcome: 'stored' });
          }
        }
        await ledger.stop();
      }
      const fileSystem = house.disk.mount();
      house.disk.cutBefore(house.disk.steps + step);
      const swept = await house.open({ settledBudget: 0, fileSystem }).catch(() => null);
      await swept?.flush();
      const reached = house.disk.dark;
      house.disk.cut('tear');
      await swept?.stop();
      const last = await house.open();
      publish(last, headquarters);
      expect(headquarters.total, `step ${step}`).toBe(4);
      expect(last.boot).toBeGreaterThanOrEqual(5);
      await last.stop();
      if (!reached) break;
    }
  });
});

type Move =
  | { do: 'count'; times: number; label: string }
  | { do: 'flush' | 'publish' | 'confirm' | 'restart' | 'kill' | 'close' | 'full' | 'space' }
  | { do: 'wait'; ms: number }
  | { do: 'open'; stop: typeof MARKET }
  | { do: 'cut'; how: Cut };

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('count' as const),
      times: fc.integer({ min: 1, max: 9 }),
      label: fc.constantFrom('a/b', 'a/c'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('flush' as const, 'publish' as const, 'confirm' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'restart' as const,
        'kill' as const,
        'close' as const,
        'full' as const,
        'space' as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.integer({ min: 0, max: 40 * 3_600_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('open' as const), stop: fc.constantFrom(MARKET, SCHOOL) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const), how: fc.constantFrom(...CUTS) }) },
);

it('whatever happens, all records ever sent merge to everything that was flushed and nothing that was not counted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 40 }), fc.nat(), async (moves, seed) => {
      const house = new LedgerBench(new FragileDisk(seed));
      const headquarters = new ModelHeadquarters();
      let ledger = await house.open();
      /** Counted in all; of that, in this epoch; of that, safe. */
      let [earlier, counted, flushed] = [0, 0, 0];
      const flush = async () => {
        await ledger.flush();
        if (ledger.status.state === 'good') flushed = counted;
      };
      const nextEpoch = async (before: () => void) => {
        before();
        house.disk.failing = null;
        await ledger.stop();
        ledger = await house.open();
        const known = new ModelHeadquarters();
        for (const [epoch, cells] of headquarters.epochs) known.epochs.set(epoch, cells);
        publish(ledger, known);
        const survived = known.total - earlier;
        expect(survived).toBeGreaterThanOrEqual(flushed);
        expect(survived).toBeLessThanOrEqual(counted);
        earlier += survived;
        [counted, flushed] = [0, 0];
      };
      for (const one of moves) {
        if (one.do === 'count') {
          for (let n = 0; n < one.times; n++) {
            ledger.count(
              n % 2
                ? { place: 'front', metric: 'door.in', label: '' }
                : { place: 'desk', metric: 'step', label: one.label },
            );
          }
          counted += one.times;
        }
        if (one.do === 'wait') house.at += one.ms;
        if (one.do === 'flush') await flush();
        if (one.do === 'publish') publish(ledger, headquarters);
        if (one.do === 'confirm') {
          publish(ledger, headquarters);
          await confirmAll(ledger);
        }
        if (one.do === 'open') await ledger.openStop(one.stop, 'service');
        if (one.do === 'close') await ledger.closeStop();
        if (one.do === 'full') house.disk.failing = 'ENOSPC';
        if (one.do === 'space') house.disk.failing = null;
        if (one.do === 'kill') await nextEpoch(() => house.disk.kill());
        if (one.do === 'cut') await nextEpoch(() => house.disk.cut(one.how));
        if (one.do === 'restart') {
          house.disk.failing = null;
          await flush();
          await nextEpoch(() => undefined);
        }
      }
      house.disk.failing = null;
      await flush();
      publish(ledger, headquarters);
      expect(headquarters.total).toBe(earlier + counted);
      await ledger.stop();
    }),
    { numRuns: 150 },
  );
});
