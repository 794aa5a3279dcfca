import type { BusCondition } from '../../../headquarters/fleet-condition/fleet-condition.ts';
import type { Purpose } from '@pingan/protocol/ids';
import type { HeadquartersApi, Snapshot } from '../../../headquarters/console/state/headquarters-api.ts';
import type { BusAnswer } from '../../../headquarters/web/answers.ts';

export function aBus(more: Partial<BusAnswer> = {}): BusAnswer {
  return {
    bus: 'bus-01',
    online: true,
    since: 1_000,
    lastHeard: 1_000,
    cloned: false,
    purpose: 'service',
    stop: 'east-market',
    stopName: { zh: '东市', en: 'East Market' },
    board: 'ready',
    backlog: 0,
    boot: 1,
    software: 'test',
    timeZone: 'Asia/Shanghai',
    today: '2026-11-22',
    visitsToday: 34,
    intervalToday: null,
    faults: [],
    ...more,
  };
}

export function aCondition(more: Partial<BusCondition> = {}): BusCondition {
  return {
    bus: 'bus-01',
    rehearsal: false,
    today: '2026-11-22',
    last: null,
    open: [],
    unchecked: null,
    ...more,
  };
}

export function aSnapshot(more: Partial<Snapshot> = {}): Snapshot {
  return {
    purpose: 'service',
    health: {
      status: 'good',
      broker: { state: 'serving', detail: '1 clients at mqtt://127.0.0.1:1883' },
      database: { state: 'good', detail: 'stores what arrives' },
      ingest: { messages: 1, stored: 1, rejected: 0, unanswered: 0, waiting: 0, deadLetters: 0 },
      buses: { known: 1, online: 1, cloned: 0 },
    },
    buses: [aBus()],
    intervalToday: null,
    days: {
      today: '2026-11-22',
      timeZone: 'Asia/Shanghai',
      days: [
        { bus: 'bus-01', date: '2026-11-20', visits: 7, interval: null },
        { bus: 'bus-01', date: '2026-11-22', visits: 34, interval: null },
      ],
      undated: [],
      fleet: [
        { date: '2026-11-20', visits: 7, interval: null },
        { date: '2026-11-22', visits: 34, interval: null },
      ],
      interval: null,
    },
    stops: [
      {
        bus: 'bus-01',
        stop: 'east-market',
        name: { zh: '东市', en: 'East Market' },
        visits: 41,
        storyStarts: 12,
        storyFinishes: 9,
        first: '2026-11-20',
        last: '2026-11-22',
        interval: null,
      },
    ],
    exhibits: [
      {
        kind: 'story',
        exhibit: 'fake-police',
        starts: 12,
        finishes: 9,
        choices: [
          { beat: 'hotel', choice: 'go', n: 2 },
          { beat: 'hotel', choice: 'hang-up', n: 6 },
        ],
        answers: [],
        hands: [],
      },
    ],
    learning: { pairsNeeded: 30, cellLimit: 10, exhibits: [], items: [] },
    purposes: [{ purpose: 'service', visits: 41, counts: 70 }],
    gaps: [],
    deadLetters: { total: 0, deadLetters: [] },
    condition: [aCondition()],
    ...more,
  };
}

/** A headquarters that answers what the test gives it, when the test says so. */
export class ScriptedApi implements HeadquartersApi {
  readonly asked: Purpose[] = [];
  answer: (purpose: Purpose) => Promise<Snapshot>;
  /** The past of one bus; a test that opens none scripts none. */
  conditionOf: (bus: string) => Promise<BusCondition | null> = (bus) =>
    Promise.reject(new Error(`nobody expected the condition of ${bus} here`));
  events: Parameters<HeadquartersApi['listen']>[0] | undefined;

  constructor(answer: (purpose: Purpose) => Promise<Snapshot>) {
    this.answer = answer;
  }

  load(purpose: Purpose): Promise<Snapshot> {
    this.asked.push(purpose);
    return this.answer(purpose);
  }

  condition(bus: string): Promise<BusCondition | null> {
    return this.conditionOf(bus);
  }

  listen(events: Parameters<HeadquartersApi['listen']>[0]): () => void {
    this.events = events;
    return () => (this.events = undefined);
  }
}
