import type { CarryBrought } from '@pingan/protocol/carry-report';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { CarryDesk } from '../../kiosk-ui/officer/more/carry.svelte.ts';
import { CLOCK_PARTS, clockPartsOf, turn, wallOf } from '../../kiosk-ui/officer/more/clock-setting.ts';

describe('setting the clock by large buttons', () => {
  const time = fc
    .date({ min: new Date(2025, 0, 1), max: new Date(2099, 11, 31, 23, 59), noInvalidDate: true })
    .map((date) => clockPartsOf(date.getTime()));

  test('always shows a moment that exists', () => {
    fc.assert(
      fc.property(
        time,
        fc.array(fc.tuple(fc.constantFrom(...CLOCK_PARTS), fc.constantFrom(1, -1))),
        (from, turns) => {
          let parts = from;
          for (const [part, by] of turns) parts = turn(parts, part, by as 1 | -1);
          const date = new Date(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute);
          expect(date.getDate()).toBe(parts.day);
          expect(date.getMonth() + 1).toBe(parts.month);
          expect(parts.year).toBeGreaterThanOrEqual(2025);
        },
      ),
    );
  });

  test('goes round without turning the next part', () => {
    const newYear = { year: 2026, month: 12, day: 31, hour: 23, minute: 59 };
    expect(turn(newYear, 'minute', 1)).toEqual({ ...newYear, minute: 0 });
    expect(turn(newYear, 'month', 1)).toEqual({ ...newYear, month: 1 });
    expect(turn({ ...newYear, month: 1 }, 'month', 1)).toMatchObject({ month: 2, day: 28 });
  });

  test('yields the wall time that it began with, to the minute', () => {
    const wall = new Date(2026, 10, 26, 9, 41).getTime();
    expect(wallOf(clockPartsOf(wall + 31_000))).toBe(wall);
  });

  test('begins in a year that can be, also where the device thinks it is 1970', () => {
    expect(clockPartsOf(0).year).toBe(2025);
  });
});

describe('the counter for files that are carried by hand', () => {
  const asked: { url: string; request: RequestInit }[] = [];
  const desk = (answer: () => Response | Promise<Response>, token: string | null = null) => {
    asked.length = 0;
    const save = vi.fn();
    const carry = new CarryDesk({
      fetch: (async (url: string, request: RequestInit) => {
        asked.push({ url, request });
        return answer();
      }) as typeof fetch,
      token: () => token,
      save,
    });
    return { carry, save };
  };

  test('saves what the bus gives under its name, and says how many records it holds', async () => {
    const headers = {
      'content-disposition': 'attachment; filename="bus-01.pingan"',
      'x-carry-records': '312',
      'x-carry-left': '4',
    };
    const { carry, save } = desk(() => new Response('sealed', { headers }), 'token');
    await carry.take();
    expect(carry.state).toEqual({ is: 'taken', name: 'bus-01.pingan', records: 312, left: 4 });
    expect(save.mock.calls[0]?.[1]).toBe('bus-01.pingan');
    expect(asked[0]).toMatchObject({
      url: '/api/carry/take',
      request: { headers: { authorization: 'Bearer token' } },
    });
  });

  test('reads headquarters’ answer and says what it brought', async () => {
    const report: CarryBrought = {
      written: 1,
      again: false,
      receipts: { confirmed: 300, refused: 1 },
      schedule: 'taken',
      crew: 'older',
      warnings: 'none',
      waiting: 12,
    };
    const { carry } = desk(() => Response.json(report));
    await carry.bring(new Blob(['sealed']));
    expect(carry.state).toEqual({ is: 'brought', report });
    expect(asked[0]).toMatchObject({ url: '/api/carry/bring', request: { method: 'POST', headers: {} } });
  });

  test('shows the words of the bus where it does not take a file', async () => {
    const words = { zh: '这是别的车的文件', en: 'This file is of another bus' };
    const { carry } = desk(() =>
      Response.json({ error: words.en, fault: 'other-bus', words }, { status: 422 }),
    );
    await carry.bring(new Blob(['sealed']));
    expect(carry.state).toEqual({ is: 'refused', words });
  });

  test.each([
    [
      'an answer it does not know',
      () => new Response('<html>', { status: 502 }),
      { is: 'unreadable', status: 502 },
    ],
    ['nobody', () => Promise.reject(new TypeError('fetch failed')), { is: 'away' }],
    ['an answer cut short', () => new Response('{"receipts":'), { is: 'away' }],
  ])('says what to do when it meets %s', async (_what, answer, state) => {
    const { carry } = desk(answer);
    await carry.bring(new Blob(['sealed']));
    expect(carry.state).toEqual(state);
    expect(carry.isBusy).toBe(false);
  });

  test('does one thing at a time', async () => {
    let finish = (_answer: Response): void => undefined;
    const { carry } = desk(() => new Promise<Response>((done) => (finish = done)));
    const taking = carry.take();
    await carry.take();
    expect(asked).toHaveLength(1);
    finish(new Response('sealed'));
    await taking;
    expect(carry.isBusy).toBe(false);
  });
});
