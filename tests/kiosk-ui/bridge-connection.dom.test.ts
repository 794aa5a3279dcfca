import type { BridgeMessage } from '@pingan/protocol/screen-messages';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  BridgeConnection,
  waitBefore,
  type Socket,
} from '../../kiosk-ui/connection/bridge-connection.svelte.ts';
import { readBridgeMessage } from '../../kiosk-ui/connection/bridge-message.ts';

class PlainSocket implements Socket {
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  sent: string[] = [];

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.onclose?.();
  }
}

const hello = { type: 'hello', v: 1, screen: 'visitor' } as const;
const refused = JSON.stringify({ type: 'refused', why: 'no such station' });

describe('the connection to the bridge', () => {
  let sockets: PlainSocket[];
  let heard: BridgeMessage[];
  let connection: BridgeConnection;
  const last = () => sockets.at(-1)!;

  beforeEach(() => {
    vi.useFakeTimers();
    sockets = [];
    heard = [];
    connection = new BridgeConnection({
      open: () => {
        sockets.push(new PlainSocket());
        return last();
      },
      hello,
      receive: (message) => heard.push(message),
    });
    connection.start();
  });
  afterEach(() => {
    connection.stop();
    vi.useRealTimers();
  });

  test('says hello first', () => {
    last().onopen?.();
    expect(connection.state).toBe('open');
    expect(last().sent).toEqual([JSON.stringify(hello)]);
  });

  test('sends nothing while the bridge is away, and keeps nothing for later', () => {
    expect(connection.send({ type: 'worried', on: true })).toBe(false);
    last().onopen?.();
    expect(last().sent).toHaveLength(1);
  });

  test('says that the bridge is away and tries again, more slowly each time', () => {
    for (const wait of [500, 1_000, 2_000, 4_000, 5_000, 5_000]) {
      const tried = sockets.length;
      last().onclose?.();
      expect(connection.state).toBe('away');
      vi.advanceTimersByTime(wait - 1);
      expect(sockets).toHaveLength(tried);
      vi.advanceTimersByTime(1);
      expect(sockets).toHaveLength(tried + 1);
    }
  });

  test('begins with short waits again once the bridge has spoken', () => {
    for (let loss = 0; loss < 5; loss += 1) {
      last().onclose?.();
      vi.advanceTimersByTime(5_000);
    }
    last().onopen?.();
    last().onmessage?.({ data: refused });
    const tried = sockets.length;
    last().onclose?.();
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(tried + 1);
  });

  test('stops for good', () => {
    connection.stop();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });

  test('hands on what it understands and passes over what it does not', () => {
    last().onopen?.();
    for (const data of [
      refused,
      'not json',
      '{"type":"sing"}',
      '{"type":"constructor"}',
      '{"type":"step"}',
      '42',
    ]) {
      last().onmessage?.({ data });
    }
    expect(heard).toEqual([{ type: 'refused', why: 'no such station' }]);
  });

  test('waits between half a second and five', () => {
    expect([0, 1, 2, 3, 4, 40].map(waitBefore)).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000]);
  });

  test('tolerates fields it does not know', () => {
    expect(readBridgeMessage('{"type":"refused","why":"x","later":1}')).toMatchObject({ why: 'x' });
  });
});
