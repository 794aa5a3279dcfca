import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeContentFault } from '@pingan/content/content-fault';
import { NoContentPackError, readContentPack } from '@pingan/content/read-content-pack';
import { NoScriptError } from './loudspeaker.ts';
import { NotOurFolderError, writeOwnFolder } from './own-folder.ts';
import { takeHomeFiles, TooFewMessagesError } from './take-home-files.ts';

/** Writes the second round for a bureau's own website, with card and loudspeaker scripts. */
const USAGE = 'npm run take-home -- --pack NAME|FOLDER [--out take-home] [--service]';

class WrongUseError extends Error {}

function readOptions() {
  const { values } = parseArgs({
    options: {
      pack: { type: 'string' },
      out: { type: 'string', default: 'take-home' },
      service: { type: 'boolean', default: false },
    },
  });
  if (!values.pack) throw new WrongUseError('--pack is missing: which content is to be taken home?');
  if (values.out === '') throw new WrongUseError('--out is empty: name a folder');
  return { pack: values.pack, out: resolve(values.out), service: values.service };
}

/** A bare name is a pack of ours; anything with a slash is a folder. */
function packDirectory(pack: string): string {
  const content = createRequire(import.meta.url).resolve('@pingan/content/package.json');
  return /[/\\]/.test(pack) ? resolve(pack) : join(content, '..', 'packs', pack);
}

function builtGame(name: string): string {
  const file = fileURLToPath(new URL(`../../second-round/dist/${name}`, import.meta.url));
  if (!existsSync(file))
    throw new WrongUseError(`the game is not built (${file}); run npm run build:take-home`);
  return readFileSync(file, 'utf8');
}

function main(): void {
  const { pack: named, out, service } = readOptions();
  const { pack, faults } = readContentPack(packDirectory(named));
  for (const fault of faults) process.stderr.write(`${describeContentFault(fault)}\n`);
  const made = takeHomeFiles({
    pack,
    service,
    script: builtGame('second-round.js'),
    style: builtGame('second-round.css'),
  });
  writeOwnFolder(out, made.files);
  const say = (sentence: string) => process.stdout.write(`${sentence}\n`);
  if (made.leftOut.length > 0) say(`Left out, review pending: ${made.leftOut.join(', ')}`);
  if (made.pending) say('Review pending: every file says so until a bureau has signed the texts off.');
  for (const name of Object.keys(made.files)) say(join(out, name));
}

try {
  main();
} catch (problem) {
  const wrongUse = problem instanceof WrongUseError || isParseArgsError(problem);
  const expected = [NoContentPackError, NoScriptError, NotOurFolderError, TooFewMessagesError];
  if (!wrongUse && !expected.some((kind) => problem instanceof kind) && !isRefusedByDisk(problem))
    throw problem;
  process.stderr.write(`${(problem as Error).message}${wrongUse ? `\n${USAGE}` : ''}\n`);
  process.exitCode = 2;
}

function isParseArgsError(problem: unknown): boolean {
  return problem instanceof Error && 'code' in problem && String(problem.code).startsWith('ERR_PARSE_ARGS');
}

/** The message of the system names the path. */
function isRefusedByDisk(problem: unknown): boolean {
  return problem instanceof Error && 'syscall' in problem && 'path' in problem;
}
