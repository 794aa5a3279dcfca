import type { CrewList } from '@pingan/protocol/crew';
import type { CrewKeys } from './crew-keys.ts';

/** Where the crew list and the bus's own keys lie. */
export interface CrewShelf {
  /** Null where headquarters has never sent one, or where it is lost. */
  readonly list: CrewList | null;
  /** There was a list and nothing of it can be read. */
  readonly lost: boolean;
  readonly keys: CrewKeys;
  /** Holds at once; `write` makes it safe. */
  setList(list: CrewList): void;
  setKeys(keys: CrewKeys): void;
  /** Whether something that was set is not safe yet. */
  readonly dirty: boolean;
  /** Resolves once all that was set is safe; rejects where the disk does not take it. */
  write(): Promise<void>;
}
