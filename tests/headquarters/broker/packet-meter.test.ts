import { MAX_PACKET_BYTES, PacketMeter } from '@pingan/headquarters/broker/packet-meter';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

function packet(length: number, body = length): Uint8Array {
  const header = [0x32];
  let left = length;
  do {
    header.push((left % 128) | (left >= 128 ? 0x80 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Uint8Array.from([...header, ...new Array<number>(body).fill(0xff)]);
}

describe('the packet meter', () => {
  test('lets packets up to the limit pass, however they are cut on the way', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 97 }), (lengths, cut) => {
        const meter = new PacketMeter();
        const stream = lengths.flatMap((length) => [...packet(length)]);
        for (let at = 0; at < stream.length; at += cut) {
          expect(meter.push(Uint8Array.from(stream.slice(at, at + cut)))).toBeNull();
        }
        expect(meter.push(packet(MAX_PACKET_BYTES + 1, 0))).toBe(MAX_PACKET_BYTES + 1);
      }),
    );
  });

  test('finds an oversized packet at its header, before its body has come', () => {
    expect(new PacketMeter().push(packet(200_000_000, 0))).toBeGreaterThan(MAX_PACKET_BYTES);
  });
});
