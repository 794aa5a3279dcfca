import type { BusRecord } from '@pingan/protocol/records';
import type { Db } from '../database/open-database.ts';
import { anchorKey, epochKey, factKey } from '../ingest/judge.ts';
import { loadKnown } from '../ingest/load-known.ts';

type Shard = BusRecord & { kind: 'shard' };
type ProposalRecord = BusRecord & { kind: 'proposal' };

export const recordKey = ({ kind, id, rev }: { kind: string; id: string; rev: number }) =>
  `${kind} ${rev} ${id}`;

/** Which of a bus's records, at this revision or a newer one, have arrived before: said to whoever reads a file, decides nothing. */
export async function alreadyHere(db: Db, records: readonly BusRecord[]): Promise<Set<string>> {
  const known = await loadKnown(db, records);
  const shards = await shardRevisions(
    db,
    records.filter((record) => record.kind === 'shard'),
  );
  const proposals = await decidedProposals(
    db,
    records.filter((record) => record.kind === 'proposal'),
  );
  const isHere = (record: BusRecord): boolean => {
    switch (record.kind) {
      case 'shard':
        return (shards.get(shardKey(record.bus, record.body)) ?? -1) >= record.rev;
      case 'epoch':
        return (known.epochs.get(epochKey(record.bus, record.body.epoch))?.rev ?? -1) >= record.rev;
      case 'anchor':
        return known.anchors.has(anchorKey(record.bus, record.body.epoch, record.id));
      case 'fact':
        return known.facts.has(factKey(record.bus, record.id));
      case 'proposal':
        return proposals.has(proposalKey(record.bus, record.body.proposal.id));
    }
  };
  return new Set(records.filter(isHere).map(recordKey));
}

const shardKey = (bus: string, { epoch, day, part }: Pick<Shard['body'], 'epoch' | 'day' | 'part'>) =>
  `${bus} ${epoch} ${day} ${part}`;

async function shardRevisions(db: Db, shards: readonly Shard[]): Promise<Map<string, number>> {
  if (shards.length === 0) return new Map();
  const epochs = [...new Set(shards.map(({ body }) => body.epoch))].sort();
  const rows = await db
    .selectFrom('shard')
    .innerJoin('epoch', 'epoch.id', 'shard.epoch_id')
    .innerJoin('bus', 'bus.id', 'epoch.bus_id')
    .where('bus.name', 'in', [...new Set(shards.map(({ bus }) => bus))].sort())
    .where('epoch.code', 'in', epochs)
    .select(['bus.name as bus', 'epoch.code as epoch', 'day', 'part', 'shard.rev'])
    .execute();
  return new Map(rows.map(({ bus, rev, ...where }) => [shardKey(bus, where), rev]));
}

const proposalKey = (bus: string, id: string) => `${bus} ${id}`;

async function decidedProposals(db: Db, records: readonly ProposalRecord[]): Promise<Set<string>> {
  if (records.length === 0) return new Set();
  const rows = await db
    .selectFrom('proposal')
    .innerJoin('bus', 'bus.id', 'proposal.bus_id')
    .where('bus.name', 'in', [...new Set(records.map(({ bus }) => bus))].sort())
    .where('proposal.code', 'in', records.map(({ body }) => body.proposal.id).sort())
    .select(['bus.name as bus', 'proposal.code'])
    .execute();
  return new Set(rows.map(({ bus, code }) => proposalKey(bus, code)));
}
