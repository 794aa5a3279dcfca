import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { ConfigurationError } from '../configuration-error.ts';
import { databaseFile } from '../database/database-address.ts';
import { openDatabase } from '../database/open-database.ts';
import { FleetIdentity } from '../fleet-identity/fleet-identity.ts';
import { identityFolder, readNames, readPort } from '../options.ts';
import { FILES, mosquittoConfiguration, mosquittoRules } from './mosquitto-files.ts';

/** Writes what Debian's Mosquitto needs to serve the fleet: `npm run broker:files`. */
const USAGE =
  'npm run broker:files -- --data DIR --out DIR --names NAME,ADDRESS [--port 8883] [--at DIR] [--keep DIR] [--database file:PATH]';
const HERE = ['localhost', '127.0.0.1'];

function readOptions() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: './data/headquarters' },
      database: { type: 'string' },
      out: { type: 'string' },
      names: { type: 'string', default: '' },
      port: { type: 'string', default: '8883' },
      at: { type: 'string' },
      keep: { type: 'string', default: '/var/lib/mosquitto/' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    process.exit(0);
  }
  if (values.out === undefined)
    throw new ConfigurationError(`--out is missing: where shall the files go?\n${USAGE}`);
  const out = resolve(values.out);
  return {
    database: databaseFile(values.database, resolve(values.data)),
    folder: identityFolder(values.data),
    out,
    names: [...new Set([...readNames(values.names), ...HERE])],
    port: readPort('--port', values.port),
    at: values.at ?? out,
    keep: values.keep,
  };
}

async function main(): Promise<void> {
  const { database, folder, out, names, port, at, keep } = readOptions();
  const log = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }));
  const { db, close } = await openDatabase(database);
  try {
    const identity = new FleetIdentity({ folder, db, log, brokerForBuses: () => null, now: Date.now });
    await identity.load();
    const authority = await identity.authority();
    const server = await authority.forServer(names);
    await mkdir(out, { recursive: true, mode: 0o750 });
    const write = (name: string, text: string, mode = 0o640) => replace(join(out, name), text, mode);
    await write(FILES.authority, authority.certificate);
    await write(FILES.key, server.key, 0o600);
    await write(FILES.certificate, server.certificate);
    await write(FILES.revoked, await identity.revocationList());
    await write(FILES.rules, mosquittoRules());
    await write(FILES.configuration, mosquittoConfiguration({ at, port, keep }));
  } finally {
    await close();
  }
  process.stdout.write(
    `Written to ${out}, for a broker called ${names.join(', ')} on port ${port}. docs/broker.md says how to install it;\n` +
      'after a bus was revoked write the files again, copy revoked.crl and reload the broker.\n',
  );
}

/** A broker that reads in between finds the old file or the new one. */
async function replace(path: string, text: string, mode: number): Promise<void> {
  const temporary = `${path}.tmp`;
  await writeFile(temporary, text, { mode });
  await chmod(temporary, mode);
  await rename(temporary, path);
}

main().catch((problem: unknown) => {
  const expected = problem instanceof ConfigurationError || isExpected(problem);
  process.stderr.write(`${expected ? (problem as Error).message : String((problem as Error).stack)}\n`);
  process.exit(expected ? 2 : 1);
});

/** Wrong options, and folders that cannot be written. */
function isExpected(problem: unknown): boolean {
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
  return /^(ERR_PARSE_ARGS|EACCES|ENOSPC|EROFS|ENOTDIR|EPERM)/.test(code);
}
