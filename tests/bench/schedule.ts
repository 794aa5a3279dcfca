import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Db } from '@pingan/headquarters/database/open-database';
import { takeProposals } from '@pingan/headquarters/schedule/take-proposals';
import {
  type Authority,
  decideProposals,
  EMPTY_AUTHORITY,
  snapshotOf,
} from '@pingan/protocol/schedule/authority';
import type { Proposal } from '@pingan/protocol/schedule/plan';
import { edit, EMPTY_REPLICA, takeAnswer, takeSnapshot } from '@pingan/protocol/schedule/replica';
import { against, reported, summary, type Figure } from './figures.ts';

const SIZES = [100, 1_000, 10_000] as const;
/** Every size walks through as many different proposals in all, so that none has them closer at hand than another. */
const ALL = 10_000;
const ROUNDS = 25;
const WARM_UP = 5;
const STOPS_EACH = 10;
const AUTHORS = 3;

/**
 * What one proposal costs at headquarters, in microseconds, when many arrive together after weeks without a link: the pure rule, and the
 * same through the database. The floor is one proposal among the fewest: time per proposal must not grow with their number.
 */
export async function schedule(): Promise<Figure[]> {
  const histories = SIZES.map((size) => Array.from({ length: ALL / size }, () => historyOf(size)));
  const rule = measure(histories);
  const folder = await mkdtemp(join(tmpdir(), 'pingan-schedule-'));
  const { db, close } = await openDatabase(join(folder, 'hq.sqlite'));
  try {
    return [...figures('schedule merge', rule), ...(await measureDatabase(db, histories))];
  } finally {
    await close();
    await rm(folder, { recursive: true });
  }
}

function figures(name: string, perProposal: readonly number[]): Figure[] {
  const [floor, ...more] = perProposal;
  return [
    reported(`${name} ${SIZES[0]} proposals, each`, 'µs', floor!),
    ...more.map((each, n) => against(`${name} ${SIZES[n + 1]} proposals, each`, 'µs', each, floor!)),
  ];
}

/** Sizes alternate, and each round does the same work in all: ten thousand proposals at once, or a hundred a hundred times. */
function measure(histories: readonly Proposal[][][]): number[] {
  const samples: number[][] = histories.map(() => []);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    histories.forEach((all, size) => {
      const began = performance.now();
      for (const history of all) decideProposals(EMPTY_AUTHORITY, history);
      if (round >= 0) samples[size]!.push(((performance.now() - began) * 1000) / ALL);
    });
  }
  return samples.map((of) => summary(of).median);
}

/** In batches as ingest makes them, each one transaction, on a bus whose schedule grows as the history goes on. */
async function measureDatabase(db: Db, histories: readonly Proposal[][][]): Promise<Figure[]> {
  const perProposal: number[] = [];
  await through(db, histories[0]![0]!);
  for (const all of histories) {
    let spent = 0;
    for (const history of all) spent += await through(db, history);
    perProposal.push((spent * 1000) / ALL);
  }
  return figures('schedule in the database,', perProposal);
}

const BATCH = 100;
let buses = 0;

async function through(db: Db, history: readonly Proposal[]): Promise<number> {
  const name = `bus-${(buses += 1)}`;
  const { id } = await db
    .insertInto('bus')
    .values({ name, first_heard: 1, last_heard: 1, presence: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  const began = performance.now();
  for (let from = 0; from < history.length; from += BATCH) {
    const batch = history
      .slice(from, from + BATCH)
      .map((proposal) => ({ proposal, origin: 'headquarters' as const }));
    await db.transaction().execute((transaction) => takeProposals(transaction, id, batch, 1));
  }
  return performance.now() - began;
}

/** Three authors who edit the same stops: one sees what headquarters has, two work offline, and now and then all three meet. */
function historyOf(size: number): Proposal[] {
  const proposals: Proposal[] = [];
  let authority: Authority = EMPTY_AUTHORITY;
  let replicas = Array.from({ length: AUTHORS }, () => EMPTY_REPLICA);
  for (let n = 0; n < size; n += 1) {
    const who = n % AUTHORS;
    const stop = `stop-${Math.floor(n / STOPS_EACH)}`;
    const made = edit(replicas[who]!, {
      id: randomBytes(8).toString('hex'),
      stop,
      author: { id: `author-${who}`, name: '演练员' },
      at: null,
      set: n % STOPS_EACH === 0 ? newStop(n) : { notes: `notes ${n}`, theme: `theme ${n % 7}` },
    });
    proposals.push(made.proposal);
    const decided = decideProposals({ ...authority, answers: new Map() }, [made.proposal]);
    authority = {
      ...decided.authority,
      plans: onlyLatest(decided.authority.plans, stop),
      answers: new Map(),
    };
    replicas = replicas.map((replica, other) => {
      const own = other === who ? takeAnswer(made.replica, made.proposal.id, decided.answers[0]!) : replica;
      return other === 0 || n % STOPS_EACH === 0 ? takeSnapshot(own, snapshotOf(authority, 'bus')) : own;
    });
  }
  return proposals;
}

/** Stops are edited one after the other, so the rest need not be carried along while the history is made up. */
function onlyLatest(plans: Authority['plans'], stop: string): Authority['plans'] {
  return new Map([...plans].filter(([id]) => id === stop));
}

function newStop(n: number): Proposal['set'] {
  return {
    when: { date: `2026-12-${String((n % 28) + 1).padStart(2, '0')}`, from: '09:00', to: '11:30' },
    place: {
      name: { zh: `演练村${n}`, en: `Rehearsal village ${n}` },
      village: `village-${n}`,
      county: null,
      address: null,
      position: null,
    },
    status: 'draft',
  };
}
