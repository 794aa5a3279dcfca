import { randomBytes } from 'node:crypto';
import type { CrewShelf } from './crew-shelf.ts';
import type { SecretBench } from './secret-bench.ts';
import { asTyped, newCode } from './typed-code.ts';

/** 60 bits. */
const CODE_DIGITS = 12;
/** The one officer of a bus that headquarters has sent no list. */
const OFFICER = { id: 'officer', name: '民警', pin: null };

/** Headquarters has sent a list: codes come from there. */
export class CrewAtHeadquartersError extends Error {
  constructor() {
    super(
      'this bus has a crew list from headquarters, so its one-time codes come from there: open "crew" of this bus in the console and make one for the officer',
    );
  }
}

/**
 * A one-time code for the local officer of a bus without crew list; an earlier one is no longer good, a PIN chosen before holds until the code
 * is used. Safe on disk when this resolves. Rejects with `CrewAtHeadquartersError`.
 */
export async function makeFirstCode(shelf: CrewShelf, bench: SecretBench): Promise<string> {
  if (shelf.list !== null) throw new CrewAtHeadquartersError();
  const code = newCode(CODE_DIGITS);
  const id = `local-${randomBytes(6).toString('hex')}`;
  const hash = await bench.hash(asTyped(code));
  const local = shelf.keys.local ?? OFFICER;
  shelf.setKeys({ ...shelf.keys, local, localCode: { id, member: local.id, code: hash } });
  await shelf.write();
  return code;
}
