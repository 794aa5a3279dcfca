/** The part of an address after the hash, which no server and no log ever sees. */
const MARK = 'pair=';

/** Where a phone goes that scans the code: the page of the bus with the one-time code behind the hash. */
export const pairingAddress = (url: string, code: string): string =>
  url.includes(MARK) ? url : `${url}#${MARK}${encodeURIComponent(code)}`;

/** The code that the address of this page carries, or null. */
export function pairingCodeIn(address: string): string | null {
  const { hash } = new URL(address);
  const code = new URLSearchParams(hash.slice(1)).get(MARK.slice(0, -1));
  return code === null || code === '' ? null : code;
}
