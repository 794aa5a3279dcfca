import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type BrokerAddress, readBrokerAddress } from './broker/broker-address.ts';
import { ConfigurationError } from './configuration-error.ts';
import { databaseFile } from './database/database-address.ts';

export const USAGE =
  'npm run headquarters -- [--data DIR] [--port N] [--database file:PATH] [--broker embedded:PORT | embedded-tls:HOST:PORT | mqtts://HOST:PORT] [--names NAME,ADDRESS] [--rehearsal]';

export interface Options {
  databaseFile: string;
  /** Folder of keys. */
  identityFolder: string;
  /** Generated data on this machine alone. */
  rehearsal: boolean;
  port: number;
  broker: BrokerAddress;
}

/** Reads the command line, or throws a `ConfigurationError` that says what is wrong and what is right; null asks for help. */
export function readOptions(args: readonly string[]): Options | null {
  const values = parse(args);
  if (values.help) return null;
  return {
    databaseFile: databaseFile(values.database, resolve(values.data)),
    identityFolder: identityFolder(values.data),
    rehearsal: values.rehearsal,
    port: readPort('--port', values.port),
    broker: readBrokerAddress(values.broker, {
      names: readNames(values.names),
      rehearsal: values.rehearsal,
    }),
  };
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
