/**
 * Serves an emulated Uno on a pseudo-terminal, in its own process:
 * `node firmware-bridge/dist/board/virtual-board/serve.js [--link PATH]`. Its first line is `Board PATH`; give that path to a
 * profile's `port`. Commands come in lines on standard input (see serve-commands.ts); its end means `quit`.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { readServeCommand, type ServeCommand } from './serve-commands.ts';
import { startVirtualBoard, type VirtualBoard } from './virtual-board.ts';

const USAGE = 'usage: node serve.js [--link PATH]';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

function readLink(): string | undefined {
  try {
    return parseArgs({ options: { link: { type: 'string' } } }).values.link;
  } catch (error) {
    complain(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}

async function obey(board: VirtualBoard, command: ServeCommand): Promise<void> {
  switch (command.kind) {
    case 'input':
      return board.setInput(command.pin, command.high);
    case 'levels':
      return say(JSON.stringify(board.levels()));
    case 'unplug':
      await board.unplug();
      return say('Unplugged');
    case 'plug':
      return say(`Board ${await board.plug()}`);
    case 'quit':
      await board.close();
      process.exit(0);
      break;
    case 'unknown':
      complain(command.why);
  }
}

async function main(): Promise<void> {
  const link = readLink();
  const board = await startVirtualBoard(link === undefined ? { pty: true } : { pty: true, link });
  const quit = () => void obey(board, { kind: 'quit' });
  process.once('SIGINT', quit);
  process.once('SIGTERM', quit);
  say(`Board ${board.path}`);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== '') await obey(board, readServeCommand(line));
  }
  await obey(board, { kind: 'quit' });
}

main().catch((error: unknown) => {
  complain(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
