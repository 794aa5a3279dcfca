import { isIP, isIPv4 } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';

/** What was given for `--lan` cannot be served. */
export class PhoneNetworkError extends Error {}

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/**
 * Reads `[HOST:]PORT` of the listener for phones. Without a host it is the one private address of this computer: never all addresses, since
 * one of them may lead to the world. Throws {@link PhoneNetworkError}.
 */
export function readPhoneNetwork(given: string, interfaces: Interfaces): { host: string; port: number } {
  const [, host, digits] = /^(?:(.+):)?(\d{1,5})$/.exec(given) ?? [];
  const port = Number(digits);
  if (digits === undefined || port < 1 || port > 65_535)
    throw new PhoneNetworkError(`--lan ${given}: must be PORT or ADDRESS:PORT, such as 192.168.8.1:8081`);
  if (host === undefined) return { host: onlyPrivate(interfaces), port };
  const address = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) === 0)
    throw new PhoneNetworkError(
      `--lan ${given}: ${host} is no address; phones are told an address, not a name`,
    );
  if (['0.0.0.0', '::'].includes(address))
    throw new PhoneNetworkError(
      `--lan ${given}: name the one address of the bus's own network; the officer panel must not be served to every network this computer is in`,
    );
  return { host: address.toLowerCase(), port };
}

function onlyPrivate(interfaces: Interfaces): string {
  const found = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address, internal }) => !internal && isPrivate(address))
    .map(({ address }) => address);
  if (found.length === 1) return found[0]!;
  throw new PhoneNetworkError(
    found.length === 0
      ? '--lan: this computer has no private address yet; name the one its own network will have, such as --lan 192.168.8.1:8081'
      : `--lan: this computer has several private addresses (${found.join(', ')}); name the one of the bus's own network`,
  );
}

/** RFC 1918. */
function isPrivate(address: string): boolean {
  return isIPv4(address) && /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);
}
