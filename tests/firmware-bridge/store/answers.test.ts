import { NO_ANSWER, standingOf, withReceipt } from '@pingan/firmware-bridge/store/answers';
import type { Receipt } from '@pingan/protocol/receipts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const receipt = (rev: number, outcome: Receipt['outcome'] = 'stored'): Receipt => ({
  kind: 'shard',
  id: 'a',
  rev,
  outcome,
});

describe('what headquarters answered', () => {
  it('confirms a record only from the revision on that it stored', () => {
    const answer = withReceipt(NO_ANSWER, receipt(5), '1.0');
    expect(standingOf(answer, 5, '1.0')).toBe('confirmed');
    expect(standingOf(answer, 6, '1.0')).toBe('unconfirmed');
  });

  it('takes a conflict for stored: both values are at headquarters', () => {
    expect(standingOf(withReceipt(NO_ANSWER, receipt(5, 'conflict'), '1.0'), 5, '1.0')).toBe('confirmed');
  });

  it('lets a refused record rest, whatever it grows to, until the software changes', () => {
    const answer = withReceipt(NO_ANSWER, receipt(5, 'rejected'), '1.0');
    expect(standingOf(answer, 5, '1.0')).toBe('rejected');
    expect(standingOf(answer, 9, '1.0')).toBe('rejected');
    expect(standingOf(answer, 9, '1.1')).toBe('unconfirmed');
  });

  it('lets it rest again when the new software is refused too, and ends the rest when it is stored', () => {
    const refused = withReceipt(NO_ANSWER, receipt(5, 'rejected'), '1.0');
    const again = withReceipt(refused, receipt(5, 'rejected'), '1.1');
    expect(standingOf(again, 5, '1.1')).toBe('rejected');
    expect(standingOf(withReceipt(again, receipt(5), '1.1'), 5, '1.1')).toBe('confirmed');
  });

  it('ignores a refusal of what has been stored since', () => {
    const answer = withReceipt(withReceipt(NO_ANSWER, receipt(7), '1.0'), receipt(6, 'rejected'), '1.0');
    expect(standingOf(answer, 7, '1.0')).toBe('confirmed');
    expect(answer.rejected).toBeNull();
  });

  it('comes to the same whatever the order and however often receipts come', () => {
    const receipts = fc.array(fc.record({ rev: fc.integer({ min: 0, max: 6 }), refused: fc.boolean() }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(receipts, fc.infiniteStream(fc.nat()), (list, order) => {
        // One revision is either storable or not; headquarters does not change its mind without new software.
        const verdicts = new Map(list.map(({ rev, refused }) => [rev, refused] as const));
        const all = list.map(({ rev }) => receipt(rev, verdicts.get(rev) ? 'rejected' : 'stored'));
        const shuffled = [...all, ...all]
          .map((one) => ({ one, key: order.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const merge = (some: Receipt[]) =>
          some.reduce((answer, one) => withReceipt(answer, one, '1.0'), NO_ANSWER);
        expect(merge(shuffled)).toEqual(merge(all));
      }),
    );
  });
});
