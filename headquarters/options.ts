import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type BrokerAddress, readBrokerAddress } from './broker/broker-address.ts';
import { rehearsalExchange } from './carry/rehearsal-exchange.ts';
import { ConfigurationError } from './configuration-error.ts';
import { databaseFile } from './database/database-address.ts';

export const USAGE =
  'npm run headquarters -- [--data DIR] [--port N] [--database file:PATH] [--broker embedded:PORT | embedded-tls:HOST:PORT | mqtts://HOST:PORT] [--names NAME,ADDRESS] [--behind-proxy NAME] [--rehearsal | --reset-administrator]';

export interface Options {
  databaseFile: string;
  /** Folder of keys. */
  identityFolder: string;
  port: number;
  broker: BrokerAddress;
  /** Nobody signs in and everything is allowed, on this machine alone. */
  rehearsal: boolean;
  /** The name under which a proxy on this machine serves the pages by https; null without one. */
  behindProxy: string | null;
  /** Print a new one-time password for an administrator, and end. */
  resetAdministrator: boolean;
  /** In a rehearsal nobody enrols: the folder through which both halves learn each other's public keys. */
  rehearsalKeys: string | null;
}

/** Reads the command line, or throws a `ConfigurationError` that says what is wrong and what is right; null asks for help. */
export function readOptions(args: readonly string[]): Options | null {
  const values = parse(args);
  if (values.help) return null;
  const options = {
    databaseFile: databaseFile(values.database, resolve(values.data)),
    identityFolder: identityFolder(values.data),
    port: readPort('--port', values.port),
    broker: readBrokerAddress(values.broker, {
      names: readNames(values.names),
      rehearsal: values.rehearsal,
    }),
    rehearsal: values.rehearsal,
    behindProxy: readProxyName(values['behind-proxy']),
    resetAdministrator: values['reset-administrator'],
    rehearsalKeys: values.rehearsal ? rehearsalExchange(resolve(values.data)) : null,
  };
  if (options.rehearsal) keepRehearsalHere(options);
  return options;
}

/** Where nobody signs in, nobody from elsewhere may come in. */
function keepRehearsalHere({ behindProxy, resetAdministrator }: Options): void {
  if (resetAdministrator)
    throw new ConfigurationError('--reset-administrator: a rehearsal has no accounts; leave --rehearsal out');
  if (behindProxy !== null)
    throw new ConfigurationError(
      '--rehearsal lets everybody in without a password, so it cannot be --behind-proxy; leave one of them out',
    );
}

function readProxyName(name: string | undefined): string | null {
  if (name === undefined) return null;
  if (/^[a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?$/i.test(name)) return name.toLowerCase();
  throw new ConfigurationError(
    `--behind-proxy ${name}: write the host name that browsers use, without https:// and port, for example hq.example.cn`,
  );
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: 'string', default: './data/headquarters' },
        port: { type: 'string', default: '8090' },
        database: { type: 'string' },
        broker: { type: 'string', default: 'embedded:1883' },
        names: { type: 'string', default: '' },
        rehearsal: { type: 'boolean', default: false },
        'behind-proxy': { type: 'string' },
        'reset-administrator': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (problem) {
    throw new ConfigurationError(`${(problem as Error).message}\n${USAGE}`);
  }
}

/** Where headquarters keeps the keys of a data directory. */
export function identityFolder(data: string): string {
  return resolve(data, 'identity');
}

/** A port as an option gives it. */
export function readPort(option: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new ConfigurationError(
    `${option} ${text}: a port is a number from 1 to 65535, or 0 for any free one`,
  );
}

/** Reads `--names`: host names and addresses, separated by commas. */
export function readNames(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  const wanted = names.filter((name) => name !== '');
  const wrong = wanted.find((name) => isIP(name) === 0 && !HOST_NAME.test(name));
  if (wrong === undefined) return wanted;
  throw new ConfigurationError(
    `--names ${text}: "${wrong}" is neither a host name nor an address; write for example --names broker.example,192.0.2.7`,
  );
}

/** Labels of letters, digits and hyphens (RFC 1123, section 2.1). */
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;
