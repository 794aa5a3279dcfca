import { generateKeyPairSync } from 'node:crypto';
import { sealCarryFile } from '@pingan/protocol/carry/seal';
import type { CarryNote } from '@pingan/protocol/carry/seal';

/** Keys of both sides, as `npm run enrol` would have left them. */
export function keysOfBothSides() {
  return {
    /** ECDSA P-256, as in the certificate of a bus. */
    bus: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    /** What headquarters seals answers to. */
    answers: generateKeyPairSync('x25519'),
    sealing: generateKeyPairSync('x25519'),
    signing: generateKeyPairSync('ed25519'),
  };
}
export type Keys = ReturnType<typeof keysOfBothSides>;

export const NOTE: CarryNote = {
  from: 'bus',
  bus: 'bus-17',
  id: '00112233445566aa',
  written: 1_795_000_000_000,
  certificate: null,
};

export const answerTo = ({ answers }: Keys) =>
  answers.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

/** A file of a bus as it would write it. */
export function busFile(keys: Keys, records: string[], note: Partial<CarryNote> = {}): Promise<Buffer> {
  return sealCarryFile({
    note: { ...NOTE, ...note },
    content: { answerTo: answerTo(keys), records },
    sealTo: keys.sealing.publicKey,
    signWith: keys.bus.privateKey,
  });
}

/** Headquarters' answer. */
export function answerFile(keys: Keys, content: unknown, note: Partial<CarryNote> = {}): Promise<Buffer> {
  return sealCarryFile({
    note: { ...NOTE, from: 'headquarters', ...note },
    content,
    sealTo: keys.answers.publicKey,
    signWith: keys.signing.privateKey,
  });
}
