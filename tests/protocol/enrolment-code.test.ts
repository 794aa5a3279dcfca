import { randomBytes } from 'node:crypto';
import { CODE_BYTES, MistypedCodeError, readCode, writeCode } from '@pingan/protocol/enrolment-code';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const someBytes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES });
const position = fc.integer({ min: 0, max: 27 });

const digitsOf = (code: string) => code.replaceAll('-', '');

describe('a one-time code', () => {
  it('is seven groups of four that read back as the same bytes, however they are typed', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        const code = writeCode(bytes);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
        for (const typed of [
          code,
          code.toLowerCase(),
          code.replaceAll('-', ' '),
          ` ${digitsOf(code)}\n`,
          code.replaceAll('0', 'o').replaceAll('1', 'l'),
          code.replaceAll('0', 'O').replaceAll('1', 'I'),
        ])
          expect(readCode(typed)).toEqual(bytes);
      }),
    );
  });

  it('is refused when any one digit is wrong', () => {
    fc.assert(
      fc.property(someBytes, position, fc.integer({ min: 1, max: 31 }), (bytes, at, by) => {
        const digits = digitsOf(writeCode(bytes));
        const wrong = DIGITS[(DIGITS.indexOf(digits[at]!) + by) % 32]!;
        expect(() => readCode(digits.slice(0, at) + wrong + digits.slice(at + 1))).toThrow(MistypedCodeError);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is refused when any two of its digits have changed places', () => {
    const twoOfData = fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 25 }));
    fc.assert(
      fc.property(someBytes, twoOfData, (bytes, [a, b]) => {
        const digits = [...digitsOf(writeCode(bytes))];
        fc.pre(digits[a] !== digits[b]);
        [digits[a], digits[b]] = [digits[b]!, digits[a]!];
        expect(() => readCode(digits.join(''))).toThrow(MistypedCodeError);
      }),
      { numRuns: 2_000 },
    );
  });

  it('says what is wrong with it and how one looks', () => {
    const code = writeCode(randomBytes(CODE_BYTES));
    expect(() => readCode(code.slice(0, -1))).toThrow(/27 digits instead of 28.*XXXX-XXXX/);
    expect(() => readCode(`${code}A`)).toThrow(/29 digits/);
    expect(() => readCode(code.replace(/.$/, 'Ü'))).toThrow(/"Ü"/);
    expect(() => readCode('')).toThrow(MistypedCodeError);
  });

  it('has 128 bits and no more: a larger number is no code, even with check digits that fit', () => {
    const value = 1n << 128n;
    const digits = [...Array(26).keys()].map((at) => DIGITS[Number((value >> BigInt(5 * (25 - at))) & 31n)]!);
    const check = Number(value % 1021n);
    expect(() => readCode([...digits, DIGITS[check >> 5], DIGITS[check & 31]].join(''))).toThrow(
      MistypedCodeError,
    );
    expect(() => writeCode(new Uint8Array(15))).toThrow(RangeError);
  });
});
