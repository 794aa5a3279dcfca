import { isIP } from 'node:net';

/** Who may talk to the bus: names it is known by, and origins of pages besides its own (a development server). */
export interface CallerRules {
  hosts: readonly string[];
  origins: readonly string[];
}

/** The rules for a server on `host`; a page from an allowed origin may also reach the bus by that origin's name. */
export function callerRules(host: string, allowedOrigins: readonly string[]): CallerRules {
  const origins = allowedOrigins.map((origin) => new URL(origin).origin);
  return { hosts: [host.toLowerCase(), ...origins.map((origin) => new URL(origin).hostname)], origins };
}

/**
 * Whether the `Host` header names this bus. A page of a foreign site can make its own name point at 127.0.0.1 (DNS
 * rebinding), but then that name stands in the header. A bare address cannot be rebound, so any address will do.
 */
export function hostAllowed(header: string | undefined, rules: CallerRules): boolean {
  const name = hostName(header);
  if (name === null) return false;
  if (name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0) return true;
  return rules.hosts.includes(name);
}

/**
 * Whether a WebSocket may be opened from this `Origin`. Browsers always send one and pages cannot forge it, so an
 * attack from a page in the bus's own browser carries a foreign one. Programs (benchmarks, a rehearsal) send none;
 * whoever can run a program on the bus needs no WebSocket to harm it, so a missing origin is allowed.
 */
export function originAllowed(
  origin: string | undefined,
  host: string | undefined,
  rules: CallerRules,
): boolean {
  if (origin === undefined) return true;
  if (rules.origins.includes(origin.toLowerCase())) return true;
  if (host === undefined || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  return (from.protocol === 'http:' || from.protocol === 'https:') && from.host === host.toLowerCase();
}

function hostName(header: string | undefined): string | null {
  if (header === undefined || !URL.canParse(`http://${header}`)) return null;
  const { hostname, pathname, username, search, hash } = new URL(`http://${header}`);
  if (pathname !== '/' || username !== '' || search !== '' || hash !== '') return null;
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
