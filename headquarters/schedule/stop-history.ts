import type { Author } from '@pingan/protocol/author';
import type { Proposal } from '@pingan/protocol/schedule/plan';
import type { ProposalAnswer } from '@pingan/protocol/schedule/authority';
import type { Db } from '../database/open-database.ts';
import type { Origin } from './policy.ts';

/** One edit of a stop, accepted or not. */
export interface Edit {
  id: string;
  author: Author;
  /** Wall time by the author's clock, in milliseconds. */
  at: number | null;
  origin: Origin;
  /** Wall time of headquarters when it came. */
  arrived: number;
  set: Proposal['set'];
  outcome: ProposalAnswer['outcome'];
  why: string | null;
  revision: number;
}

/** Who changed what when, in the order headquarters decided. */
export async function stopHistory(db: Db, bus: string, stop: string): Promise<Edit[]> {
  const rows = await db
    .selectFrom('proposal')
    .innerJoin('bus', 'bus.id', 'proposal.bus_id')
    .where('bus.name', '=', bus)
    .where('stop', '=', stop)
    .select(['code', 'author_id', 'author_name', 'at', 'origin', 'arrived', 'changes', 'outcome'])
    .select(['why', 'revision'])
    .orderBy('proposal.id')
    .execute();
  return rows.map(({ code, author_id, author_name, changes, ...edit }) => ({
    ...edit,
    id: code,
    author: { id: author_id, name: author_name },
    set: JSON.parse(changes) as Proposal['set'],
  }));
}
