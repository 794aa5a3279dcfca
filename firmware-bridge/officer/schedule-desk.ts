import type { Stop } from '@pingan/device-config/stops';
import type { Author } from '@pingan/protocol/author';
import type { Receipt } from '@pingan/protocol/receipts';
import { mergeProposal } from '@pingan/protocol/schedule/merge';
import type { Proposal, ScheduleSnapshot } from '@pingan/protocol/schedule/plan';
import {
  dismiss,
  edit,
  EMPTY_REPLICA,
  markSent,
  type Pending,
  planOf,
  type Replica,
  takeAnswer,
  takeSnapshot,
} from '@pingan/protocol/schedule/replica';
import type { Log } from '../log.ts';
import { planOfListed } from '../schedule/listed-stop.ts';
import type { CompanionFile } from '../store/companion-file.ts';
import type { ScheduleDocument } from '../store/documents.ts';
import type { Ledger } from '../store/ledger.ts';
import { refusals } from './refusals.ts';

export interface ScheduleDeskParts {
  /** Id of the bus. */
  bus: string;
  listed: readonly Stop[];
  file: CompanionFile<ScheduleDocument>;
  ledger: Pick<Ledger, 'propose' | 'outbox' | 'earlier'>;
  /** 64 random bits in hex. */
  newId: () => string;
  /** The schedule looks different. */
  changed: () => void;
  log: Log;
}

/**
 * The bus's copy of the schedule: edits show at once, are on disk at most 2 s later and wait there for headquarters; its snapshots take
 * the place of what was known.
 */
export class ScheduleDesk {
  readonly #parts: ScheduleDeskParts;
  #replica: Replica = EMPTY_REPLICA;

  constructor(parts: ScheduleDeskParts) {
    this.#parts = parts;
    this.#recover();
  }

  get replica(): Replica {
    return this.#replica;
  }

  /** Throws `Refused` where headquarters would refuse it for what the bus knows already. @param at wall milliseconds */
  edit(made: { stop: string; set: Proposal['set']; by: Author; at: number | null }): void {
    const { ledger, newId } = this.#parts;
    const set = this.#withListed(made.stop, made.set);
    if (Object.keys(set).length === 0) throw refusals.noChange();
    const before = planOf(this.#replica, made.stop);
    const { replica, proposal } = edit(this.#replica, {
      ...{ id: newId(), stop: made.stop, author: made.by, at: made.at, set },
    });
    const merged = mergeProposal(before, proposal);
    if (merged.outcome === 'rejected')
      throw before === undefined ? refusals.newStopNeeds() : refusals.planRefused(merged.why);
    ledger.propose(proposal);
    this.#became(replica);
  }

  /** A refusal has been read. */
  dismiss(proposal: string): void {
    this.#became(dismiss(this.#replica, proposal));
  }

  /** A snapshot from headquarters, by MQTT or in a file. */
  scheduleArrived(snapshot: ScheduleSnapshot): void {
    const { bus, log } = this.#parts;
    const { revision } = snapshot;
    if (snapshot.bus !== bus)
      return log.warn({ bus: snapshot.bus }, `a schedule of ${snapshot.bus} came here; ignored`);
    if (revision < this.#replica.revision) {
      const known = this.#replica.revision;
      return log.warn(
        { revision, known },
        `schedule ${revision} is older than ${known}, which is known; ignored`,
      );
    }
    this.#became(takeSnapshot(this.#replica, snapshot));
  }

  /** Headquarters has answered an edit. Without a revision of its own the answer stands as soon as it is known. */
  answered({ id, outcome, why, schedule }: Receipt): void {
    const revision = schedule ?? this.#replica.revision;
    this.#became(takeAnswer(this.#replica, id, { outcome, revision, ...(why !== undefined && { why }) }));
  }

  /** An edit was handed to the link. */
  sent(proposal: string): void {
    const waiting = this.#replica.pending.find((each) => each.proposal.id === proposal);
    if (waiting?.sent === false) this.#became(markSent(this.#replica, new Set([proposal])));
  }

  /** A stop of the plain list enters the schedule with its first edit, and brings along what the list says of it. */
  #withListed(id: string, set: Proposal['set']): Proposal['set'] {
    const listed = this.#parts.listed.find((stop) => stop.id === id);
    if (listed === undefined || planOf(this.#replica, id) !== undefined) return set;
    return { ...planOfListed(listed), ...set };
  }

  #became(replica: Replica): void {
    if (JSON.stringify(documentOf(replica, '')) === JSON.stringify(documentOf(this.#replica, ''))) return;
    this.#replica = replica;
    this.#parts.file.set(documentOf(replica, this.#parts.bus));
    this.#parts.changed();
  }

  // ── after a start ──────────────────────────────────────────────────────────────────────────────────────────

  /** Journal and schedule file are written one after the other: whichever a power cut lost, the other one makes up for it. */
  #recover(): void {
    const { file, bus, log, ledger } = this.#parts;
    const { snapshot, pending } = file.data;
    const own = snapshot?.bus === bus ? snapshot : null;
    if (snapshot !== null && own === null)
      log.warn({ bus: snapshot.bus }, `the schedule on this disk is that of ${snapshot.bus}; it is not used`);
    const known = new Set(pending.map(({ proposal }) => proposal.id));
    const missed = ledger.earlier.proposals
      .filter(({ id }) => !known.has(id))
      .flatMap((each) => this.#missed(each));
    const all = [...pending.map((each) => this.#continued(each)), ...missed];
    const replica = own === null ? EMPTY_REPLICA : takeSnapshot(EMPTY_REPLICA, own);
    this.#replica = { ...replica, pending: all };
    if (missed.length > 0) file.set(documentOf(this.#replica, bus));
  }

  /** What is still on its way is an edit whose file was lost; a refusal may have been read, unless the file is gone. */
  #missed(proposal: Proposal): Pending[] {
    const { outbox } = this.#parts.ledger;
    const standing = outbox.standing('proposal', proposal.id);
    if (standing === 'unconfirmed') return [{ proposal, sent: false, answer: null }];
    if (standing !== 'rejected' || !this.#parts.file.isLost) return [];
    return [{ proposal, sent: true, answer: this.#refusalOf(proposal) }];
  }

  /** An edit whose answer, or whose place in the journal, was lost is sent once more: headquarters answers alike. */
  #continued(pending: Pending): Pending {
    if (pending.answer !== null) return pending;
    const { ledger } = this.#parts;
    const { proposal } = pending;
    const standing = ledger.outbox.standing('proposal', proposal.id);
    if (standing === 'rejected') return { ...pending, sent: true, answer: this.#refusalOf(proposal) };
    if (standing !== 'unconfirmed') ledger.propose(proposal);
    return pending;
  }

  #refusalOf({ id }: Proposal): NonNullable<Pending['answer']> {
    const why = this.#parts.ledger.outbox.rejection('proposal', id);
    return { outcome: 'rejected', revision: 0, ...(why !== null && { why }) };
  }
}

function documentOf({ revision, plans, pending }: Replica, bus: string): ScheduleDocument {
  const isKnown = revision > 0 || plans.size > 0;
  return {
    snapshot: isKnown ? { v: 1, bus, revision, stops: [...plans.values()] } : null,
    pending: [...pending],
  };
}
