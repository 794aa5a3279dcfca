/** What the bus gave this page so that a reload, or a phone that put the page to sleep, need not ask for the PIN again. */
export interface TokenKeep {
  read(): KeptToken | null;
  keep(kept: KeptToken): void;
  forget(): void;
}

/** `paired`: this device is the officer's own phone. */
export interface KeptToken {
  token: string;
  paired: boolean;
}

const KEY = 'pingan-officer';
/** The longest shift. The bus decides how long a token holds; this only clears what nobody came back for. */
const SHIFT_MS = 14 * 3_600_000;

/**
 * A paired phone keeps its token in local storage for the shift, because phones throw pages away between two looks; any other page keeps
 * it in session storage, until its tab is closed. A visitor screen that was lent keeps nothing: `nowhere`.
 */
export function browserKeep(now: () => number): TokenKeep {
  const forget = () => {
    sessionStorage.removeItem(KEY);
    localStorage.removeItem(KEY);
  };
  return {
    read() {
      const inTab = sessionStorage.getItem(KEY);
      if (inTab !== null) return { token: inTab, paired: false };
      const [until, token] = (localStorage.getItem(KEY) ?? '').split(' ');
      return token !== undefined && Number(until) > now() ? { token, paired: true } : null;
    },
    keep({ token, paired }) {
      forget();
      if (paired) localStorage.setItem(KEY, `${now() + SHIFT_MS} ${token}`);
      else sessionStorage.setItem(KEY, token);
    },
    forget,
  };
}

/** For a visitor screen: whoever walks away from it has left. */
export const nowhere: TokenKeep = { read: () => null, keep: () => undefined, forget: () => undefined };
