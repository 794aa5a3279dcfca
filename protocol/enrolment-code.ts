/** Bytes of a one-time code: 128 bits cannot be guessed, however often somebody tries. */
export const CODE_BYTES = 16;

/** Crockford's base 32: no I, L, O or U, so that a code survives being read out, written down and typed. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DATA_DIGITS = 26;
const CHECK_DIGITS = 2;
/** The largest prime that two digits can hold: every single wrong digit and every two that changed places are found. */
const CHECK_PRIME = 1021n;
const GROUP = 4;

/** Why a code cannot be one, in words for whoever typed it. */
export class MistypedCodeError extends Error {
  constructor(what: string) {
    super(
      `the code ${what}; it looks like 7 groups of 4 letters and digits, XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`,
    );
  }
}

/** @param bytes 16 random bytes. Gives back `XXXX-…`, seven groups of four; the last two digits check the others. */
export function writeCode(bytes: Uint8Array): string {
  if (bytes.length !== CODE_BYTES)
    throw new RangeError(`a code has ${CODE_BYTES} bytes, not ${bytes.length}`);
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const digits = inDigits(value, DATA_DIGITS) + inDigits(value % CHECK_PRIME, CHECK_DIGITS);
  return digits.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-');
}

/** The 16 bytes of a code as somebody typed it: letter case, spaces and hyphens do not matter, O is 0, I and L are 1. */
export function readCode(typed: string): Uint8Array {
  const digits = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const foreign = [...digits].find((digit) => !DIGITS.includes(digit));
  if (foreign !== undefined) throw new MistypedCodeError(`contains "${foreign}", which no code has`);
  if (digits.length !== DATA_DIGITS + CHECK_DIGITS)
    throw new MistypedCodeError(`has ${digits.length} digits instead of ${DATA_DIGITS + CHECK_DIGITS}`);
  const value = valueOf(digits.slice(0, DATA_DIGITS));
  if (value >> BigInt(CODE_BYTES * 8) !== 0n || value % CHECK_PRIME !== valueOf(digits.slice(DATA_DIGITS)))
    throw new MistypedCodeError('is mistyped somewhere, its last two digits do not fit the others');
  return Uint8Array.from({ length: CODE_BYTES }, (_, at) =>
    Number((value >> BigInt(8 * (CODE_BYTES - 1 - at))) & 0xffn),
  );
}

function inDigits(value: bigint, length: number): string {
  let text = '';
  for (let left = value, n = 0; n < length; left >>= 5n, n += 1) text = DIGITS[Number(left & 31n)]! + text;
  return text;
}

function valueOf(digits: string): bigint {
  return [...digits].reduce((sum, digit) => (sum << 5n) | BigInt(DIGITS.indexOf(digit)), 0n);
}
