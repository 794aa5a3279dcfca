import type { IncomingMessage } from 'node:http';

/** What a trusted proxy said of a request that it passed on. */
export interface Forwarded {
  https: boolean;
  /** Of the browser. */
  address: string;
}

const said = new WeakMap<IncomingMessage, Forwarded>();

/** Remembers what the proxy in front of headquarters says. Only for requests that can have come from nowhere else. */
export function believeProxy(request: IncomingMessage): Forwarded {
  // Each proxy appends the address that spoke to it; what stands before the last one anybody may have written.
  const addresses = headerOf(request, 'x-forwarded-for').split(',');
  const forwarded = {
    https: headerOf(request, 'x-forwarded-proto').split(',').at(-1)!.trim().toLowerCase() === 'https',
    address: addresses.at(-1)!.trim() || (request.socket.remoteAddress ?? 'unknown'),
  };
  said.set(request, forwarded);
  return forwarded;
}

export function forwardedOf(request: IncomingMessage): Forwarded | undefined {
  return said.get(request);
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value.join(',') : value) ?? '';
}
