import { openCodes, withPin, withUsed } from './crew-book.ts';
import type { CrewShelf } from './crew-shelf.ts';
import type { SecretBench } from './secret-bench.ts';
import { asTyped } from './typed-code.ts';

/** Codes of one member that are tried at most: each costs a tenth of a second. */
const MOST_CODES = 4;

/** The code is right, but that it has been used could not be written down: it was not taken. */
export class CodeNotKept extends Error {}

/**
 * Takes a one-time code and the PIN chosen with it. True only once it is safe on disk that the code has been used, so that no power cut
 * makes it good again. Rejects with `CodeNotKept` or `TooManyChecks`; the code is then as good as before.
 */
export async function spendCode(parts: {
  shelf: CrewShelf;
  bench: SecretBench;
  today: string | null;
  member: string;
  code: string;
  pin: string;
}): Promise<boolean> {
  const { shelf, bench, today, member } = parts;
  const typed = asTyped(parts.code);
  for (const { id, code } of openCodes(shelf.list, shelf.keys, member, today).slice(-MOST_CODES)) {
    if (!(await bench.fits(typed, code))) continue;
    const pin = await bench.hash(parts.pin);
    // Two may have typed it at the same moment, or a new list has taken it back.
    if (!openCodes(shelf.list, shelf.keys, member, today).some((open) => open.id === id)) return false;
    const before = shelf.keys;
    shelf.setKeys(withPin(withUsed(before, id), shelf.list, { member, pin }));
    try {
      await shelf.write();
      return true;
    } catch (problem) {
      const { pins, used, localCode } = before;
      shelf.setKeys({ ...shelf.keys, pins, used: used.filter((other) => other !== id), localCode });
      throw new CodeNotKept('the disk does not take it', { cause: problem });
    }
  }
  return false;
}
