import { Author } from '@pingan/protocol/author';
import { CheckItemId, TicketId } from '@pingan/protocol/departure';
import { EpochId, Monotonic, Name, Purpose, Text } from '@pingan/protocol/ids';
import { AnchorBody, EpochBody, FactBody, ShardBody } from '@pingan/protocol/records';
import { Proposal, ScheduleSnapshot } from '@pingan/protocol/schedule/plan';
import { countOf } from '@pingan/protocol/tally';
import { WarningList } from '@pingan/protocol/warnings';
import { z } from 'zod';

/**
 * The documents of a data directory:
 * `current.json`, `schedule.json`, `officer.json`, `warnings.json` · `epochs/<boot>-<epoch>/{epoch,journal,receipts,shard-<day>-<part>}.json` · `settled/…` alike.
 */
export const EpochDocument = EpochBody;

/** Cells with n = 0 or a foreign shape make the whole file bad, so that it falls back instead of counting wrong. */
export const ShardDocument = ShardBody;

const Fact = z.object({ id: z.string().min(1).max(80), body: FactBody });
export type Fact = z.infer<typeof Fact>;

/** What an epoch only ever appends to. Facts may name an earlier epoch that died before it could write them. */
export const JournalDocument = z.object({
  anchors: z.array(AnchorBody),
  facts: z.array(Fact),
  /** Edits of the schedule; a journal of an earlier version has none. */
  proposals: z.array(Proposal).default([]),
});
export type JournalDocument = z.infer<typeof JournalDocument>;
export const EMPTY_JOURNAL: JournalDocument = { anchors: [], facts: [], proposals: [] };

export const OpenStop = z.object({ id: Name, name: Text });
export type OpenStop = z.infer<typeof OpenStop>;

/**
 * What continues over a restart. `facts` repeats what the last change says in the journal: this file is written
 * first, so whichever file a power cut loses, stop and facts agree again after the next start.
 */
export const CurrentDocument = z.object({
  stop: OpenStop.nullable(),
  purpose: Purpose,
  facts: z.array(Fact),
});
export type CurrentDocument = z.infer<typeof CurrentDocument>;

/** What headquarters answered about one record. */
export const Answer = z.object({
  /** Highest revision that headquarters has stored; -1 for none. */
  confirmed: z.number().int().min(-1),
  rejected: z.object({ rev: z.number().int(), why: z.string(), software: z.string() }).nullable(),
});
export type Answer = z.infer<typeof Answer>;

export const ReceiptsDocument = z.object({ answers: z.record(z.string(), Answer) });
export type ReceiptsDocument = z.infer<typeof ReceiptsDocument>;

export const SHARD_NAME = /^shard-\d+-\d+$/;

export function shardName(day: number, part: number): string {
  return `shard-${day}-${part}`;
}

/** Increments in a shard: its revision. */
export function revisionOf(shard: ShardBody): number {
  return countOf(shard.cells);
}

const ProposalAnswer = z.object({
  outcome: z.enum(['stored', 'conflict', 'rejected']),
  why: z.string().optional(),
  revision: z.number().int().nonnegative(),
});

/** The schedule as headquarters sent it last, and the bus's own edits that are not settled, in the order of editing. */
export const ScheduleDocument = z.object({
  snapshot: ScheduleSnapshot.nullable(),
  pending: z.array(z.object({ proposal: Proposal, sent: z.boolean(), answer: ProposalAnswer.nullable() })),
});
export type ScheduleDocument = z.infer<typeof ScheduleDocument>;

const Moment = z.object({
  boot: z.number().int(),
  epoch: EpochId,
  at: Monotonic,
  wall: z.number().nullable(),
});
const Activity = z.object({
  epoch: EpochId,
  boot: z.number().int(),
  offset: z.number().nullable(),
  slots: z.array(
    z.object({ slot: z.number().int(), stop: Name.nullable(), purpose: Purpose, entries: z.number().int() }),
  ),
});

/** Faults that wait to be mended, and the departure check before this start. */
export const DepartureDocument = z.object({
  open: z.array(z.object({ id: TicketId, item: CheckItemId, words: Text, when: Moment })),
  /** Tickets that were closed, the latest last. */
  closed: z.array(TicketId),
  last: z
    .object({
      when: Moment,
      by: Author.nullable(),
      faults: z.number().int(),
      skipped: z.number().int(),
    })
    .nullable(),
});

/** What officers said and set, as far as the bus must still know it after a restart. Nothing of it is about a visitor. */
export const OfficerDocument = z.object({
  stops: z.record(
    Name,
    z.object({
      arrived: Moment.nullable(),
      opened: Moment.nullable(),
      closed: Moment.nullable(),
      handCount: z.object({ when: Moment, in: z.number().int() }).nullable(),
      checklist: z.object({ when: Moment, done: z.array(Name), open: z.array(Name) }).nullable(),
      afterAction: Moment.nullable(),
    }),
  ),
  shift: z.object({ member: Author, since: Moment }).nullable(),
  /** Exhibits that are not offered. */
  off: z.array(Name),
  brightness: z.number().int().min(1).max(3),
  loudness: z.number().int().min(1).max(3),
  /** Suggestions that were answered, and the stretches that were corrected. */
  answered: z.array(z.string().max(80)),
  corrected: z.array(z.object({ epoch: EpochId, from: z.number().int(), to: z.number().int() })),
  /** What the doorway saw in the last starts before this one. */
  activity: z.array(Activity),
  /** A file of an earlier version has none. */
  departure: DepartureDocument.default({ open: [], closed: [], last: null }),
});
export type OfficerDocument = z.infer<typeof OfficerDocument>;

export const EMPTY_OFFICER: OfficerDocument = {
  ...{ stops: {}, shift: null, off: [], brightness: 2, loudness: 2 },
  ...{ answered: [], corrected: [], activity: [], departure: { open: [], closed: [], last: null } },
};

/** The list of case warnings that headquarters sent last; null before the first. */
export const WarningsDocument = z.object({ list: WarningList.nullable() });
export type WarningsDocument = z.infer<typeof WarningsDocument>;
