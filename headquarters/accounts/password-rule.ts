/** Length rather than composition (NIST SP 800-63B): rules about digits and signs only make passwords alike. */
export const PASSWORD_AT_LEAST = 10;
export const PASSWORD_AT_MOST = 128;

export type PasswordFault = 'short' | 'long' | 'user-name' | 'obvious';

/** What everybody tries first; compared after everything but letters and digits is gone. */
const OBVIOUS = [
  'password',
  'passw0rd',
  'administrator',
  'admin',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx',
  '1q2w3e4r5t',
  'iloveyou',
  'woaini1314',
  'woaini',
  'letmein',
  'welcome',
  'changeme',
  'headquarters',
  'pingan',
  'pinganbus',
  'pinganzhitongche',
  'police',
  'gongan',
  'jingcha',
  'mima',
  'secret',
  '5201314',
  '平安直通车',
  '公安',
  '警察',
  '密码',
];

/** What is wrong with a new password, or null. Counted in characters as people see them. */
export function passwordFault(password: string, user: string): PasswordFault | null {
  const characters = [...password];
  if (characters.length < PASSWORD_AT_LEAST) return 'short';
  if (characters.length > PASSWORD_AT_MOST) return 'long';
  const bare = bareOf(password);
  const name = bareOf(user);
  if (name !== '' && withoutTail(bare, name)) return 'user-name';
  if (new Set(characters).size < 4 || isRun(bare)) return 'obvious';
  return OBVIOUS.some((word) => withoutTail(bare, word)) ? 'obvious' : null;
}

/** Many keyboards write Chinese digits and letters in full width; NFKC makes them plain. */
function bareOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '');
}

/** The word itself, once or repeated, with at most digits before or after it. */
function withoutTail(bare: string, word: string): boolean {
  return bare.split(word).length > 1 && /^\d*$/.test(bare.split(word).join(''));
}

/** Digits or letters in their order, up or down, all the way through: 1234567890, abcdefghij. */
function isRun(bare: string): boolean {
  const codes = [...bare].map((sign) => sign.codePointAt(0)!);
  const steps = codes.slice(1).map((code, i) => code - codes[i]!);
  // 9 is followed by 0 on every keyboard.
  return [1, -1].some((step) => steps.every((one) => one === step || one === -9 * step));
}
