import type { Author } from '@pingan/protocol/author';
import { SLOT_MS } from '@pingan/protocol/tally';
import { datedBook, type DepartureBook, departureFact } from '../departure/tickets.ts';
import { dated, type EpochClock } from '../schedule/day-stops.ts';
import type { EpochActivity } from '../schedule/doorway-activity.ts';
import type { Stretch } from '../schedule/forgotten.ts';
import { happened, type Happenings, type Moment } from '../schedule/happenings.ts';
import type { CompanionFile } from '../store/companion-file.ts';
import type { Fact, OfficerDocument } from '../store/documents.ts';
import type { Ledger } from '../store/ledger.ts';

/** What is kept of answered suggestions and corrections; older ones are about days that are over. */
const MOST_ANSWERS = 200;
/** Starts of the process whose doorway activity is kept: with the ignition off at every halt, some days' worth. */
const MOST_STARTS = 12;
/** Wall milliseconds after which nobody is asked any more what they forgot. */
const ACTIVITY_KEPT_MS = 36 * 3_600_000;

/**
 * What officers said and set, over restarts: how each stop went, the shift, exhibits that are off, brightness, loudness, and what
 * departure checks found.
 */
export class OfficerNotes {
  readonly #file: CompanionFile<OfficerDocument>;
  readonly #ledger: Ledger;

  /** What a power cut kept from the file is made up from the facts that are still here. */
  constructor(parts: { file: CompanionFile<OfficerDocument>; ledger: Ledger }) {
    this.#file = parts.file;
    this.#ledger = parts.ledger;
    const offsets = new Map(this.#ledger.earlier.activity.map(({ epoch, offset }) => [epoch, offset]));
    for (const { boot, fact } of this.#ledger.earlier.facts) {
      const offset = offsets.get(fact.body.epoch) ?? null;
      this.#happened(fact, boot, offset === null ? null : offset + fact.body.monotonic);
    }
    this.#keepActivity();
    this.#ledger.on('fact', (fact) =>
      this.#happened(fact, this.#ledger.boot, this.#ledger.wallOf(fact.body.monotonic)),
    );
  }

  get happenings(): Happenings {
    return this.#file.data.stops;
  }

  get shift(): OfficerDocument['shift'] {
    return this.#file.data.shift;
  }

  get settings(): Pick<OfficerDocument, 'off' | 'brightness' | 'loudness'> {
    return this.#file.data;
  }

  get answered(): ReadonlySet<string> {
    return new Set(this.#file.data.answered);
  }

  get corrected(): readonly Stretch[] {
    return this.#file.data.corrected;
  }

  get departure(): DepartureBook {
    return this.#file.data.departure;
  }

  /** What the doorway saw in earlier starts and in this one, oldest first. */
  get activity(): EpochActivity[] {
    return [...this.#file.data.activity, this.#ledger.activity];
  }

  set(change: Partial<Pick<OfficerDocument, 'off' | 'brightness' | 'loudness'>>): void {
    this.#change(change);
  }

  /** @param at monotonic milliseconds */
  shiftIs(member: Author | null, at: number): void {
    this.#change({ shift: member && { member, since: this.#moment(at) } });
  }

  /** A suggestion was answered; its stretches are corrected, or were waved aside where there are none. */
  answer(id: string, stretches: readonly Stretch[]): void {
    const { answered, corrected } = this.#file.data;
    this.#change({
      answered: [...answered, id].slice(-MOST_ANSWERS),
      corrected: [...corrected, ...stretches].slice(-MOST_ANSWERS),
    });
  }

  /** The clock is known, or known better: what happened in this start is dated by it. */
  clockIs(clock: EpochClock): void {
    this.#change({ stops: dated(this.happenings, clock), departure: datedBook(this.departure, clock) });
  }

  #happened({ body }: Fact, boot: number, wall: number | null): void {
    const when = { boot, epoch: body.epoch, at: body.monotonic, wall };
    const stops = happened(this.happenings, body, when);
    const departure = departureFact(this.departure, body, when);
    if (stops !== this.happenings || departure !== this.departure) this.#change({ stops, departure });
  }

  /** Activity of the start before this one is read from its shards once, which headquarters may have in full by the next. */
  #keepActivity(): void {
    const known = [...this.#file.data.activity, ...this.#ledger.earlier.activity];
    const byEpoch = new Map(known.map((each) => [each.epoch, each]));
    const latest = Math.max(0, ...known.map((each) => lastWall(each) ?? 0));
    const kept = [...byEpoch.values()]
      .filter((each) => each.slots.length > 0 && (lastWall(each) ?? latest) >= latest - ACTIVITY_KEPT_MS)
      .sort((a, b) => a.boot - b.boot)
      .slice(-MOST_STARTS);
    if (JSON.stringify(kept) !== JSON.stringify(this.#file.data.activity))
      this.#change({ activity: kept.map((each) => ({ ...each, slots: [...each.slots] })) });
  }

  #moment(at: number): Moment {
    const { boot, epoch } = this.#ledger;
    return { boot, epoch, at, wall: this.#ledger.wallOf(at) };
  }

  #change(change: Partial<OfficerDocument>): void {
    this.#file.set({ ...this.#file.data, ...change });
  }
}

function lastWall({ offset, slots }: EpochActivity): number | null {
  const last = slots.at(-1);
  return offset === null || last === undefined ? null : offset + last.slot * SLOT_MS;
}
