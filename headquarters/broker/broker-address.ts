import { BlockList, isIP } from 'node:net';
import { ConfigurationError } from '../configuration-error.ts';

export type BrokerAddress =
  | {
      kind: 'embedded';
      host: string;
      port: number;
      /** With TLS and client certificates; `names` are what buses may call this broker, the first is what they are told. */
      tls?: { names: readonly string[] };
    }
  | {
      kind: 'external';
      url: string;
      /** What buses call that broker where it is not what headquarters calls it. */
      nameForBuses?: string;
    };

/** What else on the command line decides about the broker. */
export interface BrokerSurroundings {
  /** Of `--names`. */
  names: readonly string[];
  /** Generated data on this machine alone. */
  rehearsal: boolean;
}

const MQTTS_PORT = '8883';

/**
 * Reads `--broker`: `embedded:PORT`, `embedded:HOST:PORT`, `embedded-tls:HOST:PORT`, or the `mqtt://` or `mqtts://` address of another
 * broker. Without TLS whoever reaches a broker may speak as any bus, so that is for this machine alone: on any other host the embedded
 * broker uses TLS, and another broker must.
 */
export function readBrokerAddress(text: string, { names, rehearsal }: BrokerSurroundings): BrokerAddress {
  const embedded = /^embedded(-tls)?:(?:(\[[^\]]+\]|[^:]+):)?(\d{1,5})$/.exec(text);
  if (embedded) {
    const port = Number(embedded[3]);
    if (port > 65_535) throw new BrokerAddressError(text, 'a port is a number from 0 to 65535');
    const host = (embedded[2] ?? '127.0.0.1').replace(/^\[|\]$/g, '');
    const outside = !isThisMachine(host);
    if (rehearsal && outside)
      throw new BrokerAddressError(
        text,
        'a rehearsal listens on 127.0.0.1 alone; leave the host or --rehearsal out',
      );
    if (embedded[1] === undefined && !outside) return { kind: 'embedded', host, port };
    return { kind: 'embedded', host, port, tls: { names: serverNames(text, host, names) } };
  }
  if (!/^mqtts?:\/\//.test(text) || !URL.canParse(text)) throw new BrokerAddressError(text, 'not understood');
  const url = new URL(text);
  if (url.protocol === 'mqtt:' && !rehearsal && !isThisMachine(url.hostname.replace(/^\[|\]$/g, '')))
    throw new BrokerAddressError(
      text,
      'without TLS anybody on the way could speak as any bus; use mqtts:// (npm run broker:files sets Mosquitto up for it)',
    );
  return { kind: 'external', url: text, ...(names[0] !== undefined && { nameForBuses: names[0] }) };
}

/** The names a server certificate is made out for. */
function serverNames(text: string, host: string, names: readonly string[]): string[] {
  const everywhere = host === '0.0.0.0' || host === '::';
  if (everywhere && names.length === 0)
    throw new BrokerAddressError(
      text,
      `buses must know by which name or address they reach this machine, ${host} is none; add --names NAME,ADDRESS`,
    );
  return [
    ...new Set([
      ...names,
      ...(everywhere ? [] : [host]),
      ...(isThisMachine(host) ? ['localhost', '127.0.0.1'] : []),
    ]),
  ];
}

/** The mqtts:// address that buses are told, or null where there is none with TLS. @param port the one it listens on */
export function brokerForBuses(address: BrokerAddress, port: number): string | null {
  if (address.kind === 'embedded')
    return address.tls === undefined ? null : `mqtts://${inUrl(address.tls.names[0]!)}:${port}`;
  const url = new URL(address.url);
  if (url.protocol !== 'mqtts:') return null;
  const host = address.nameForBuses === undefined ? url.hostname : inUrl(address.nameForBuses);
  return `mqtts://${host}:${url.port || MQTTS_PORT}`;
}

/** The host as it stands in a URL. */
export function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Whether a host is reached from this machine alone. */
export function isThisMachine(host: string): boolean {
  const version = isIP(host);
  return version === 0 ? host === 'localhost' : loopback.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

class BrokerAddressError extends ConfigurationError {
  constructor(text: string, what: string) {
    super(
      `--broker ${text.replace(/\/\/[^@/]*@/, '//…@')}: ${what}; write embedded:PORT, embedded-tls:HOST:PORT, mqtt://127.0.0.1:PORT or mqtts://HOST:PORT`,
    );
  }
}
