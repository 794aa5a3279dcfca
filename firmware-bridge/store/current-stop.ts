import type { Author } from '@pingan/protocol/author';
import { Name, Purpose, Text } from '@pingan/protocol/ids';
import { z } from 'zod';
import type { CurrentDocument, Fact, OpenStop } from './documents.ts';
import type { LiveEpoch } from './live-epoch.ts';
import type { Page, WritablePage } from './page.ts';

const Opening = z.object({ id: Name, name: Text, purpose: Purpose });

export class UnusableStop extends Error {
  constructor(stop: OpenStop, why: string) {
    super(`stop ${JSON.stringify(stop.id)} cannot be opened (${why}); correct it in the list of stops`);
  }
}

/** Which stop is open and why people are aboard; continues over a restart. */
export class CurrentStop {
  readonly #page: Page<CurrentDocument | null>;
  readonly #live: LiveEpoch;
  readonly #epoch: string;
  readonly #defaultPurpose: Purpose;

  constructor(parts: {
    page: Page<CurrentDocument | null>;
    live: LiveEpoch;
    epoch: string;
    defaultPurpose: Purpose;
  }) {
    this.#page = parts.page;
    this.#live = parts.live;
    this.#epoch = parts.epoch;
    this.#defaultPurpose = parts.defaultPurpose;
  }

  get stop(): OpenStop | null {
    return this.#page.data?.stop ?? null;
  }

  /** Outside a stop always the default, which may have changed since the last start. */
  get purpose(): Purpose {
    return this.stop === null ? this.#defaultPurpose : this.#page.data!.purpose;
  }

  get page(): WritablePage {
    return this.#page;
  }

  /** False where exactly this is open already. Throws `UnusableStop`. */
  open(stop: OpenStop, purpose: Purpose, at: number, by?: Author): boolean {
    const opening = Opening.safeParse({ ...stop, purpose });
    if (!opening.success) throw new UnusableStop(stop, z.prettifyError(opening.error).replaceAll('\n', ' '));
    if (this.stop?.id === stop.id && this.purpose === purpose) return false;
    const closed =
      this.stop === null ? [] : [this.#fact('stop-closed', this.stop, at, { purpose: this.purpose, by })];
    this.#turnTo({ id: stop.id, name: opening.data.name }, purpose, [
      ...closed,
      this.#fact('stop-opened', stop, at, { purpose, by }),
    ]);
    return true;
  }

  /** False where no stop is open. */
  close(at: number, by?: Author): boolean {
    if (this.stop === null) return false;
    const closed = this.#fact('stop-closed', this.stop, at, { purpose: this.purpose, by });
    this.#turnTo(null, this.#defaultPurpose, [closed]);
    return true;
  }

  /** The stop stays open for another purpose; false where it has it already, or where none is open. */
  changePurpose(purpose: Purpose, at: number, by?: Author): boolean {
    const { stop, purpose: from } = this;
    if (stop === null || from === purpose) return false;
    const detail = { from, to: purpose };
    this.#turnTo(stop, purpose, [this.#fact('purpose-changed', stop, at, { purpose, by, detail })]);
    return true;
  }

  /** Writes into this epoch's journal what a power cut kept out of an earlier one. */
  recordMissedFacts(known: Pick<ReadonlySet<string>, 'has'>, settledEpochs: ReadonlySet<string>): Fact[] {
    const missed = (this.#page.data?.facts ?? []).filter(
      (fact) => !known.has(fact.id) && !settledEpochs.has(fact.body.epoch),
    );
    if (missed.length > 0) this.#live.record(missed);
    return missed;
  }

  #turnTo(stop: OpenStop | null, purpose: Purpose, facts: Fact[]): void {
    this.#live.endSegment();
    this.#page.set({ stop, purpose, facts });
    this.#live.record(facts);
  }

  #fact(
    fact: string,
    stop: OpenStop,
    at: number,
    said: { purpose: Purpose; by?: Author | undefined; detail?: Record<string, unknown> },
  ): Fact {
    const { purpose, by, detail } = said;
    return this.#live.newFact({
      ...{ fact, epoch: this.#epoch, monotonic: at, stop: stop.id, stopName: stop.name, purpose },
      ...(by !== undefined && { by }),
      ...(detail !== undefined && { detail }),
    });
  }
}
