import { Name, Purpose, Text } from '@pingan/protocol/ids';
import { AnchorBody, EpochBody, FactBody, ShardBody } from '@pingan/protocol/records';
import { Proposal } from '@pingan/protocol/schedule/plan';
import { countOf } from '@pingan/protocol/tally';
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
