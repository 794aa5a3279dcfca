import { ConfigurationError } from '../configuration-error.ts';

export type BrokerAddress =
  { kind: 'embedded'; host: string; port: number } | { kind: 'external'; url: string };

/**
 * Reads `--broker`: `embedded:PORT`, `embedded:HOST:PORT`, or the `mqtt://` or `mqtts://` address of another broker.
 * Without a host the embedded broker listens on this machine alone: buses have no accounts yet, so whoever reaches it may speak.
 */
export function readBrokerAddress(text: string): BrokerAddress {
  const embedded = /^embedded:(?:(\[[^\]]+\]|[^:]+):)?(\d{1,5})$/.exec(text);
  if (embedded) {
    const port = Number(embedded[2]);
    if (port > 65_535) throw new BrokerAddressError(text, 'a port is a number from 0 to 65535');
    return { kind: 'embedded', host: (embedded[1] ?? '127.0.0.1').replace(/^\[|\]$/g, ''), port };
  }
  if (/^mqtts?:\/\//.test(text) && URL.canParse(text)) return { kind: 'external', url: text };
  throw new BrokerAddressError(text, 'not understood');
}

class BrokerAddressError extends ConfigurationError {
  constructor(text: string, what: string) {
    super(
      `--broker ${text}: ${what}; write embedded:PORT, embedded:HOST:PORT, mqtt://HOST:PORT or mqtts://HOST:PORT`,
    );
  }
}
