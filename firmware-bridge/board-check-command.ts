import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { FaultsError } from '@pingan/device-config/fault';
import type { BoardConfig, BusProfile } from '@pingan/device-config/profile';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { i2cAddress } from '@pingan/device-config/i2c-chips';
import type { Language, Text } from '@pingan/protocol/ids';
import { connectFault, type SerialFault } from './board/serial-fault.ts';
import { whereabouts } from './board/serial-devices.ts';
import { DeskBoard } from './board-check/desk-board.ts';
import { checkDesk, type Person } from './board-check/desk-check.ts';
import { deviceOfBoard, pluggedDevices } from './board-check/find-board.ts';
import { startWords } from './board-check/words/start-words.ts';

/** `npm run board:check`: one real board on a desk, looked at thing by thing. */
const USAGE =
  'npm run board:check -- --profile FILE [--board NAME] [--yes] [--language zh|en] [--seconds 30]\n' +
  '  --yes      asks nothing: only what a machine can see\n' +
  '  --seconds  time for each switch and beam';

const ALL_GOOD = 0;
const FAULTS = 1;
const CANNOT_START = 2;
const INTERRUPTED = 130;

class WrongUseError extends Error {}
/** The check cannot begin; the words say what to do. */
class CannotStartError extends Error {}

interface Options {
  profile: string;
  board: string | undefined;
  alone: boolean;
  language: Language;
  limitMs: number;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string' },
      board: { type: 'string' },
      yes: { type: 'boolean', default: false },
      language: { type: 'string', default: languageOfTerminal() },
      seconds: { type: 'string', default: '30' },
    },
  });
  const { profile, board, yes, language } = values;
  const seconds = Number(values.seconds);
  if (!profile) throw new WrongUseError('--profile is missing: which bus does the board belong to?');
  if (language !== 'zh' && language !== 'en')
    throw new WrongUseError(`--language ${language}: it is zh or en`);
  if (!(seconds >= 1 && seconds <= 600))
    throw new WrongUseError(`--seconds ${values.seconds}: a number from 1 to 600`);
  return { profile: resolve(profile), board, alone: yes, language, limitMs: seconds * 1000 };
}

function languageOfTerminal(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'zh' : 'en';
}

async function main(): Promise<void> {
  const { profile: file, board: named, alone, language, limitMs } = readOptions();
  const { profile } = readBusProfile(file);
  const person = atTerminal(language);
  const { board, config } = boardOnDesk(profile, named, language);
  const path = await deviceOfBoard(config).catch((error: unknown) =>
    refuse(connectFault(whereabouts(config), error), whereabouts(config), language),
  );
  person.say(startWords.opening(board, path));
  const now = () => performance.now();
  const desk = new DeskBoard({ profile, board, path, baud: config.baud, now });
  const interrupt = (code: number) => () => void stop(desk, person, code);
  process.once('SIGINT', interrupt(INTERRUPTED));
  process.once('SIGTERM', interrupt(143));
  const opened = await desk.open();
  if (typeof opened !== 'string') {
    await desk.close();
    await refuse(opened, path, language);
    return;
  }
  person.say(startWords.ready(opened));
  const good = await checkDesk({ profile, board, desk, path, person, alone, limitMs, now });
  await desk.close();
  process.exit(good ? ALL_GOOD : FAULTS);
}

/** The board that is meant, which must be a real one. */
function boardOnDesk(
  { boards, controllers }: BusProfile,
  named: string | undefined,
  language: Language,
): { board: string; config: Extract<BoardConfig, { kind: 'uno' }> } {
  const names = Object.keys(boards);
  const real = names.filter((name) => boards[name]!.kind === 'uno');
  if (named !== undefined && !names.includes(named))
    throw new WrongUseError(startWords.noSuchBoard(named, names)[language]);
  if (named === undefined && real.length > 1) throw new WrongUseError(startWords.whichBoard(real)[language]);
  const board = named ?? real[0] ?? names[0];
  if (board === undefined) throw new CannotStartError(startWords.noSuchBoard('?', names)[language]);
  const config = boards[board]!;
  if (config.kind === 'uno') return { board, config };
  const chips = Object.values(controllers)
    .filter((controller) => controller.board === board)
    .map(({ chip, address }) => ` --chip ${chip}@${i2cAddress(address)}`);
  throw new CannotStartError(startWords.emulated(board, chips.join(''))[language]);
}

/** Says why there is no board. What a technician can see at the plug is listed where it may help. */
async function refuse(fault: SerialFault, where: string, language: Language): Promise<never> {
  const words = startWords.fault(fault, where)[language];
  if (fault.kind === 'unfit') {
    process.stderr.write(`${words}\n`);
    process.exit(FAULTS);
  }
  throw new CannotStartError(`${words}\n${startWords.plugged(await pluggedDevices())[language]}`);
}

function atTerminal(language: Language): Person {
  const write = (text: string) => process.stdout.write(text);
  /** A person types behind a question; what is said before that begins a line of its own. A pipe gets whole lines. */
  let behindQuestion = false;
  return {
    language,
    say(words: Text) {
      write(`${behindQuestion ? '\n' : ''}${words[language]}\n`);
      behindQuestion = false;
    },
    ask(words: Text) {
      behindQuestion = process.stdin.isTTY;
      write(`\n${words[language]}${behindQuestion ? ' ' : '\n'}`);
    },
    listen(line, left) {
      const lines = createInterface({ input: process.stdin, terminal: false });
      lines.on('line', (text) => {
        behindQuestion = false;
        line(text);
      });
      lines.once('close', left);
      return () => {
        lines.off('close', left);
        lines.close();
      };
    },
  };
}

async function stop(desk: DeskBoard, person: Person, code: number): Promise<void> {
  await desk.close();
  person.say(startWords.stopped());
  process.exit(code);
}

main().catch((problem: unknown) => {
  const wrongUse = problem instanceof WrongUseError || isParseArgsError(problem);
  const expected = wrongUse || problem instanceof CannotStartError || problem instanceof FaultsError;
  const message = problem instanceof Error ? (expected ? problem.message : problem.stack) : String(problem);
  process.stderr.write(`${message}${wrongUse ? `\n${USAGE}` : ''}\n`);
  process.exit(expected ? CANNOT_START : FAULTS);
});

function isParseArgsError(problem: unknown): boolean {
  return problem instanceof Error && 'code' in problem && String(problem.code).startsWith('ERR_PARSE_ARGS');
}
