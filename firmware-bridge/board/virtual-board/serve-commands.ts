import { PIN_COUNT } from './uno-pins.ts';

/** One line on the standard input of the board server. */
export type ServeCommand =
  | { kind: 'input'; pin: number; high: boolean }
  | { kind: 'levels' }
  | { kind: 'unplug' }
  | { kind: 'plug' }
  | { kind: 'quit' }
  | { kind: 'unknown'; why: string };

/** Reads one line of the server's protocol. Case and extra spaces do not matter. */
export function readServeCommand(line: string): ServeCommand {
  const [word, pin, level, ...rest] = line.trim().toLowerCase().split(/\s+/);
  switch (word) {
    case 'levels':
    case 'unplug':
    case 'plug':
    case 'quit':
      return pin === undefined ? { kind: word } : unknown(line);
    case 'in': {
      if (rest.length > 0 || !/^\d+$/.test(pin ?? '') || (level !== 'low' && level !== 'high'))
        return unknown(line);
      const number = Number(pin);
      if (number >= PIN_COUNT)
        return { kind: 'unknown', why: `an Uno has pins 0 to ${PIN_COUNT - 1}, not ${number}` };
      return { kind: 'input', pin: number, high: level === 'high' };
    }
    default:
      return unknown(line);
  }
}

function unknown(line: string): ServeCommand {
  return {
    kind: 'unknown',
    why: `"${line.trim()}" is not a command; use: in PIN low|high, levels, unplug, plug, quit`,
  };
}
