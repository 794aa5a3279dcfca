import { chmod, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import type { CarryBrought, CarryRefused } from '@pingan/protocol/carry-report';
import { pino } from 'pino';
import { writeWhole } from './carry/disk.ts';
import { takeAway, type TakenAway } from './carry/take-away.ts';
import { LivingIdentity } from './enrolment/living-identity.ts';
import { keysForCarrying } from './keys-for-carrying.ts';
import { DirectoryInUse } from './store/directory-lock.ts';
import { leftBehind } from './store/left-behind.ts';
import { localDay } from './store/local-day.ts';
import { nodeFileSystem } from './store/node-file-system.ts';

/** `npm run carry`: files by hand from a terminal, onto a stick that may be pulled at any moment. */
const USAGE = `npm run carry -- take  --out FILE|DIR --bus http://127.0.0.1:8080 [--token TOKEN]    the bus runs
npm run carry -- take  --out FILE|DIR --profile FILE [--data DIR] [--rehearsal]   the bus is stopped
npm run carry -- bring --in FILE      --bus http://127.0.0.1:8080 [--token TOKEN]`;
const SOFTWARE = '0.1.0';

class WrongUseError extends Error {}
/** Said by the bus, in words for the officer. */
class RefusedByBusError extends Error {}

const optionsOf = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      in: { type: 'string' },
      bus: { type: 'string' },
      token: { type: 'string' },
      profile: { type: 'string' },
      data: { type: 'string' },
      rehearsal: { type: 'boolean', default: false },
      log: { type: 'string', default: 'warn' },
    },
  });
type Options = ReturnType<typeof optionsOf>['values'];

async function main(): Promise<void> {
  const { positionals, values } = optionsOf();
  const [what, ...more] = positionals;
  if (what === 'take' && more.length === 0) return take(values);
  if (what === 'bring' && more.length === 0) return bring(values);
  throw new WrongUseError(
    `say "take" or "bring"${what === undefined ? '' : `, not "${positionals.join(' ')}"`}`,
  );
}

async function take(options: Options): Promise<void> {
  if (options.out === undefined) throw new WrongUseError('--out is missing: where is the stick?');
  const file = options.bus !== undefined ? await askedOf(options.bus, options) : await fromStopped(options);
  const out = resolve(options.out);
  const path = (await isDirectory(out)) ? join(out, file.name) : out;
  await writeWhole(nodeFileSystem, path, file.bytes);
  await readableByAll(path);
  const left = file.left > 0 ? `; ${file.left} did not fit and go with the next file` : '';
  process.stdout.write(`${file.records} records in ${path}${left}. The stick may be pulled now.\n`);
}

async function bring(options: Options): Promise<void> {
  if (options.in === undefined) throw new WrongUseError('--in is missing: which file?');
  if (options.bus === undefined)
    throw new WrongUseError('--bus is missing: an answer is brought to a bus that runs; start it first');
  const response = await fetch(new URL('/api/carry/bring', options.bus), {
    method: 'POST',
    body: await readFile(options.in),
    headers: headersFor(options),
  });
  if (!response.ok) throw await refusalOf(response);
  const { receipts, waiting, ...parts } = (await response.json()) as CarryBrought;
  process.stdout.write(
    `${receipts.confirmed} records confirmed, ${receipts.refused} refused, ${waiting} still wait; schedule: ${parts.schedule}, crew: ${parts.crew}, warnings: ${parts.warnings}\n`,
  );
}

async function askedOf(bus: string, options: Options): Promise<TakenAway> {
  const response = await fetch(new URL('/api/carry/take', bus), { headers: headersFor(options) });
  if (!response.ok) throw await refusalOf(response);
  const { headers } = response;
  const name = /filename="([\w-]+\.carry)"/.exec(headers.get('content-disposition') ?? '')?.[1];
  if (name === undefined) throw new WrongUseError(`--bus ${bus}: there is no bus at this address`);
  return {
    name,
    bytes: new Uint8Array(await response.arrayBuffer()),
    records: Number(headers.get('x-carry-records')),
    left: Number(headers.get('x-carry-left')),
  };
}

async function fromStopped(options: Options): Promise<TakenAway> {
  if (options.profile === undefined)
    throw new WrongUseError('give --bus where the bus runs, or --profile FILE where it is stopped');
  const { profile } = readBusProfile(resolve(options.profile));
  const { id } = profile.bus;
  const directory = resolve(options.data ?? `data/${id}`);
  const log = pino({ level: options.log }, pino.destination({ dest: 2, sync: true }));
  const { outbox, release } = await leftBehind({ directory, bus: id, software: SOFTWARE, log }).catch(
    (problem: unknown) => {
      if (!(problem instanceof DirectoryInUse)) throw problem;
      throw new WrongUseError(`${problem.message}, or ask the bus that runs: --bus http://127.0.0.1:PORT`);
    },
  );
  try {
    const identity = (await LivingIdentity.open(directory, log))?.forCarrying ?? null;
    const keys = await keysForCarrying({ id, directory, rehearsal: options.rehearsal, identity });
    const { trust, timeZone } = profile.clock;
    const wall = Date.now();
    const clock = trust === 'never' ? null : { wall, today: localDay(wall, timeZone) };
    return await takeAway({ bus: id, keys, outbox, clock, log });
  } finally {
    await release();
  }
}

function headersFor({ token }: Options): Record<string, string> {
  return token === undefined ? {} : { Authorization: `Bearer ${token}` };
}

async function refusalOf(response: Response): Promise<RefusedByBusError> {
  const text = await response.text();
  try {
    return new RefusedByBusError((JSON.parse(text) as CarryRefused).error);
  } catch {
    return new RefusedByBusError(`the bus answered ${response.status}: ${text.slice(0, 200)}`);
  }
}

/** Sealed as it is, it must open for another account on another machine. A stick without accounts refuses, and needs none. */
async function readableByAll(path: string): Promise<void> {
  try {
    await chmod(path, 0o644);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EPERM') throw problem;
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw problem;
  }
}

main().catch((problem: unknown) => {
  const wrongUse = problem instanceof WrongUseError || isParseArgsError(problem);
  process.stderr.write(
    `${problem instanceof Error ? problem.message : String(problem)}${wrongUse ? `\n${USAGE}` : ''}\n`,
  );
  process.exit(wrongUse ? 2 : 1);
});

function isParseArgsError(problem: unknown): boolean {
  return problem instanceof Error && 'code' in problem && String(problem.code).startsWith('ERR_PARSE_ARGS');
}
