import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type BrokerAddress, readBrokerAddress } from './broker/broker-address.ts';
import { ConfigurationError } from './configuration-error.ts';
import { databaseFile } from './database/database-address.ts';

export const USAGE =
  'npm run headquarters -- [--data DIR] [--port N] [--database file:PATH] [--broker embedded:PORT | mqtt://HOST:PORT] [--behind-proxy NAME] [--rehearsal | --reset-administrator]';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

export interface Options {
  databaseFile: string;
  port: number;
  broker: BrokerAddress;
  /** Nobody signs in and everything is allowed, on this machine alone. */
  rehearsal: boolean;
  /** The name under which a proxy on this machine serves the pages by https; null without one. */
  behindProxy: string | null;
  /** Print a new one-time password for an administrator, and end. */
  resetAdministrator: boolean;
}

/** Reads the command line, or throws a `ConfigurationError` that says what is wrong and what is right; null asks for help. */
export function readOptions(args: readonly string[]): Options | null {
  const values = parse(args);
  if (values.help) return null;
  const options = {
    databaseFile: databaseFile(values.database, resolve(values.data)),
    port: readPort(values.port),
    broker: readBrokerAddress(values.broker),
    rehearsal: values.rehearsal,
    behindProxy: readProxyName(values['behind-proxy']),
    resetAdministrator: values['reset-administrator'],
  };
  if (options.rehearsal) keepRehearsalHere(options);
  return options;
}

/** Where nobody signs in, nobody from elsewhere may come in. */
function keepRehearsalHere({ broker, behindProxy, resetAdministrator }: Options): void {
  if (resetAdministrator)
    throw new ConfigurationError('--reset-administrator: a rehearsal has no accounts; leave --rehearsal out');
  if (behindProxy !== null)
    throw new ConfigurationError(
      '--rehearsal lets everybody in without a password, so it cannot be --behind-proxy; leave one of them out',
    );
  if (broker.kind === 'embedded' && !LOOPBACK.has(broker.host))
    throw new ConfigurationError(
      `--broker embedded:${broker.host}:${broker.port}: a rehearsal listens on 127.0.0.1 alone; write embedded:${broker.port}, or leave --rehearsal out`,
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

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new ConfigurationError(`--port ${text}: a port is a number from 1 to 65535, or 0 for any free one`);
}
