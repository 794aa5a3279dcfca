import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type BrokerAddress, readBrokerAddress } from './broker/broker-address.ts';
import { rehearsalExchange } from './carry/rehearsal-exchange.ts';
import { ConfigurationError } from './configuration-error.ts';
import { databaseFile } from './database/database-address.ts';

export const USAGE =
  'npm run headquarters -- [--data DIR] [--port N] [--database file:PATH] [--broker embedded:PORT | mqtt://HOST:PORT] [--rehearsal]';

export interface Options {
  databaseFile: string;
  port: number;
  broker: BrokerAddress;
  /** In a rehearsal nobody enrols: the folder through which both halves learn each other's public keys. */
  rehearsalKeys: string | null;
}

/** Reads the command line, or throws a `ConfigurationError` that says what is wrong and what is right; null asks for help. */
export function readOptions(args: readonly string[]): Options | null {
  const values = parse(args);
  if (values.help) return null;
  return {
    databaseFile: databaseFile(values.database, resolve(values.data)),
    port: readPort(values.port),
    broker: readBrokerAddress(values.broker),
    rehearsalKeys: values.rehearsal ? rehearsalExchange(resolve(values.data)) : null,
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
        rehearsal: { type: 'boolean', default: false },
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
