import type { VirtualChip } from './uno-messages.ts';
import { FIRST_ANALOGUE_PIN, PIN_COUNT } from './uno-pins.ts';

/** One line on the standard input of the board server. */
export type ServeCommand =
  | { kind: 'input'; pin: number; high: boolean }
  | { kind: 'analogue'; pin: number; ratio: number }
  | { kind: 'contact'; address: number; channel: number; high: boolean | null }
  | { kind: 'silence'; address: number; silent: boolean }
  | { kind: 'channels'; address: number }
  | { kind: 'levels' }
  | { kind: 'unplug' }
  | { kind: 'plug' }
  | { kind: 'quit' }
  | { kind: 'unknown'; why: string };

const USES =
  'in PIN low|high, analogue PIN RATIO, contact ADDRESS CHANNEL low|high|open, silence ADDRESS on|off, ' +
  'channels ADDRESS, levels, unplug, plug, quit';

/** Reads one line of the server's protocol. Case and extra spaces do not matter; addresses are written as 0x40. */
export function readServeCommand(line: string): ServeCommand {
  const words = line.trim().toLowerCase().split(/\s+/);
  const [word, first = '', second = '', third = ''] = words;
  switch (`${word} ${words.length - 1}`) {
    case 'levels 0':
    case 'unplug 0':
    case 'plug 0':
    case 'quit 0':
      return { kind: word as 'levels' | 'unplug' | 'plug' | 'quit' };
    case 'in 2':
      return readInput(line, first, second);
    case 'analogue 2':
      return readAnalogue(line, first, second);
    case 'contact 3':
      return readContact(line, first, second, third);
    case 'silence 2': {
      const address = readAddress(first);
      if (address === undefined || (second !== 'on' && second !== 'off')) return unknown(line);
      return { kind: 'silence', address, silent: second === 'on' };
    }
    case 'channels 1': {
      const address = readAddress(first);
      return address === undefined ? unknown(line) : { kind: 'channels', address };
    }
    default:
      return unknown(line);
  }
}

/** Reads `pca9685@0x40`; undefined when it is something else. */
export function readChip(text: string): VirtualChip | undefined {
  const [chip, at = ''] = text.toLowerCase().split('@');
  const address = readAddress(at);
  if ((chip !== 'pca9685' && chip !== 'mcp23017') || address === undefined) return undefined;
  return { chip, address };
}

function readInput(line: string, pin: string, level: string): ServeCommand {
  if (!/^\d+$/.test(pin) || (level !== 'low' && level !== 'high')) return unknown(line);
  const number = Number(pin);
  if (number >= PIN_COUNT)
    return { kind: 'unknown', why: `an Uno has pins 0 to ${PIN_COUNT - 1}, not ${number}` };
  return { kind: 'input', pin: number, high: level === 'high' };
}

function readAnalogue(line: string, pin: string, ratio: string): ServeCommand {
  const [number, value] = [Number(pin), Number(ratio)];
  if (!/^\d+$/.test(pin) || !(value >= 0 && value <= 1)) return unknown(line);
  if (number < FIRST_ANALOGUE_PIN || number >= PIN_COUNT)
    return { kind: 'unknown', why: `the analogue inputs of an Uno are pins 14 to 19, not ${number}` };
  return { kind: 'analogue', pin: number, ratio: value };
}

function readContact(line: string, at: string, channel: string, level: string): ServeCommand {
  const address = readAddress(at);
  if (address === undefined || !/^(\d|1[0-5])$/.test(channel) || !/^(low|high|open)$/.test(level))
    return unknown(line);
  return {
    kind: 'contact',
    address,
    channel: Number(channel),
    high: level === 'open' ? null : level === 'high',
  };
}

function readAddress(text: string): number | undefined {
  return /^0x[0-7][0-9a-f]$/.test(text) ? Number(text) : undefined;
}

function unknown(line: string): ServeCommand {
  return { kind: 'unknown', why: `"${line.trim()}" is not a command; use: ${USES}` };
}
