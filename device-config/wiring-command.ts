import { statSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FaultsError } from './fault.ts';
import { readBusProfile } from './read-bus-profile.ts';
import { wiringPage } from './wiring-diagram/page.ts';
import { LEAST_POINTS, type Paper, PAPERS, wiringDiagram } from './wiring-diagram/wiring-diagram.ts';
import { type Language, WORDS } from './wiring-diagram/words.ts';

/** `npm run board:wiring`: the wiring of a profile on one sheet of paper. */
const USAGE =
  'npm run board:wiring -- --profile FILE [--out FILE.svg|FILE.html] [--language zh|en] [--paper a4|a3] [--date 2026-11-26]';

class WrongUseError extends Error {}

interface Options {
  profile: string;
  out: string | undefined;
  language: Language;
  paper: Paper | undefined;
  date: string | undefined;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string' },
      out: { type: 'string' },
      language: { type: 'string', default: 'zh' },
      paper: { type: 'string' },
      date: { type: 'string' },
    },
  });
  const { profile, out, language, paper, date } = values;
  if (!profile) throw new WrongUseError('--profile is missing: whose wiring?');
  if (out !== undefined && !/\.(svg|html)$/.test(out))
    throw new WrongUseError(`--out ${out}: name a file that ends in .svg or .html`);
  if (language !== 'zh' && language !== 'en')
    throw new WrongUseError(`--language ${language}: it is zh or en`);
  if (paper !== undefined && !(paper in PAPERS)) throw new WrongUseError(`--paper ${paper}: it is a4 or a3`);
  return { profile: resolve(profile), out, language, paper: paper as Paper | undefined, date };
}

function main(): void {
  const { profile: from, language, paper, ...options } = readOptions();
  const { profile } = readBusProfile(from);
  const date = options.date ?? dayOf(statSync(from).mtime);
  const diagram = wiringDiagram({ profile, file: basename(from), date, language, paper });
  const out = resolve(options.out ?? `wiring-${profile.bus.id}.html`);
  const title = `${WORDS[language].title} · ${profile.bus.name[language]}`;
  writeFileSync(out, out.endsWith('.svg') ? diagram.svg : wiringPage(diagram, title, language));
  const points = diagram.points.toFixed(1);
  process.stdout.write(`${out}\n${WORDS[language].typeSize(diagram.paper.toUpperCase(), points)}\n`);
  if (diagram.points < LEAST_POINTS)
    process.stderr.write(
      `Type is below ${LEAST_POINTS} points on ${diagram.paper.toUpperCase()}: ${diagram.paper === 'a4' ? 'leave --paper out' : 'print it on a larger sheet'}.\n`,
    );
}

/** The day on which the profile was changed last, where this command runs. */
function dayOf(at: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

try {
  main();
} catch (problem) {
  const wrongUse = problem instanceof WrongUseError || isParseArgsError(problem);
  if (!wrongUse && !(problem instanceof FaultsError) && !isRefusedByDisk(problem)) throw problem;
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
