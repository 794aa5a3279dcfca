import { type KeyObject, sign } from 'node:crypto';

/** Just enough DER for a certificate that Node reads: a name, a P-256 key, a signature. Made anew for each test. */
const tlv = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: Buffer[]) => tlv(0x30, ...parts);
const object = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'));
const time = (text: string) => tlv(0x17, Buffer.from(text));
const ECDSA_SHA256 = sequence(object('2a8648ce3d040302'));

const nameOf = (name: string) =>
  sequence(tlv(0x31, sequence(object('550403'), tlv(0x0c, Buffer.from(name)))));

/** A certificate for `name` that its own key signs, PEM; valid for one day of the year 2020. */
export function certificateFor(name: string, keys: { privateKey: KeyObject; publicKey: KeyObject }): string {
  const contents = sequence(
    tlv(0x02, Buffer.from([1])),
    ECDSA_SHA256,
    nameOf(name),
    sequence(time('200101000000Z'), time('200102000000Z')),
    nameOf(name),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', contents, keys.privateKey)]);
  const der = sequence(contents, ECDSA_SHA256, tlv(0x03, signature));
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
}
