import type {
  ErrorAnswer,
  ExhibitsAnswer,
  LearningAnswer,
  StoriesAnswer,
  TotalsAnswer,
} from '@pingan/headquarters/web/answers';
import { type Cell, METRICS, type Segment } from '@pingan/protocol/tally';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answered, learningCells } from '../learning-cells.ts';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { NINE_IN_SHANGHAI, SpeakingBus, anchor, epochRecord, newEpoch, shard } from '../speaking-bus.ts';

let headquarters: RunningHeadquarters;
const buses: SpeakingBus[] = [];

beforeAll(async () => {
  headquarters = await RunningHeadquarters.start();
});
afterAll(async () => {
  for (const bus of buses) await bus.leave();
  await headquarters.end();
});

async function comes(name: string): Promise<SpeakingBus> {
  const bus = await SpeakingBus.connect(headquarters.broker, name);
  buses.push(bus);
  return bus;
}

const answers = (segment: number, phase: Answered['phase'], n: number, hits: number, falseAlarms: number) =>
  learningCells(segment, { exhibit: 'fake-police', phase, n, hits, falseAlarms });

const service: Segment = { id: 0, stop: null, purpose: 'service', start: 0 };
const rehearsal: Segment = { id: 1, stop: null, purpose: 'rehearsal', start: 0 };

describe('/api/v1/learning', () => {
  test('adds up what two buses counted, however often and in whatever order it arrives, and judges it', async () => {
    const [one, two] = [await comes('bus-01'), await comes('bus-02')];
    const epoch = newEpoch();
    const half = [...answers(0, 'before', 50, 35, 15), ...answers(0, 'after', 50, 45, 15)];
    const earlier = shard('bus-01', epoch, answers(0, 'before', 20, 15, 5));
    const all = shard('bus-01', epoch, [...half, ...answers(1, 'before', 99, 0, 99)], {
      segments: [service, rehearsal],
    });
    await one.deliver(all, earlier, all, epochRecord('bus-01', epoch, 1));
    await one.deliver(anchor('bus-01', epoch, 0, NINE_IN_SHANGHAI));
    await two.deliver(shard('bus-02', newEpoch(), half));

    const answer = await headquarters.ask<LearningAnswer>('learning');
    expect(answer).toMatchObject({ pairsNeeded: 30, cellLimit: 10 });
    expect(answer.exhibits).toHaveLength(1);
    expect(answer.exhibits[0]).toMatchObject({
      exhibit: 'fake-police',
      phases: {
        before: { pairs: 100, hits: 70, misses: 30, hitRate: 0.7, falseAlarmRate: 0.3 },
        after: { pairs: 100, hits: 90, misses: 10, hitRate: 0.9, falseAlarmRate: 0.3 },
        later: { pairs: null, detection: null },
      },
      after: { verdict: 'learned', doubtsGenuine: false, pairs: 100 },
      later: null,
    });
    expect(answer.items.map(({ item, truth }) => [item, truth])).toEqual([
      ['sms-genuine', 'genuine'],
      ['sms-scam', 'scam'],
    ]);
  });

  test('keeps to the bus, the days and the purpose that are asked for', async () => {
    const of = async (query: string) =>
      (await headquarters.ask<LearningAnswer>(`learning?${query}`)).exhibits[0]?.phases.before.pairs;
    expect(await of('bus=bus-02')).toBe(50);
    expect(await of('from=2026-11-22&to=2026-11-22')).toBe(50);
    expect(await of('from=2026-11-23')).toBeUndefined();
    expect(await of('purpose=rehearsal')).toBe(99);
    expect(await of('purpose=training')).toBeUndefined();
  });

  test.each([
    ['purpose=fun', 'purpose'],
    ['from=2026-13-01', 'from'],
    ['exhibit=fake-police', 'exhibit'],
  ])('refuses ?%s with 400 and the parameter', async (query, parameter) => {
    const response = await fetch(`${headquarters.web}/api/v1/learning?${query}`);
    expect(response.status).toBe(400);
    expect(((await response.json()) as ErrorAnswer).parameter).toBe(parameter);
  });
});

describe('what the bus counts', () => {
  test('is stored and summed under its own name, every metric of the protocol and any a newer bus adds', async () => {
    const bus = await comes('bus-03');
    const label = 'exhibit-1/a-question/an-answer';
    const metrics = [...METRICS, 'item.shrug', 'applause'];
    const [receipt] = await bus.deliver(
      shard(
        'bus-03',
        newEpoch(),
        metrics.map((metric, i): Cell => [0, null, 'left', metric, label, i + 1]),
      ),
    );
    expect(receipt).toMatchObject({ outcome: 'stored' });
    const { metrics: sums } = await headquarters.ask<TotalsAnswer>('totals?bus=bus-03');
    expect(sums).toEqual(Object.fromEntries(metrics.map((metric, i) => [metric, { [label]: i + 1 }])));
  });

  test('stands in /exhibits for every kind, and in /stories for stories alone', async () => {
    const bus = await comes('bus-04');
    await bus.deliver(
      shard('bus-04', newEpoch(), [
        [0, null, 'left', 'story.start', 'fake-police', 12],
        [0, null, 'left', 'story.choice', 'fake-police/hotel/go', 3],
        [0, null, 'right', 'questions.start', 'house', 20],
        [0, null, 'right', 'questions.finish', 'house', 18],
        [0, null, 'right', 'answer', 'house/bought/peephole', 16],
        [0, null, 'right', 'answer', 'house/bought/battery', 9],
        [0, null, 'left', 'hands', 'fake-police/hotel/hang-up', 31],
      ]),
    );
    const choices = [{ beat: 'hotel', choice: 'go', n: 3 }];
    const story = { exhibit: 'fake-police', starts: 12, finishes: 0, choices };
    expect((await headquarters.ask<ExhibitsAnswer>('exhibits?bus=bus-04')).exhibits).toEqual([
      {
        ...story,
        kind: 'story',
        answers: [],
        hands: [{ question: 'hotel', answer: 'hang-up', n: 31 }],
      },
      {
        kind: 'questions',
        exhibit: 'house',
        starts: 20,
        finishes: 18,
        choices: [],
        answers: [
          { question: 'bought', answer: 'battery', n: null },
          { question: 'bought', answer: 'peephole', n: 16 },
        ],
        hands: [],
      },
    ]);
    expect((await headquarters.ask<StoriesAnswer>('stories?bus=bus-04')).stories).toEqual([story]);
  });
});
