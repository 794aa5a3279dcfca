import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { SecretHash } from '@pingan/protocol/crew';

/** log2 of scrypt's N for what is hashed here: 32 MiB and about a tenth of a second. */
const COST = 15;
/** 128 MiB: more is not taken from a computer that runs a bus. */
const MOST_COST = 17;
const HASH_BYTES = 32;
const LONGEST_QUEUE = 8;

/** Too many want to be checked at once. */
export class TooManyChecks extends Error {}

/**
 * Hashes and checks what people type, one at a time: scrypt is made to need memory and a core, and lamps and counts need them too. Never on
 * the main thread.
 */
export class SecretBench {
  readonly #cost: number;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(cost = COST) {
    this.#cost = cost;
  }

  /** Rejects with `TooManyChecks`. */
  async hash(secret: string): Promise<SecretHash> {
    const salt = randomBytes(16);
    const hash = await this.#inTurn(() => derive(secret, salt, this.#cost));
    return { salt: salt.toString('base64'), hash: hash.toString('base64'), cost: this.#cost };
  }

  /** Compares in constant time. False for a hash that costs more than this computer has. Rejects with `TooManyChecks`. */
  async fits(secret: string, { salt, hash, cost }: SecretHash): Promise<boolean> {
    if (cost > MOST_COST) return false;
    const found = await this.#inTurn(() => derive(secret, Buffer.from(salt, 'base64'), cost));
    const wanted = Buffer.from(hash, 'base64');
    return wanted.length === found.length && timingSafeEqual(found, wanted);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= LONGEST_QUEUE) return Promise.reject(new TooManyChecks());
    this.#waiting++;
    const done = this.#last.then(work).finally(() => this.#waiting--);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function derive(secret: string, salt: Buffer, cost: number): Promise<Buffer> {
  const options = { N: 2 ** cost, r: 8, p: 1, maxmem: 2 ** (cost + 11) };
  return new Promise((done, fail) =>
    scrypt(secret, salt, HASH_BYTES, options, (problem, key) => (problem ? fail(problem) : done(key))),
  );
}
