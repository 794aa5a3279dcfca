import { PROTOCOL_VERSION } from '@pingan/protocol/records';
import type { Receipt, ReceiptMessage } from '@pingan/protocol/receipts';
import { Name } from '@pingan/protocol/ids';
import { busOfTopic } from '@pingan/protocol/topics';
import type { Db } from '../database/open-database.ts';
import type { Log } from '../log.ts';
import { type Arrival, type Reading, readArrival } from './arrival.ts';
import type { Fleet } from './fleet.ts';
import { receiptFor } from './receipt-for.ts';
import { type Outcome, writeBatch } from './write-batch.ts';

export const BATCH_MESSAGES = 100;
const BATCH_WAIT_MS = 20;
/** Messages waiting to be stored. Beyond this, new ones are let go without a receipt, and their bus sends them again. */
const WAITING_AT_MOST = 5_000;
/** Keeps a receipt message small even when every receipt carries a long reason. */
const RECEIPTS_AT_ONCE = 50;

/** The surroundings failed, not one message; trying each message alone would only fail as often. */
const SURROUNDINGS_FAILED = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CORRUPT|CANTOPEN|NOMEM|NOTADB)/;

/** Nothing of a batch was stored: the database failed, not what was in it. */
export class NotStoredError extends Error {}

export interface IngestParts {
  db: Db;
  fleet: Fleet;
  log: Log;
  sendReceipts(bus: string, message: ReceiptMessage): Promise<void>;
  /** Something that the statistics show has changed. */
  changed(): void;
  /** A bus has spoken, and is known to the database. */
  heard(bus: string): void;
  /** A proposal has changed the schedule of a bus, and the change is on the disk. */
  scheduleChanged(bus: string): void;
  /** Wall time in milliseconds. */
  now(): number;
}

/** Takes what buses send, stores it in micro-batches, and answers with receipts once a batch is on the disk. */
export class Ingest {
  readonly counts = { messages: 0, stored: 0, rejected: 0, unanswered: 0 };
  readonly #parts: IngestParts;
  readonly #waiting: Arrival[] = [];
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> | undefined;
  readonly #carrying = new Set<Promise<unknown>>();
  #stopped = false;
  #failure: string | null = null;

  constructor(parts: IngestParts) {
    this.#parts = parts;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** What the database said when a batch could not be stored, until one can again. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Takes a message as the broker delivered it; returns at once. */
  take(topic: string, payload: Uint8Array): void {
    const from = busOfTopic(topic);
    // An empty payload is how a retained message is cleared.
    if (this.#stopped || from === null || payload.length === 0) return;
    this.counts.messages += 1;
    if (this.#waiting.length >= WAITING_AT_MOST) {
      this.#giveUp(1, `${WAITING_AT_MOST} messages are waiting already`);
      return;
    }
    this.#waiting.push({ ...from, text: new TextDecoder().decode(payload), at: this.#parts.now() });
    if (this.#waiting.length >= BATCH_MESSAGES) this.#begin();
    else this.#timer ??= setTimeout(() => this.#begin(), BATCH_WAIT_MS);
  }

  /**
   * Stores at most `BATCH_MESSAGES` records that a bus handed over in a file, as if they had come by the broker; the receipts go back
   * in a file as well. `illegible` are the reasons why others cannot be receipted. Rejects with a `NotStoredError`.
   */
  async takeCarried(
    bus: string,
    texts: readonly string[],
  ): Promise<{ receipts: Receipt[]; illegible: string[] }> {
    if (this.#stopped) throw new NotStoredError('headquarters is stopping');
    this.counts.messages += texts.length;
    const at = this.#parts.now();
    const readings = texts.map((text) => readArrival({ bus, channel: 'records', text, at }));
    const storing = this.#store(readings);
    this.#carrying.add(storing);
    const outcomes = await storing.finally(() => this.#carrying.delete(storing));
    const why = this.#failure ?? 'the database refuses it';
    if (outcomes.length === 0 && readings.length > 0) throw new NotStoredError(why);
    this.#parts.changed();
    const illegible = outcomes.flatMap((result) =>
      result.outcome === 'rejected' && result.address === null ? [result.why] : [],
    );
    const unanswered = Array.from({ length: readings.length - outcomes.length }, () => why);
    const receipts = this.#receiptsOf(outcomes).get(bus) ?? [];
    return { receipts, illegible: [...illegible, ...unanswered] };
  }

  /** Stores and receipts what has arrived, and takes no more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#begin();
    await this.#working;
    await Promise.allSettled(this.#carrying);
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
      if (this.#waiting.length > 0) this.#begin();
    });
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const readings = this.#waiting.splice(0, BATCH_MESSAGES).map(readArrival);
      for (const reading of readings)
        if (reading.is === 'presence') this.#parts.fleet.hear(reading.presence, reading.arrival.at);
      await this.#answer(await this.#store(readings));
      for (const { is, arrival } of readings) if (is !== 'dead') this.#parts.heard(arrival.bus);
      this.#parts.changed();
    }
  }

  async #store(readings: readonly Reading[]): Promise<Outcome[]> {
    try {
      const outcomes = await writeBatch(this.#parts.db, readings);
      this.#failure = null;
      return outcomes;
    } catch (problem) {
      if (readings.length === 1 || SURROUNDINGS_FAILED.test((problem as { code?: string }).code ?? '')) {
        this.#failure = messageOf(problem);
        this.#giveUp(readings.length, this.#failure);
        return [];
      }
    }
    // One message of the batch may be what the database refuses: the others must not wait for it for ever.
    const outcomes: Outcome[] = [];
    for (const reading of readings) outcomes.push(...(await this.#store([reading])));
    return outcomes;
  }

  #giveUp(messages: number, why: string): void {
    this.counts.unanswered += messages;
    this.#parts.log.error(
      { messages },
      `${messages} messages were not stored and get no receipt, so their buses send them again: ${why}`,
    );
  }

  /** What each bus is to hear, and a line in the log for what was refused. */
  #receiptsOf(outcomes: readonly Outcome[]): Map<string, Receipt[]> {
    const receipts = new Map<string, Receipt[]>();
    const changed = new Set<string>();
    for (const result of outcomes) {
      const said = receiptFor(result);
      this.counts[said.outcome === 'rejected' ? 'rejected' : 'stored'] += 1;
      if (said.outcome === 'rejected')
        this.#parts.log.warn(
          { bus: result.bus, ...result.address },
          `refused a message of ${result.bus}: ${said.why}`,
        );
      else if (result.outcome === 'decided') changed.add(result.bus);
      if (result.address === null) continue;
      receipts.set(result.bus, [...(receipts.get(result.bus) ?? []), { ...result.address, ...said }]);
    }
    for (const bus of changed) this.#parts.scheduleChanged(bus);
    return receipts;
  }

  async #answer(outcomes: readonly Outcome[]): Promise<void> {
    for (const [bus, all] of this.#receiptsOf(outcomes)) {
      // A sender whose name is not a bus id has no receipts topic it could listen to.
      if (!Name.safeParse(bus).success) continue;
      for (let from = 0; from < all.length; from += RECEIPTS_AT_ONCE) {
        await this.#send(bus, {
          v: PROTOCOL_VERSION,
          bus,
          receipts: all.slice(from, from + RECEIPTS_AT_ONCE),
        });
      }
    }
  }

  async #send(bus: string, message: ReceiptMessage): Promise<void> {
    try {
      await this.#parts.sendReceipts(bus, message);
    } catch (problem) {
      this.#parts.log.warn(
        { bus },
        `${message.receipts.length} receipts for ${bus} could not be sent; it will ask again: ${messageOf(problem)}`,
      );
    }
  }
}

function messageOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
