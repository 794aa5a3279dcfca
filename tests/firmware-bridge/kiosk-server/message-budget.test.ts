import { MessageBudget } from '@pingan/firmware-bridge/kiosk-server/message-budget';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('the budget of messages', () => {
  it('lets a burst through, then what the seconds bring', () => {
    const budget = new MessageBudget({ perSecond: 2, burst: 3 }, 0);
    expect([0, 0, 0, 0].map((at) => budget.spend(at))).toEqual([true, true, true, false]);
    expect([400, 500, 600, 1_000].map((at) => budget.spend(at))).toEqual([false, true, false, true]);
  });

  it('does not save up more than the burst in a long silence', () => {
    const budget = new MessageBudget({ perSecond: 100, burst: 2 }, 0);
    expect([1e9, 1e9, 1e9].map((at) => budget.spend(at))).toEqual([true, true, false]);
  });

  it('never lets more through than burst and rate together', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 50 }),
        (waits, burst, perSecond) => {
          const budget = new MessageBudget({ perSecond, burst }, 0);
          let at = 0;
          let passed = 0;
          for (const wait of waits) {
            at += wait;
            if (budget.spend(at)) passed++;
          }
          expect(passed).toBeLessThanOrEqual(burst + (at / 1_000) * perSecond + 1e-6);
        },
      ),
    );
  });
});
