import { resolve } from 'node:path';
import { ConfigurationError } from '../configuration-error.ts';

/** The file that `--database file:PATH` names, or the default inside the data directory. */
export function databaseFile(address: string | undefined, dataDirectory: string): string {
  if (address === undefined) return resolve(dataDirectory, 'headquarters.sqlite');
  if (/^postgres(ql)?:/.test(address)) {
    throw new ConfigurationError(
      `--database ${withoutPassword(address)}: PostgreSQL is not supported yet; use --database file:PATH, or leave the option out`,
    );
  }
  const file = /^file:(?:\/\/)?(.+)$/.exec(address)?.[1];
  if (file === undefined) {
    throw new ConfigurationError(
      `--database ${address}: not understood; write file:PATH, for example file:./data/headquarters.sqlite`,
    );
  }
  return resolve(file);
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/[^@/]*@/, '//…@');
}
