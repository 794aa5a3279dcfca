import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenHexLine, readIntelHex } from '@pingan/firmware-bridge/board/virtual-board/intel-hex';

const END = ':00000001FF';

function record(address: number, data: number[]): string {
  const bytes = [data.length, address >> 8, address & 0xff, 0, ...data];
  const checksum = -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
  return `:${Buffer.from([...bytes, checksum])
    .toString('hex')
    .toUpperCase()}`;
}

describe('Intel HEX', () => {
  it('puts bytes into flash as little-endian words', () => {
    const { words, size } = readIntelHex([record(0x0010, [0x34, 0x12, 0x78, 0x56]), END].join('\r\n'));
    expect(size).toBe(4);
    expect(words[8]).toBe(0x1234);
    expect(words[9]).toBe(0x5678);
    expect(words).toHaveLength(0x4000);
  });

  it('reads back any program that was written in records', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 600 }), (program) => {
        const lines: string[] = [];
        for (let at = 0; at < program.length; at += 16)
          lines.push(record(at, [...program.subarray(at, at + 16)]));
        const { words, size } = readIntelHex([...lines, END, ''].join('\n'));
        expect(size).toBe(program.length);
        expect(Buffer.from(words.buffer, 0, size).equals(program)).toBe(true);
      }),
    );
  });

  it.each([
    ['a wrong checksum', ':0100000000FE', 'checksum'],
    ['a line cut short', ':10000000AABB', 'announced'],
    ['something else', 'hello', 'not a record'],
    ['data beyond the flash', record(0x8000, [1]), 'outside'],
    ['a record type of larger chips', ':020000040001F9', 'record type 4'],
  ])('names the line with %s', (_what, line, why) => {
    const read = () => readIntelHex([record(0, [0]), line, END].join('\n'));
    expect(read).toThrow(BrokenHexLine);
    expect(read).toThrow(why);
    expect(read).toThrow('line 2');
  });

  it('does not take a file without its end for a whole one', () => {
    expect(() => readIntelHex(record(0, [1, 2, 3]))).toThrow('cut short');
  });
});
