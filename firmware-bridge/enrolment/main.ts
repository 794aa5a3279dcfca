import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Name } from '@pingan/protocol/ids';
import { pino } from 'pino';
import type { Log } from '../log.ts';
import { DataDirectoryUnusable } from '../store/data-directory.ts';
import { DirectoryInUse, DirectoryLock } from '../store/directory-lock.ts';
import { makeDirectories } from '../store/durable-directory.ts';
import { IdentityFile } from '../store/identity-file.ts';
import { nodeFileSystem } from '../store/node-file-system.ts';
import { askHeadquarters } from './ask-headquarters.ts';
import { expiryOf } from './check-certificate.ts';
import { EnrolmentError, enrol } from './enrol.ts';

/** Gives this machine the identity of a bus: `npm run enrol`. */
const USAGE =
  'npm run enrol -- --headquarters http(s)://HOST:PORT --bus ID --code XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX [--data DIR]';

class WrongUseError extends Error {}

function readOptions() {
  const { values } = parseArgs({
    options: {
      headquarters: { type: 'string' },
      bus: { type: 'string' },
      code: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    process.exit(0);
  }
  const { headquarters, bus, code } = values;
  if (headquarters === undefined || !/^https?:\/\//.test(headquarters) || !URL.canParse(headquarters))
    throw new WrongUseError('--headquarters must be an address such as http://192.0.2.7:8090');
  const name = Name.safeParse(bus);
  if (!name.success)
    throw new WrongUseError('--bus must be the id in the profile: lower-case letters, digits and hyphens');
  if (code === undefined)
    throw new WrongUseError('--code is missing; an administrator at headquarters gives it out');
  return { headquarters, bus: name.data, code, directory: resolve(values.data ?? `data/${name.data}`) };
}

async function main(): Promise<void> {
  const { headquarters, bus, code, directory } = readOptions();
  const log = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }));
  const lock = await lockDirectory(directory, log);
  try {
    const file = await IdentityFile.open(directory, log);
    const before = file.identity;
    const identity = await enrol({ bus, code, ask: (request) => askHeadquarters(headquarters, request) });
    await file.keep(identity).catch((problem: unknown) => {
      throw new EnrolmentError(
        `the identity could not be stored in ${directory} (${(problem as Error).message}). The code is used up now: put that right, then get a new code`,
      );
    });
    const until = new Date(expiryOf(identity.certificate)).toISOString().slice(0, 10);
    process.stdout.write(
      [
        `${bus} is enrolled; its identity is in ${directory}/identity and holds until ${until}. The bus renews it by itself.`,
        before === null
          ? null
          : `It takes the place of an earlier identity of ${before.bus}. If that one may be in other hands, have headquarters revoke ${before.bus} and enrol again.`,
        `Start the bus as before, without --broker: it finds ${identity.broker}.`,
      ]
        .filter((line) => line !== null)
        .join('\n') + '\n',
    );
  } finally {
    await lock.release();
  }
}

/** A running bus keeps its identity in memory and may renew it: it must not be changed under its hands. */
async function lockDirectory(directory: string, log: Log): Promise<DirectoryLock> {
  try {
    await makeDirectories(nodeFileSystem, directory);
    return await DirectoryLock.take(directory, nodeFileSystem, log);
  } catch (problem) {
    throw problem instanceof DirectoryInUse ? problem : new DataDirectoryUnusable(directory, problem);
  }
}

main().catch((problem: unknown) => {
  const usage = problem instanceof WrongUseError || isParseArgsError(problem) ? `\n${USAGE}` : '';
  process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}${usage}\n`);
  process.exit(2);
});

function isParseArgsError(problem: unknown): boolean {
  return problem instanceof Error && 'code' in problem && String(problem.code).startsWith('ERR_PARSE_ARGS');
}
