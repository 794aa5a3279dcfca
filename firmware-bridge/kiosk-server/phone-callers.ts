import type { IncomingMessage } from 'node:http';
import type { Refusal } from './listener.ts';

/** What phones on the bus's network may take from the whole bus, and what one of them may. */
const MOST_PHONE_SCREENS = 16;
const MOST_OF_ONE_ADDRESS = 4;

/** The name by which phones know the bus: its address as they were told it, which no foreign page can have. */
export function phoneHost(host: string, port: number): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === 80 ? name : `${name}:${port}`;
}

/**
 * Why a phone's WebSocket is not opened. Unlike on the bus itself a missing `Origin` is refused too: here nobody but a browser has anything
 * to ask.
 */
export function phoneRefusal(
  { url, headers, socket }: Pick<IncomingMessage, 'url' | 'headers' | 'socket'>,
  self: string,
  connected: readonly (string | undefined)[],
): Refusal | null {
  if (url?.split('?', 1)[0] !== '/ws') return { status: '404 Not Found', why: 'the WebSocket is at /ws' };
  if (headers.host?.toLowerCase() !== self)
    return {
      status: '403 Forbidden',
      why: `phones reach this bus as http://${self}/officer and no other way`,
    };
  if (headers.origin?.toLowerCase() !== `http://${self}`)
    return { status: '403 Forbidden', why: `pages from ${headers.origin} may not talk to this bus` };
  const same = connected.filter((address) => address === socket.remoteAddress).length;
  if (connected.length >= MOST_PHONE_SCREENS || same >= MOST_OF_ONE_ADDRESS)
    return { status: '503 Service Unavailable', why: 'too many phones are connected already' };
  return null;
}
