import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { CrewAtHeadquartersError, makeFirstCode } from './crew/first-code.ts';
import { SecretBench } from './crew/secret-bench.ts';
import { CrewFile } from './store/crew-file.ts';
import { DirectoryLock } from './store/directory-lock.ts';
import { nodeFileSystem } from './store/node-file-system.ts';

/** `npm run crew -- --data DIR --first`: the way in on a bus that has never met headquarters. */
const USAGE =
  'npm run crew -- --data DIR --first      (DIR: the data directory of the bus, while it is stopped)';

class WrongUseError extends Error {}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, first: { type: 'boolean', default: false } },
  });
  if (values.data === undefined || !values.first)
    throw new WrongUseError('both --data and --first are needed');
  const directory = resolve(values.data);
  if (!existsSync(directory))
    throw new WrongUseError(`there is no directory ${directory}; start the bus once, or correct --data`);
  const log = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }));
  const lock = await DirectoryLock.take(directory, nodeFileSystem, log);
  try {
    const code = await makeFirstCode(await CrewFile.open(directory, log), new SecretBench());
    process.stdout.write(
      `一次性密码 One-time code: ${code}\n` +
        '启动车辆，在民警台选“民警”，输入它并设置自己的密码；用过即失效。\n' +
        'Start the bus, choose 民警 at the officer panel, enter the code and choose a PIN. It works once.\n',
    );
  } finally {
    await lock.release();
  }
}

main().catch((problem: unknown) => {
  const message = problem instanceof Error ? problem.message : String(problem);
  const usage = problem instanceof CrewAtHeadquartersError ? '' : `\n${USAGE}`;
  process.stderr.write(`${message}${usage}\n`);
  process.exit(2);
});
