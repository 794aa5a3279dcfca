import type { Author } from '@pingan/protocol/author';
import { detailFault } from '@pingan/protocol/facts';
import type { Purpose } from '@pingan/protocol/ids';
import type { FactBody } from '@pingan/protocol/records';
import type { OpenStop } from './documents.ts';

/** What a fact says besides its name, when and in which epoch. */
export interface Said {
  by?: Author;
  detail?: Record<string, unknown>;
  /** The open stop where it is left out. */
  stop?: OpenStop | null;
}

export class UnusableFact extends Error {
  constructor(fact: string, why: string) {
    super(`the fact ${fact} was not kept: ${why}`);
  }
}

/** The fact as it is kept; `now` is the moment and what is open then. Throws `UnusableFact` where the detail does not fit the name. */
export function saidFact(
  fact: string,
  { by, detail, ...said }: Said,
  now: { epoch: string; monotonic: number; stop: OpenStop | null; purpose: Purpose },
): FactBody {
  const why = detailFault(fact, detail);
  if (why !== null) throw new UnusableFact(fact, why);
  const { stop = now.stop } = said;
  return {
    ...{ fact, epoch: now.epoch, monotonic: now.monotonic, stop: stop?.id ?? null },
    ...(stop !== null && { stopName: stop.name }),
    ...{ purpose: now.purpose, ...(by !== undefined && { by }) },
    ...(detail !== undefined && { detail }),
  };
}
