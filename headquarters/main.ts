import { pino } from 'pino';
import { oneTimePasswordLine, resetAdministrator } from './accounts/first-administrator.ts';
import { ConfigurationError } from './configuration-error.ts';
import { openDatabase } from './database/open-database.ts';
import { Headquarters } from './headquarters.ts';
import { USAGE, readOptions } from './options.ts';

/** Longest orderly stop; a part that hangs must not keep the process. */
const STOP_WITHIN_MS = 2_700;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (options.resetAdministrator) return printNewPassword(options.databaseFile);
  // On stderr, so that the address lines on stdout stay readable for programs.
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'info' }, pino.destination({ dest: 2, sync: true }));
  const headquarters = new Headquarters({ ...options, log });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      log.error({}, 'a part did not stop in time; what was receipted is on the disk');
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    headquarters.stop().then(
      () => process.exit(0),
      (problem: unknown) => {
        log.error({}, `stopping failed: ${String(problem)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // Started by `npm start`: when that process is gone, even by kill -9, this one goes too.
  process.on('disconnect', stop);

  await headquarters.start();
  if (stopping) return;
  const { addresses, oneTimePassword } = headquarters;
  process.stdout.write(`Headquarters ${addresses.web}\n`);
  // On stdout alone: the log is kept, and others read it.
  if (oneTimePassword) process.stdout.write(`${oneTimePasswordLine(oneTimePassword)}\n`);
  process.stdout.write('Ready\n');
}

/** One transaction of the database, so that headquarters may be running or not. */
async function printNewPassword(databaseFile: string): Promise<void> {
  const database = await openDatabase(databaseFile);
  try {
    const reset = await resetAdministrator(database.db, Date.now());
    process.stdout.write(`${oneTimePasswordLine(reset)}\n`);
  } finally {
    await database.close();
  }
}

main().catch((problem: unknown) => {
  const expected = problem instanceof ConfigurationError;
  process.stderr.write(
    `${expected ? problem.message : problem instanceof Error ? problem.stack : String(problem)}\n`,
  );
  process.exit(expected ? 2 : 1);
});
