import type { Author } from '@pingan/protocol/author';
import type { DepartureWords } from './departure-words.ts';

/** Who did a check, as a screen says it. A rehearsal without crew has no names, only a word. */
export function checkedBy(by: Author | null, says: DepartureWords): string | null {
  return by?.id === 'rehearsal' ? says.start.rehearsal : (by?.name ?? null);
}
