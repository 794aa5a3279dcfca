import { randomBytes, randomInt, scrypt } from 'node:crypto';
import type { SecretHash } from '@pingan/protocol/crew';

const COST = 15;
const BLOCK_SIZE = 8;
const BYTES = 32;
const CODE_DIGITS = 12;

/** scrypt of a PIN or a code, with a salt of its own; takes tens of milliseconds on purpose. */
export function hashSecret(digits: string): Promise<SecretHash> {
  const salt = randomBytes(16);
  // N = 2^15 and r = 8 need 32 MiB, which is the library's limit unless it is raised.
  const options = { N: 2 ** COST, r: BLOCK_SIZE, p: 1, maxmem: 2 * 128 * BLOCK_SIZE * 2 ** COST };
  return new Promise((done, fail) =>
    scrypt(digits, salt, BYTES, options, (problem, hash) =>
      problem
        ? fail(problem)
        : done({ salt: salt.toString('base64'), hash: hash.toString('base64'), cost: COST }),
    ),
  );
}

/** A one-time code of twelve digits: a pad of digits can take it, and 40 bits behind scrypt are not guessed from its hash. */
export function newCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}

/** Why somebody should not have this PIN, or null. Runs and repetitions are what others try first. */
export function pinFault(pin: string): 'not-digits' | 'guessable' | null {
  if (!/^\d{4,8}$/.test(pin)) return 'not-digits';
  const steps = [...pin].slice(1).map((digit, n) => Number(digit) - Number(pin[n]));
  const [first] = steps;
  const isRun = steps.every((step) => step === first) && Math.abs(first!) <= 1;
  return isRun ? 'guessable' : null;
}
