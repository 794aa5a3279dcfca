import type { ConditionAnswer, ErrorAnswer } from '@pingan/headquarters/web/answers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { busFile } from '../../protocol/carry/carried.ts';
import { rehearsalBus } from '../carry/rehearsal-bus.ts';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { newId, newStop, place } from '../schedule/a-plan.ts';
import { NINE_IN_SHANGHAI, SpeakingBus, anchor, epochRecord, fact, newEpoch } from '../speaking-bus.ts';
import { StaffBrowser } from '../staff-browser.ts';
import { OFFICER, REAR_DOOR, checkFact, closedFact, openedFact } from './condition-facts.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const [A, B] = ['00000000000000aa', '00000000000000bb'];

describe('the condition of a bus', () => {
  let headquarters: RunningHeadquarters;
  let bus: SpeakingBus;
  const [first, second] = [newEpoch(), newEpoch()];
  const ask = (query = '') => headquarters.ask<ConditionAnswer>(`condition${query}`);

  beforeAll(async () => {
    headquarters = await RunningHeadquarters.start();
    headquarters.clock = NINE_IN_SHANGHAI + DAY + 2 * HOUR;
    bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
  });
  afterAll(async () => {
    await bus.leave();
    await headquarters.end();
  });

  test('is that nothing is known while no check has arrived', async () => {
    await bus.deliver(epochRecord('bus-01', first, 1));
    expect(await ask()).toEqual({
      buses: [
        { bus: 'bus-01', rehearsal: false, today: '2026-11-23', last: null, open: [], unchecked: null },
      ],
    });
  });

  test('is told from facts that came in the wrong order and more than once, dated by the clock of the bus', async () => {
    const end = closedFact('bus-01', 'close-a', A, { epoch: second, monotonic: HOUR }, { remark: '换了线' });
    // The end of a ticket before its opening, and all before anything is dated.
    await bus.deliver(end, checkFact('bus-01', 'check-2', { epoch: second, monotonic: 2 * HOUR }));
    expect((await ask('?bus=bus-01')).buses[0]).toMatchObject({
      last: { id: 'check-2', at: null, day: null },
      open: [],
      past: { closed: [{ ticket: A, item: null, opened: null }] },
    });
    const opening = openedFact('bus-01', 'open-a', A, { epoch: first, monotonic: HOUR });
    await bus.deliver(
      opening,
      openedFact('bus-01', 'open-b', B, { epoch: first, monotonic: 2 * HOUR }),
      checkFact(
        'bus-01',
        'check-1',
        { epoch: first, monotonic: HOUR },
        { good: 38, faults: [REAR_DOOR], skipped: ['disk'] },
      ),
      epochRecord('bus-01', second, 2),
      anchor('bus-01', first, 0, NINE_IN_SHANGHAI),
      anchor('bus-01', second, 0, NINE_IN_SHANGHAI + DAY),
    );
    await bus.deliver(opening, end);
    const { buses } = await ask('?bus=bus-01');
    const told = (at: number, by: typeof OFFICER | null = OFFICER) => ({ at, by, timeZone: 'Asia/Shanghai' });
    const report = { rehearsal: false, good: 40, faults: [], skipped: [], seconds: 300 };
    const last = {
      ...report,
      id: 'check-2',
      day: '2026-11-23',
      ...told(NINE_IN_SHANGHAI + DAY + 2 * HOUR),
    };
    expect(buses).toEqual([
      {
        bus: 'bus-01',
        rehearsal: false,
        today: '2026-11-23',
        last,
        open: [{ ticket: B, ...REAR_DOOR, opened: told(NINE_IN_SHANGHAI + 2 * HOUR, null) }],
        unchecked: null,
        past: {
          checks: [
            last,
            {
              ...report,
              ...{ id: 'check-1', day: '2026-11-22', good: 38, faults: [REAR_DOOR], skipped: ['disk'] },
              ...told(NINE_IN_SHANGHAI + HOUR),
            },
          ],
          closed: [
            {
              ticket: A,
              ...REAR_DOOR,
              opened: told(NINE_IN_SHANGHAI + HOUR, null),
              closed: { ...told(NINE_IN_SHANGHAI + DAY + HOUR), why: 'mended', remark: '换了线' },
            },
          ],
        },
      },
    ]);
    expect(headquarters.query("select id from fact where fact = 'ticket-opened'")).toHaveLength(2);
  });

  test('comes by a file carried by hand like by the wire, and only once', async () => {
    const keys = await rehearsalBus(headquarters, 'bus-02');
    const epoch = newEpoch();
    const records = [
      closedFact('bus-02', 'c', A, { epoch, monotonic: 9 }, { why: 'found-good' }),
      openedFact('bus-02', 'o', A, { epoch, monotonic: 5 }),
      openedFact('bus-02', 'p', B, { epoch, monotonic: 5, purpose: 'rehearsal' }),
      epochRecord('bus-02', epoch, 1),
      anchor('bus-02', epoch, 0, NINE_IN_SHANGHAI),
    ];
    const file = await busFile(
      keys,
      records.map((record) => JSON.stringify(record)),
      { bus: 'bus-02' },
    );
    for (const time of ['first', 'again']) {
      const { status } = await fetch(`${headquarters.web}/api/v1/carry`, {
        method: 'POST',
        body: new Uint8Array(file),
        headers: { 'content-type': 'application/octet-stream' },
      });
      expect([time, status]).toEqual([time, 200]);
    }
    const [condition] = (await ask('?bus=bus-02')).buses;
    expect(condition).toMatchObject({
      rehearsal: true,
      open: [{ ticket: B, opened: { at: NINE_IN_SHANGHAI + 5 } }],
      past: { closed: [{ ticket: A, ...REAR_DOOR, closed: { why: 'found-good' } }] },
    });
  });

  test('says that a stop was opened today without a check, until a check of today arrives', async () => {
    const other = await SpeakingBus.connect(headquarters.broker, 'bus-03');
    const epoch = newEpoch();
    const opening = {
      fact: 'stop-opened',
      epoch,
      monotonic: 5,
      stop: 'market',
      purpose: 'service' as const,
      by: OFFICER,
    };
    await other.deliver(
      epochRecord('bus-03', epoch, 1),
      anchor('bus-03', epoch, 0, NINE_IN_SHANGHAI + DAY),
      fact('bus-03', 'f', opening),
    );
    const unchecked = async () => (await ask()).buses.find((each) => each.bus === 'bus-03')?.unchecked;
    expect(await unchecked()).toMatchObject({ at: NINE_IN_SHANGHAI + DAY + 5 });
    await other.deliver(checkFact('bus-03', 'late', { epoch, monotonic: 1 }));
    expect(await unchecked()).toBeNull();
    await other.leave();
  });

  test('keeps every open ticket and the latest sixty checks of a bus that has served for long', async () => {
    const other = await SpeakingBus.connect(headquarters.broker, 'bus-04');
    const epoch = newEpoch();
    const many = Array.from({ length: 70 }, (_, n) => [
      checkFact('bus-04', `check-${n}`, { epoch, monotonic: n }),
      openedFact('bus-04', `open-${n}`, String(n).padStart(16, '0'), { epoch, monotonic: n }),
    ]).flat();
    await other.deliver(epochRecord('bus-04', epoch, 1), ...many);
    const [condition] = (await ask('?bus=bus-04')).buses;
    expect(condition!.open).toHaveLength(70);
    expect(condition!.past!.checks.map(({ id }) => id)).toEqual(
      Array.from({ length: 60 }, (_, n) => `check-${69 - n}`),
    );
    await other.leave();
  });

  test('knows nothing of a bus that was never heard, and refuses what it does not understand', async () => {
    expect(await ask('?bus=bus-99')).toEqual({ buses: [] });
    const response = await fetch(`${headquarters.web}/api/v1/condition?from=2026-11-22`);
    expect(response.status).toBe(400);
    expect((await response.json()) as ErrorAnswer).toMatchObject({ parameter: 'from', allowed: 'bus' });
  });
});

describe('who sees the condition of a bus', () => {
  let headquarters: RunningHeadquarters;
  let boss: StaffBrowser;

  beforeAll(async () => {
    headquarters = await RunningHeadquarters.start(undefined, false);
    boss = await StaffBrowser.administrator(headquarters);
    for (const name of ['bus-north', 'bus-both', 'bus-free']) {
      const bus = await SpeakingBus.connect(headquarters.broker, name);
      const epoch = newEpoch();
      await bus.deliver(checkFact(name, `${name}-check`, { epoch, monotonic: 5 }));
      await bus.leave();
    }
    const plans = [
      ['bus-north', 'north'],
      ['bus-both', 'north'],
      ['bus-both', 'south'],
    ] as const;
    for (const [bus, county] of plans) {
      const set = newStop('2026-12-01', 'v', { place: place('v', county) });
      await boss.ask('POST', `schedule/${bus}`, { id: newId(), stop: `stop-${newId()}`, set });
    }
  });
  afterAll(() => headquarters.end());

  const seen = async (browser: StaffBrowser, query = '') => {
    const { status, body } = await browser.ask<ConditionAnswer>('GET', `condition${query}`);
    return [status, status === 200 ? body.buses.map(({ bus }) => bus) : null];
  };

  test('is whoever acts for a county of it; a bus of no known county is everybody’s', async () => {
    const { browser: south } = await boss.hire(headquarters, 'south', 'viewer', ['south']);
    const { browser: north } = await boss.hire(headquarters, 'north', 'viewer', ['north']);
    expect(await seen(south)).toEqual([200, ['bus-both', 'bus-free']]);
    expect(await seen(south, '?bus=bus-north')).toEqual([200, []]);
    expect(await seen(north, '?bus=bus-north')).toEqual([200, ['bus-north']]);
    expect(await seen(boss)).toEqual([200, ['bus-both', 'bus-free', 'bus-north']]);
    expect(await seen(await south.withToken(headquarters))).toEqual([200, ['bus-both', 'bus-free']]);
  });

  test('is nobody who has not signed in', async () => {
    expect(await seen(new StaffBrowser(headquarters))).toEqual([401, null]);
  });
});
