import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a code survives being read out and typed. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code as it is hashed and compared, however somebody typed it: letter case, spaces and hyphens do not matter, O is 0, I and L are 1. */
export function asTyped(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}

/** A random code in groups of four, five bits for each digit. */
export function newCode(digits: number): string {
  const code = Array.from({ length: digits }, () => DIGITS[randomInt(DIGITS.length)]).join('');
  return code.match(/.{1,4}/g)!.join('-');
}

/** Compares what was typed with a code in a time that does not depend on where they differ. */
export function isCode(typed: string, code: string): boolean {
  const digest = (text: string) => createHash('sha256').update(asTyped(text)).digest();
  return timingSafeEqual(digest(typed), digest(code));
}
