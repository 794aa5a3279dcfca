/**
 * Sealing and opening of files that are carried by hand. For Node alone: screens never import it.
 *
 *   line 1   the head (`CarryHead`) as JSON
 *   line 2   the content, deflated and sealed, in base64
 *   line 3   the signature over lines 1 and 2, in base64
 *
 * Sealed as in ECIES: X25519 between a key of this file alone and the reader's key, HKDF-SHA-256 over the shared secret, AES-256-GCM
 * with the head as associated data. Signed by ECDSA P-256 with SHA-256 (a bus) or Ed25519 (headquarters), whichever the key is of.
 */
import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { z } from 'zod';
import { CarryHead } from '../carry-file.ts';
import { CarryFault } from './carry-fault.ts';

/** Of a file, and of its content before it is deflated. */
export const MAX_CARRY_BYTES = 64 * 1024 * 1024;
const MAX_HEAD_BYTES = 16 * 1024;
const TAG_BYTES = 16;
const NEWLINE = 10;
const deflated = promisify(deflateRaw);
const inflated = promisify(inflateRaw);

export type CarryNote = Pick<CarryHead, 'from' | 'bus' | 'id' | 'written' | 'certificate'>;

/** Writes a file. @param sealTo the reader's X25519 public key @param signWith the writer's private key */
export async function sealCarryFile(file: {
  note: CarryNote;
  content: unknown;
  sealTo: KeyObject;
  signWith: KeyObject;
}): Promise<Buffer> {
  const text = Buffer.from(JSON.stringify(file.content));
  if (text.length > MAX_CARRY_BYTES)
    throw CarryFault.of('too-large', { bytes: text.length, most: MAX_CARRY_BYTES });
  const packed = await deflated(text);
  const own = generateKeyPairSync('x25519');
  const nonce = randomBytes(12);
  const key = own.publicKey.export({ type: 'spki', format: 'der' });
  const head: CarryHead = {
    format: 'pingan-carry',
    v: 1,
    ...file.note,
    sealed: { key: key.toString('base64'), nonce: nonce.toString('base64') },
    bytes: packed.length + TAG_BYTES,
  };
  const headLine = Buffer.from(JSON.stringify(head));
  const secret = diffieHellman({ privateKey: own.privateKey, publicKey: file.sealTo });
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, key, file.sealTo), nonce).setAAD(headLine);
  const sealed = Buffer.concat([cipher.update(packed), cipher.final(), cipher.getAuthTag()]);
  const signed = Buffer.from(`${headLine.toString()}\n${sealed.toString('base64')}\n`);
  const signature = sign(digestFor(file.signWith), signed, file.signWith);
  return Buffer.concat([signed, Buffer.from(`${signature.toString('base64')}\n`)]);
}

/** A file that is whole, with nothing in it believed yet. */
export interface WholeCarryFile {
  head: CarryHead;
  headLine: Buffer;
  sealed: Buffer;
  signed: Buffer;
  signature: Buffer;
}

/** Takes a file apart, or throws a `CarryFault`: not ours, another version, too large, cut short. */
export function splitCarryFile(bytes: Uint8Array): WholeCarryFile {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headEnd = file.subarray(0, MAX_HEAD_BYTES).indexOf(NEWLINE);
  if (headEnd < 0) throw looksOurs(file) ? cutShort(file) : CarryFault.of('not-ours');
  const headLine = file.subarray(0, headEnd);
  const head = readHead(headLine);
  if (file.length > MAX_CARRY_BYTES)
    throw CarryFault.of('too-large', { bytes: file.length, most: MAX_CARRY_BYTES });
  const sealedEnd = file.indexOf(NEWLINE, headEnd + 1);
  const end = sealedEnd < 0 ? -1 : file.indexOf(NEWLINE, sealedEnd + 1);
  if (end < 0) throw cutShort(file);
  const sealed = fromBase64(file.subarray(headEnd + 1, sealedEnd));
  const signature = fromBase64(file.subarray(sealedEnd + 1, end));
  if (sealed === null || signature === null || sealed.length !== head.bytes || end !== file.length - 1)
    throw CarryFault.of('bad-signature', { from: head.from });
  return { head, headLine, sealed, signed: file.subarray(0, sealedEnd + 1), signature };
}

/** Whether a key has signed the file. */
export function isSignedBy({ signed, signature }: WholeCarryFile, signer: KeyObject): boolean {
  return verify(digestFor(signer), signed, signer, signature);
}

/**
 * The content of a file whose signature was checked before. Throws a `CarryFault`: sealed for somebody else, or not what its writer
 * should have written. @param openWith the reader's X25519 private key
 */
export async function openCarryFile<T>(
  { head, headLine, sealed }: WholeCarryFile,
  openWith: KeyObject,
  content: z.ZodType<T>,
): Promise<T> {
  const packed = decrypted({ head, headLine, sealed }, openWith);
  if (packed === null)
    throw CarryFault.of('not-for-us', { here: head.from === 'bus' ? 'headquarters' : 'bus' });
  let raw: unknown;
  try {
    const text = await inflated(packed, { maxOutputLength: MAX_CARRY_BYTES });
    raw = JSON.parse(text.toString('utf8'));
  } catch (problem) {
    throw CarryFault.of('unreadable', { why: (problem as Error).message });
  }
  const read = content.safeParse(raw);
  if (read.success) return read.data;
  const why = z.prettifyError(read.error).replaceAll('\n', ' ').slice(0, 300);
  throw CarryFault.of('unreadable', { why });
}

function decrypted(
  { head, headLine, sealed }: Pick<WholeCarryFile, 'head' | 'headLine' | 'sealed'>,
  openWith: KeyObject,
): Buffer | null {
  try {
    const der = Buffer.from(head.sealed.key, 'base64');
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const secret = diffieHellman({ privateKey: openWith, publicKey });
    const key = keyOf(secret, der, createPublicKey(openWith));
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(head.sealed.nonce, 'base64'), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(headLine).setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    // OpenSSL says for every wrong key, nonce or byte no more than that it does not fit.
    return null;
  }
}

/** Bound to both public keys, so that no other pair of keys can be put in their place. */
function keyOf(secret: Buffer, own: Buffer, reader: KeyObject): Buffer {
  const salt = Buffer.concat([own, reader.export({ type: 'spki', format: 'der' })]);
  return Buffer.from(hkdfSync('sha256', secret, salt, 'pingan-carry 1', 32));
}

/** Ed25519 hashes by itself. */
function digestFor(key: KeyObject): 'sha256' | null {
  return key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
}

function readHead(line: Buffer): CarryHead {
  let raw: unknown;
  try {
    raw = JSON.parse(line.toString('utf8'));
  } catch {
    throw CarryFault.of('not-ours');
  }
  const version = z.object({ format: z.literal('pingan-carry'), v: z.number() }).safeParse(raw);
  if (!version.success) throw CarryFault.of('not-ours');
  if (version.data.v !== 1) throw CarryFault.of('other-version', { v: version.data.v });
  const head = CarryHead.safeParse(raw);
  if (head.success) return head.data;
  throw CarryFault.of('unreadable', { why: z.prettifyError(head.error).replaceAll('\n', ' ').slice(0, 300) });
}

/** The beginning of a head, or of nothing: what a stick keeps that was pulled at once. */
function looksOurs(file: Buffer): boolean {
  const start = Buffer.from('{"format":"pingan-carry"');
  const shared = Math.min(start.length, file.length);
  return file.length <= MAX_HEAD_BYTES && file.compare(start, 0, shared, 0, shared) === 0;
}

function cutShort(file: Buffer): CarryFault {
  return CarryFault.of('cut-short', { bytes: file.length });
}

/** Node skips what is no base64; here every byte counts, so only the one spelling is taken. */
function fromBase64(text: Buffer): Buffer | null {
  const bytes = Buffer.from(text.toString('latin1'), 'base64');
  return bytes.toString('base64') === text.toString('latin1') ? bytes : null;
}
