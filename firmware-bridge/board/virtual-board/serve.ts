/**
 * Serves an emulated Uno on a pseudo-terminal, in its own process:
 * `node firmware-bridge/dist/board/virtual-board/serve.js [--link PATH] [--chip pca9685@0x40]…`. Its first line is `Board PATH`; give that path to a
 * profile's `port`. Commands come in lines on standard input (see serve-commands.ts); its end means `quit`.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { readChip, readServeCommand, type ServeCommand } from './serve-commands.ts';
import type { VirtualChip } from './uno-messages.ts';
import { startVirtualBoard, type VirtualBoard } from './virtual-board.ts';

const USAGE = 'usage: node serve.js [--link PATH] [--chip pca9685@0x40] [--chip mcp23017@0x20]';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

class WrongChip extends Error {
  override name = 'WrongChip';
}

function readOptions(): { link?: string; chips: VirtualChip[] } {
  try {
    const { values } = parseArgs({
      options: { link: { type: 'string' }, chip: { type: 'string', multiple: true, default: [] } },
    });
    const chips = values.chip.map((text) => {
      const chip = readChip(text);
      if (!chip) throw new WrongChip(`"${text}" is no chip: write pca9685@0x40 or mcp23017@0x20`);
      return chip;
    });
    return values.link === undefined ? { chips } : { link: values.link, chips };
  } catch (error) {
    complain(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}

async function obey(board: VirtualBoard, command: ServeCommand): Promise<void> {
  switch (command.kind) {
    case 'input':
      return board.setInput(command.pin, command.high);
    case 'analogue':
      return board.setAnalogue(command.pin, command.ratio);
    case 'contact':
      return board.setContact(command.address, command.channel, command.high);
    case 'silence':
      return board.silence(command.address, command.silent);
    case 'channels':
      return say(JSON.stringify(board.channels(command.address)));
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

/** A chip that the board does not have is the asker's mistake, not the board's end. */
async function obeyOrComplain(board: VirtualBoard, command: ServeCommand): Promise<void> {
  try {
    await obey(board, command);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    complain(error.message);
  }
}

async function main(): Promise<void> {
  const board = await startVirtualBoard({ pty: true, ...readOptions() });
  const quit = () => void obey(board, { kind: 'quit' });
  process.once('SIGINT', quit);
  process.once('SIGTERM', quit);
  say(`Board ${board.path}`);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== '') await obeyOrComplain(board, readServeCommand(line));
  }
  await obey(board, { kind: 'quit' });
}

main().catch((error: unknown) => {
  complain(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
