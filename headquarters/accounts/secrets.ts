import { createHash, createHmac, randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';

/** log2 of scrypt's N; with r = 8 one hash takes 32 MiB and about a tenth of a second. */
const COST = 15;
const BLOCK_SIZE = 8;
const HASH_BYTES = 32;
const TOKEN_BYTES = 32;

/** scrypt (RFC 7914) of a password; salt and hash in base64. */
export interface PasswordHash {
  salt: string;
  hash: string;
  /** log2 of N. */
  cost: number;
}

/** Verified against where there is nobody, so that an unknown name takes as long as a wrong password. */
const NOBODY: PasswordHash = {
  salt: randomBytes(16).toString('base64'),
  hash: randomBytes(HASH_BYTES).toString('base64'),
  cost: COST,
};

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  return { salt: salt.toString('base64'), hash: hash.toString('base64'), cost: COST };
}

/** Compares in constant time; without a hash it works as long and says no. */
export async function passwordFits(password: string, against: PasswordHash | null): Promise<boolean> {
  const { salt, hash, cost } = against ?? NOBODY;
  const found = await derive(password, Buffer.from(salt, 'base64'), cost);
  const wanted = Buffer.from(hash, 'base64');
  return found.length === wanted.length && timingSafeEqual(found, wanted) && against !== null;
}

function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  // One text has one password, however the keyboard composed it.
  const text = password.normalize('NFC');
  const options = { N: 2 ** cost, r: BLOCK_SIZE, p: 1, maxmem: 256 * BLOCK_SIZE * 2 ** cost };
  return new Promise((done, fail) =>
    scrypt(text, salt, HASH_BYTES, options, (problem, key) => (problem ? fail(problem) : done(key))),
  );
}

/** 256 random bits for cookies and API tokens. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is stored of a token: who reads the database cannot sign in with it. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Compares in constant time for texts of one length. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(digestOf(a), 'hex'), Buffer.from(digestOf(b), 'hex'));
}

/** No letters or digits that are mistaken for one another when read aloud or copied by hand. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Four groups of five, 99 bits: typed once, from paper or a screen. */
export function newOneTimePassword(): string {
  const group = () => Array.from({ length: 5 }, () => READABLE[randomInt(READABLE.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}

/**
 * Proof that somebody signed in with this account on this browser before. Keyed with the password's own hash, so that it
 * ends with that password and nothing need be stored.
 */
export function browserProof(account: string, password: PasswordHash, nonce: string): string {
  return createHmac('sha256', password.hash).update(`known browser ${account} ${nonce}`).digest('base64url');
}
