import type { BusRecord } from '@pingan/protocol/records';
import type { Cell, Segment } from '@pingan/protocol/tally';
import { checkFact, closedFact, openedFact } from '../fleet-condition/condition-facts.ts';
import type { RunningHeadquarters } from '../running-headquarters.ts';
import { SpeakingBus, anchor, epochRecord, fact, newEpoch, shard } from '../speaking-bus.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const BY = { id: 'practice-officer', name: '演练员' };
const MARKET = { zh: '演练集市（生成）', en: 'Practice market (generated)' };

const FAULTS = {
  rear: {
    item: 'door/rear',
    words: {
      zh: '请看看后门外侧光束的接线和对准：它时通时断',
      en: 'Look at the wires and the aim of the outer beam of the rear door: it comes and goes',
    },
  },
  lamp: {
    item: 'lamp/lock-07',
    words: {
      zh: '请给“七号锁”换灯，或看看灯的插头：它不亮',
      en: 'Give “lock 7” a new lamp, or look at its plug: it stays dark',
    },
  },
  battery: {
    item: 'battery',
    words: {
      zh: '请发动车辆或接上充电器：电池只有 11.4 伏',
      en: 'Start the engine or the charger: the battery is at 11.4 V',
    },
  },
} as const;

const ticket = (n: number) => n.toString(16).padStart(16, '0');

/** Everything that the records of one start of a bus have in common. */
function aStart(bus: string, boot: number, wall: number) {
  const epoch = newEpoch();
  const at = (minutes: number) => ({
    epoch,
    monotonic: minutes * MINUTE,
    purpose: 'rehearsal' as const,
    by: BY,
  });
  return { epoch, at, records: [epochRecord(bus, epoch, boot), anchor(bus, epoch, 0, wall)] };
}

/** Two weeks of checks, with tickets that were opened and closed, and a stop today with a door that could not see. */
function practiceOne(today: number): BusRecord[] {
  const bus = 'practice-01';
  const days = Array.from({ length: 12 }, (_, n) => {
    const { at, records } = aStart(bus, n + 1, today - (12 - n) * DAY);
    const faults = n % 4 === 2 ? [FAULTS.lamp] : [];
    return [
      ...records,
      checkFact(bus, `check-${n}`, at(10), { good: 41 - faults.length, faults, seconds: 260 + n }),
    ];
  }).flat();
  const before = aStart(bus, 13, today - 9 * DAY);
  const now = aStart(bus, 14, today);
  const segment: Segment = { id: 0, stop: 'practice-market', purpose: 'rehearsal', start: 30 * MINUTE };
  const cells: Cell[] = [
    [0, 2, 'front', 'door.in', '', 68],
    [0, 3, 'rear', 'door.in', '', 21],
    [0, 3, 'rear', 'door.blind', '', 240],
    [0, null, 'left', 'story.start', 'fake-police', 12],
    [0, null, 'left', 'story.finish', 'fake-police', 9],
  ];
  return [
    ...days,
    ...before.records,
    openedFact(bus, 'open-1', ticket(1), before.at(5), FAULTS.battery),
    openedFact(bus, 'open-2', ticket(2), before.at(5), FAULTS.rear),
    closedFact(bus, 'close-1', ticket(1), before.at(90), { why: 'found-good' }),
    openedFact(bus, 'open-3', ticket(3), before.at(30), FAULTS.lamp),
    closedFact(bus, 'close-3', ticket(3), before.at(400), { remark: '换了灯，插头有点松（演练）' }),
    ...now.records,
    openedFact(bus, 'open-4', ticket(4), now.at(10), FAULTS.lamp),
    checkFact(bus, 'check-today', now.at(10), {
      good: 38,
      faults: [FAULTS.rear, FAULTS.lamp],
      skipped: ['alarm/siren', 'speaker/locks', 'thing/lock-12'],
      seconds: 312,
    }),
    fact(bus, 'opened', { fact: 'stop-opened', stop: segment.stop, stopName: MARKET, ...now.at(30) }),
    fact(bus, 'counted', { fact: 'hand-count', stop: segment.stop, ...now.at(45), detail: { in: 92 } }),
    fact(bus, 'form', {
      fact: 'after-action',
      stop: segment.stop,
      ...now.at(55),
      detail: {
        answers: {
          leaflets: 140,
          'asked-about-own-case': true,
          'busiest-exhibit': 'fake-police',
          remark: '演练：老人多，讲解放慢一些。\n插线板不够长。',
        },
      },
    }),
    shard(bus, now.epoch, cells, { segments: [segment] }),
  ];
}

/** Says that all is well. */
function practiceTwo(today: number): BusRecord[] {
  const { at, records } = aStart('practice-02', 1, today);
  return [...records, checkFact('practice-02', 'check', at(3), { good: 27, seconds: 51 })];
}

/** Opened a stop and was not checked today. */
function practiceThree(today: number): BusRecord[] {
  const yesterday = aStart('practice-03', 1, today - DAY);
  const now = aStart('practice-03', 2, today);
  return [
    ...yesterday.records,
    checkFact('practice-03', 'check', yesterday.at(3), { good: 25, skipped: ['link', 'clock'] }),
    ...now.records,
    fact('practice-03', 'opened', { fact: 'stop-opened', stop: 'practice-school', ...now.at(20) }),
  ];
}

/**
 * Sends the made-up past of four practice buses; every record of it says that it is a rehearsal.
 * @param now wall time in milliseconds; for them today began an hour before it
 */
export async function generatedFleet(
  headquarters: RunningHeadquarters,
  now: number,
): Promise<{ leave: () => Promise<void> }> {
  const today = now - 60 * MINUTE;
  const fleet: [string, BusRecord[]][] = [
    ['practice-01', practiceOne(today)],
    ['practice-02', practiceTwo(today)],
    ['practice-03', practiceThree(today)],
    ['practice-04', aStart('practice-04', 1, today).records],
  ];
  const buses: SpeakingBus[] = [];
  for (const [name, records] of fleet) {
    const bus = await SpeakingBus.connect(headquarters.broker, name);
    await bus.deliver(...records);
    await bus.sayState({ connection: 'a', online: true, purpose: 'rehearsal', board: 'ready', backlog: 0 });
    buses.push(bus);
  }
  return {
    leave: async () => {
      for (const bus of buses) await bus.leave();
    },
  };
}
