import { describe, expect, it } from 'vitest';
import { readServeCommand } from '@pingan/firmware-bridge/board/virtual-board/serve-commands';

describe('commands of the board server', () => {
  it('reads a pin and its level', () => {
    expect(readServeCommand('in 2 low')).toEqual({ kind: 'input', pin: 2, high: false });
    expect(readServeCommand('  IN  19 High ')).toEqual({ kind: 'input', pin: 19, high: true });
  });

  it.each(['levels', 'unplug', 'plug', 'quit'])('knows %s', (word) => {
    expect(readServeCommand(word)).toEqual({ kind: word });
  });

  it.each(['in 2', 'in two low', 'in 2 up', 'in 2 low now', 'plug it', 'help'])(
    'explains itself when told "%s"',
    (line) => {
      const command = readServeCommand(line);
      expect(command.kind).toBe('unknown');
      expect(command).toHaveProperty(
        'why',
        expect.stringContaining('in PIN low|high, levels, unplug, plug, quit'),
      );
    },
  );

  it('names the pins there are', () => {
    expect(readServeCommand('in 20 low')).toHaveProperty('why', 'an Uno has pins 0 to 19, not 20');
  });
});
