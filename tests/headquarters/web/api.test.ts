import type {
  BusesAnswer,
  DaysAnswer,
  ErrorAnswer,
  GapsAnswer,
  PurposesAnswer,
  StopsAnswer,
  StoriesAnswer,
  TotalsAnswer,
} from '@pingan/headquarters/web/answers';
import type { Cell, Segment } from '@pingan/protocol/tally';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningHeadquarters } from '../running-headquarters.ts';
import {
  NINE_IN_SHANGHAI,
  SpeakingBus,
  anchor,
  epochRecord,
  fact,
  newEpoch,
  shard,
} from '../speaking-bus.ts';

const HOUR = 3_600_000;
const stop: Segment = { id: 1, stop: 'east-market', purpose: 'service', start: 2 * HOUR };
const none: Segment = { id: 0, stop: null, purpose: 'service', start: 0 };
const rehearsal: Segment = { id: 2, stop: null, purpose: 'rehearsal', start: 3 * HOUR };

let headquarters: RunningHeadquarters;
let bus: SpeakingBus;
const [dated, undated] = [newEpoch(), newEpoch()];

/** Epoch `dated` begins at 09:00 in Shanghai on 2026-11-22; slots 0 to 59 are that day, 60 and later the next. */
beforeAll(async () => {
  headquarters = await RunningHeadquarters.start();
  headquarters.clock = NINE_IN_SHANGHAI + 5 * HOUR;
  bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
  const cells: Cell[] = [
    [0, 0, 'front', 'door.in', '', 4],
    [1, 8, 'front', 'door.in', '', 30],
    [1, 60, 'front', 'door.in', '', 7],
    [1, null, 'left', 'story.start', 'fake-police', 12],
    [1, null, 'left', 'story.finish', 'fake-police', 9],
    [1, null, 'left', 'story.choice', 'fake-police/hotel/hang-up', 6],
    [2, 12, 'front', 'door.in', '', 100],
  ];
  await bus.deliver(
    shard('bus-01', dated, cells, { segments: [none, stop, rehearsal] }),
    shard('bus-01', undated, [[0, 0, 'front', 'door.in', '', 5]]),
    epochRecord('bus-01', undated, 2, { epoch: dated, count: 168 }),
    epochRecord('bus-01', dated, 1),
    fact('bus-01', `${dated}/1`, {
      fact: 'opened',
      epoch: dated,
      monotonic: 2 * HOUR,
      stop: 'east-market',
      stopName: { zh: '东市', en: 'East Market' },
    }),
    // Last, and from late in the epoch: it dates what came before it.
    anchor('bus-01', dated, 4 * HOUR, NINE_IN_SHANGHAI + 4 * HOUR),
  );
});
afterAll(async () => {
  await bus.leave();
  await headquarters.end();
});

const visits = async (query: string) =>
  (await headquarters.ask<TotalsAnswer>(`totals?${query}`)).metrics['door.in']?.[''];

describe('/api/v1/totals', () => {
  test('sums by metric and label, service alone unless asked, uncertain days included', async () => {
    expect(await headquarters.ask<TotalsAnswer>('totals')).toEqual({
      metrics: {
        'door.in': { '': 46 },
        'story.start': { 'fake-police': 12 },
        'story.finish': { 'fake-police': 9 },
        'story.choice': { 'fake-police/hotel/hang-up': 6 },
      },
    });
    expect(await visits('purpose=rehearsal')).toBe(100);
  });

  test('leaves uncertain days out as soon as days are named', async () => {
    expect(await visits('from=2026-11-22&to=2026-11-22')).toBe(34);
    expect(await visits('from=2026-11-23')).toBe(7);
    expect(await visits('to=2026-11-22')).toBe(34);
    expect(await visits('from=2020-01-01&to=2030-01-01')).toBe(41);
  });

  test('knows no counts of a bus it has never heard', async () => {
    expect(await headquarters.ask<TotalsAnswer>('totals?bus=bus-99')).toEqual({ metrics: {} });
  });

  test.each([
    ['purpose=fun', 'purpose', 'service, training, demonstration, rehearsal'],
    ['from=2026-13-01', 'from', 'YYYY-MM-DD'],
    ['to=yesterday', 'to', 'YYYY-MM-DD'],
    ['from=2026-11-23&to=2026-11-22', 'from', 'not after "to"'],
    ['bus=Bus%2001', 'bus', 'a bus id'],
    ['form=2026-11-22', 'form', 'bus, from, to, purpose'],
    ['bus=a&bus=b', 'bus', 'a bus id'],
  ])('refuses ?%s with 400, the parameter and what it may be', async (query, parameter, allowed) => {
    const response = await fetch(`${headquarters.web}/api/v1/totals?${query}`);
    expect(response.status).toBe(400);
    const answer = (await response.json()) as ErrorAnswer;
    expect(answer.parameter).toBe(parameter);
    expect(answer.allowed).toContain(allowed);
    expect(answer.error).toContain(parameter);
  });
});

describe('the other questions', () => {
  test('days: visits for each bus and day, uncertain ones apart', async () => {
    expect(await headquarters.ask<DaysAnswer>('days')).toEqual({
      today: '2026-11-22',
      timeZone: 'Asia/Shanghai',
      days: [
        { bus: 'bus-01', date: '2026-11-22', visits: 34, interval: null },
        { bus: 'bus-01', date: '2026-11-23', visits: 7, interval: null },
      ],
      undated: [{ bus: 'bus-01', visits: 5, interval: null }],
      fleet: [
        { date: '2026-11-22', visits: 34, interval: null },
        { date: '2026-11-23', visits: 7, interval: null },
      ],
      interval: null,
    });
  });

  test('stops: named as the officer named them, with their span of days', async () => {
    const { stops } = await headquarters.ask<StopsAnswer>('stops');
    expect(stops.find((one) => one.stop === 'east-market')).toEqual({
      bus: 'bus-01',
      stop: 'east-market',
      name: { zh: '东市', en: 'East Market' },
      visits: 37,
      storyStarts: 12,
      storyFinishes: 9,
      first: '2026-11-22',
      last: '2026-11-23',
      interval: null,
    });
    expect(stops.find((one) => one.stop === null)).toMatchObject({ visits: 9, name: null });
  });

  test('stories: starts, finishes and choices', async () => {
    const choices = [{ beat: 'hotel', choice: 'hang-up', n: 6 }];
    expect(await headquarters.ask<StoriesAnswer>('stories')).toEqual({
      stories: [{ exhibit: 'fake-police', starts: 12, finishes: 9, choices }],
    });
  });

  test('purposes: where there is anything at all', async () => {
    expect((await headquarters.ask<PurposesAnswer>('purposes')).purposes).toEqual([
      { purpose: 'rehearsal', visits: 100, counts: 100 },
      { purpose: 'service', visits: 46, counts: 73 },
    ]);
  });

  test('gaps: none while what the next epoch reported has arrived', async () => {
    expect(await headquarters.ask<GapsAnswer>('gaps')).toEqual({ gaps: [] });
  });

  test('gaps: what a lost epoch held is named and closes when it arrives after all', async () => {
    const [lost, next] = [newEpoch(), newEpoch()];
    const other = await SpeakingBus.connect(headquarters.broker, 'bus-02');
    await other.deliver(epochRecord('bus-02', next, 2, { epoch: lost, count: 8 }));
    expect((await headquarters.ask<GapsAnswer>('gaps?bus=bus-02')).gaps).toEqual([
      { bus: 'bus-02', reason: 'epoch-missing', epoch: lost, boot: 1, lastBoot: 1, missing: 8 },
    ]);
    await other.deliver(
      shard('bus-02', lost, [[0, 0, null, 'door.in', '', 6]]),
      epochRecord('bus-02', lost, 1),
    );
    expect((await headquarters.ask<GapsAnswer>('gaps?bus=bus-02')).gaps).toMatchObject([
      { reason: 'counts-missing', missing: 2 },
    ]);
    await other.deliver(shard('bus-02', lost, [[0, 0, null, 'door.in', '', 8]]));
    expect((await headquarters.ask<GapsAnswer>('gaps?bus=bus-02')).gaps).toEqual([]);
    await other.leave();
  });

  test('buses: visits today by the day of the bus', async () => {
    const { buses } = await headquarters.ask<BusesAnswer>('buses');
    expect(buses.find((one) => one.bus === 'bus-01')).toMatchObject({
      today: '2026-11-22',
      visitsToday: 34,
      boot: 2,
      software: 'test',
    });
  });
});

describe('dates that change', () => {
  test('a better anchor dates anew what an earlier one had dated', async () => {
    const epoch = newEpoch();
    const other = await SpeakingBus.connect(headquarters.broker, 'bus-03');
    const days = async () =>
      (await headquarters.ask<DaysAnswer>('days?bus=bus-03')).days.map(({ date, visits: n }) => [date, n]);
    await other.deliver(
      epochRecord('bus-03', epoch, 1),
      shard('bus-03', epoch, [[0, 0, null, 'door.in', '', 2]]),
      anchor('bus-03', epoch, 0, NINE_IN_SHANGHAI - 72 * HOUR, 86_400_000),
    );
    expect(await days()).toEqual([['2026-11-19', 2]]);
    await other.deliver(anchor('bus-03', epoch, 60_000, NINE_IN_SHANGHAI + 60_000, 20));
    expect(await days()).toEqual([['2026-11-22', 2]]);
    await other.leave();
  });

  test('an unknown time zone leaves the counts in the totals and their day uncertain', async () => {
    const epoch = newEpoch();
    const other = await SpeakingBus.connect(headquarters.broker, 'bus-04');
    await other.deliver(
      epochRecord('bus-04', epoch, 1, null, 'Mars/Olympus'),
      shard('bus-04', epoch, [[0, 0, null, 'door.in', '', 2]]),
      anchor('bus-04', epoch, 0, NINE_IN_SHANGHAI),
    );
    expect(await visits('bus=bus-04')).toBe(2);
    expect((await headquarters.ask<DaysAnswer>('days?bus=bus-04')).undated).toEqual([
      { bus: 'bus-04', visits: 2, interval: null },
    ]);
    expect(
      (await headquarters.ask<BusesAnswer>('buses')).buses.find((one) => one.bus === 'bus-04')?.today,
    ).toBe('2026-11-22');
    await other.leave();
  });
});

describe('the web server', () => {
  test('answers to its own name alone, so that no foreign page can read it', async () => {
    const { request } = await import('node:http');
    const { port } = new URL(headquarters.web);
    const status = await new Promise((done) =>
      request(
        { host: '127.0.0.1', port, path: '/api/v1/totals', headers: { host: 'evil.example' } },
        (answer) => done(answer.statusCode),
      ).end(),
    );
    expect(status).toBe(421);
  });

  test('sends the security headers with everything', async () => {
    for (const path of ['/', '/api/v1/health', '/nowhere']) {
      const { headers } = await fetch(headquarters.web + path);
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('pings open pages after a change', async () => {
    const abort = new AbortController();
    const response = await fetch(`${headquarters.web}/api/v1/live`, { signal: abort.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    while (!heard.includes('event: heartbeat')) heard += (await reader.read()).value ?? '';
    await bus.deliver(shard('bus-01', newEpoch(), [[0, 0, null, 'session.start', '', 1]]));
    while (!heard.includes('event: changed')) heard += (await reader.read()).value ?? '';
    expect(heard).toContain('event: changed');
    abort.abort();
  });
});
