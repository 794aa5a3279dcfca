import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_MARK } from '@pingan/firmware-bridge/carry/answer-rule';
import { bringBack } from '@pingan/firmware-bridge/carry/bring-back';
import { takeAway } from '@pingan/firmware-bridge/carry/take-away';
import type { Ledger } from '@pingan/firmware-bridge/store/ledger';
import { CarryOffice } from '@pingan/headquarters/carry/carry-office';
import { type OpenDatabase, openDatabase } from '@pingan/headquarters/database/open-database';
import { Fleet } from '@pingan/headquarters/ingest/fleet';
import { Ingest } from '@pingan/headquarters/ingest/ingest';
import { totals } from '@pingan/headquarters/statistics/totals';
import { CarryFault } from '@pingan/protocol/carry/carry-fault';
import type { Receipt } from '@pingan/protocol/receipts';
import { topics } from '@pingan/protocol/topics';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { busKeys } from '../../firmware-bridge/carry/a-bus.ts';
import { keepLog } from '../../firmware-bridge/store/kept-log.ts';
import {
  freshBench,
  type LedgerBench,
  MARKET,
  visit,
} from '../../firmware-bridge/store/ledger-on-fragile-disk.ts';
import { keysOfBothSides } from '../../protocol/carry/carried.ts';
import { HeardLog } from '../running-headquarters.ts';

/** The real ledger on a disk that forgets, the real ingest on the real database; the wire is this test. */
const keys = keysOfBothSides();
const now = () => 1_795_000_000_000;
let directory: string;
let database: OpenDatabase;
let ingest: Ingest;
let office: CarryOffice;
const receipted = new Map<string, Receipt[]>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pingan-carry-'));
  database = await openDatabase(join(directory, 'headquarters.sqlite'));
  const log = new HeardLog();
  const { db } = database;
  ingest = new Ingest({
    ...{ db, fleet: new Fleet(log), log, now, changed: () => undefined },
    ...{ heard: () => undefined, scheduleChanged: () => undefined },
    sendReceipts: (bus, { receipts }) => {
      receipted.set(bus, [...(receipted.get(bus) ?? []), ...receipts]);
      return Promise.resolve();
    },
  });
  office = new CarryOffice({
    ...{ db, ingest, log, now, sources: {} },
    signerOf: () => Promise.resolve({ is: 'known', key: keys.bus.publicKey }),
    keys: () => Promise.resolve({ sealing: keys.sealing.privateKey, signing: keys.signing.privateKey }),
  });
});
afterAll(async () => {
  await ingest.stop();
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

/** One bus with its pocket of files. */
class TouringBus {
  readonly #bench: LedgerBench;
  readonly bus: string;
  ledger!: Ledger;
  visits = 0;
  opened = 0;
  refused = 0;
  readonly files: Uint8Array[] = [];
  readonly answers: Uint8Array[] = [];

  constructor(bus: string, seed: number) {
    this.bus = bus;
    this.#bench = freshBench(seed);
  }

  async start(): Promise<void> {
    this.ledger = await this.#bench.open({ bus: this.bus });
  }

  async count(fate: number): Promise<void> {
    for (let n = 0; n <= fate % 4; n += 1) visit(this.ledger);
    this.visits += (fate % 4) + 1;
    await this.ledger.flush();
  }

  async openStop(): Promise<void> {
    await this.ledger.openStop(MARKET, 'service');
    this.opened += 1;
    await this.ledger.closeStop();
  }

  /** The power goes. What was counted is on the disk, receipts of the last twenty seconds are not. */
  async cut(): Promise<void> {
    this.#bench.disk.cut('tear');
    await this.start();
  }

  /** By MQTT, with records and receipts lost, doubled and turned round. */
  async send(fate: number): Promise<void> {
    const bit = (n: number) => (fate >> (n % 20)) & 1;
    const { outbox } = this.ledger;
    const texts = outbox.unconfirmed().map((item) => JSON.stringify(outbox.record(item)));
    const sent = texts.flatMap((text, n) => (bit(n) ? [] : bit(n + 3) ? [text, text] : [text]));
    if (bit(11)) sent.reverse();
    receipted.delete(this.bus);
    for (const text of sent) ingest.take(topics.records(this.bus), Buffer.from(text));
    while ((receipted.get(this.bus)?.length ?? 0) < sent.length)
      await new Promise((done) => setTimeout(done, 2));
    for (const [n, receipt] of (receipted.get(this.bus) ?? []).entries())
      if (!bit(n + 7)) await outbox.confirm(receipt);
  }

  async takeAway(): Promise<void> {
    const { outbox } = this.ledger;
    const taken = await takeAway({ bus: this.bus, keys: busKeys(keys), outbox, clock: null, log: keepLog() });
    this.files.push(taken.bytes);
  }

  async read(which: number, fate: number): Promise<void> {
    const file = this.files[which % this.files.length];
    if (file === undefined) return;
    await this.#orRefused(async () => {
      const { answer } = await office.read(damaged(file, fate), 'scheduler');
      this.answers.push(Buffer.from(answer.text));
    });
  }

  async bring(which: number, fate: number): Promise<void> {
    const answer = this.answers[which % this.answers.length];
    if (answer === undefined) return;
    const { outbox } = this.ledger;
    const receipts = async (all: readonly Receipt[]) => {
      for (const receipt of all) await outbox.confirm(receipt);
    };
    await this.#orRefused(() =>
      bringBack(damaged(answer, fate), {
        ...{ bus: this.bus, keys: busKeys(keys), takers: { receipts }, log: keepLog() },
        mark: { read: () => Promise.resolve(NO_MARK), write: () => Promise.resolve() },
        waiting: () => outbox.unconfirmed().length,
      }),
    );
  }

  async #orRefused(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (problem) {
      if (!(problem instanceof CarryFault)) throw problem;
      this.refused += 1;
    }
  }
}

/** Cut short or flipped in one file of four. */
function damaged(file: Uint8Array, fate: number): Uint8Array {
  const at = (fate >> 3) % file.length;
  if ((fate & 7) === 3) return file.subarray(0, at);
  if ((fate & 7) !== 5) return file;
  return Uint8Array.from(file, (byte, n) => (n === at ? byte ^ 16 : byte));
}

const moves = fc.array(
  fc.record({
    does: fc.constantFrom(
      ...([
        'count',
        'count',
        'stop',
        'send',
        'take',
        'take',
        'read',
        'read',
        'bring',
        'bring',
        'cut',
      ] as const),
    ),
    which: fc.nat(50),
    fate: fc.nat(2 ** 20 - 1),
  }),
  { minLength: 8, maxLength: 22, size: 'max' },
);

let buses = 0;

test('what a ledger counted is in the database once, whichever way it came and whatever went wrong', async () => {
  let [refused, answered] = [0, 0];
  await fc.assert(
    fc.asyncProperty(moves, fc.nat(1_000), async (history, seed) => {
      buses += 1;
      const tour = new TouringBus(`tour-${buses}`, seed);
      await tour.start();
      for (const { does, which, fate } of history) {
        if (does === 'count') await tour.count(fate);
        else if (does === 'stop') await tour.openStop();
        else if (does === 'send') await tour.send(fate);
        else if (does === 'take') await tour.takeAway();
        else if (does === 'read') await tour.read(which, fate);
        else if (does === 'bring') await tour.bring(which, fate);
        else await tour.cut();
      }
      // Nothing but one file, there and back.
      await tour.takeAway();
      await tour.read(tour.files.length - 1, 0);
      await tour.bring(tour.answers.length - 1, 0);
      refused += tour.refused;
      answered += tour.answers.length;

      const { metrics: counted } = await totals(database.db, { bus: tour.bus, purpose: 'service' });
      expect(counted['door.in']?.[''] ?? 0).toBe(tour.visits);
      expect(tour.ledger.outbox.unconfirmed()).toEqual([]);
      const facts = await database.db
        .selectFrom('fact')
        .innerJoin('bus', 'bus.id', 'fact.bus_id')
        .where('bus.name', '=', tour.bus)
        .select('fact.fact')
        .execute();
      expect(facts.filter(({ fact }) => fact === 'stop-opened')).toHaveLength(tour.opened);
      await tour.ledger.stop();
    }),
    { numRuns: 200 },
  );
  expect(refused).toBeGreaterThan(40);
  expect(answered).toBeGreaterThan(300);
}, 240_000);
