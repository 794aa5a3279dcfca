import { LONGEST_WARNING_DAYS, warningsOn } from '@pingan/protocol/warning-days';
import { Warning } from '@pingan/protocol/warnings';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const DAY_MS = 86_400_000;
const dayAt = (days: number) => new Date(Date.UTC(2026, 0, 1) + days * DAY_MS).toISOString().slice(0, 10);
const warning = (id: string, published: number, days: number) => ({
  id,
  published: dayAt(published),
  expires: dayAt(published + days),
});

describe('the warnings that hold on a day', () => {
  test('include the first and the last day of a warning, and no day outside them', () => {
    fc.assert(
      fc.property(fc.nat(700), fc.nat(30), fc.integer({ min: -5, max: 740 }), (published, days, today) => {
        const held = warningsOn([warning('w', published, days)], dayAt(today)).length === 1;
        expect(held).toBe(today >= published && today <= published + days);
      }),
    );
  });

  test('come newest first, and by id where they are equally new', () => {
    const list = [warning('b', 3, 9), warning('old', 1, 9), warning('a', 3, 9)];
    expect(warningsOn(list, dayAt(5)).map(({ id }) => id)).toEqual(['a', 'b', 'old']);
  });

  test('are none where nobody knows what day it is', () => {
    expect(warningsOn([warning('w', 0, 30)], null)).toEqual([]);
  });
});

describe('a warning', () => {
  const text = { zh: '字', en: 'word' };
  const texts = { type: text, where: text, method: text, stopPoint: text, action: text, source: text };
  const holds = (days: number) => Warning.safeParse({ ...texts, ...warning('w', 40, days) });

  test('holds at most thirty days', () => {
    expect(holds(LONGEST_WARNING_DAYS).success).toBe(true);
    expect(holds(LONGEST_WARNING_DAYS + 1).error?.message).toContain('publish it again');
  });

  test('does not end before it was published', () => {
    expect(holds(0).success).toBe(true);
    expect(holds(-1).error?.message).toContain('before it was published');
  });
});
