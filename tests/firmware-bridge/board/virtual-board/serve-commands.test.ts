import { describe, expect, it } from 'vitest';
import { readChip, readServeCommand } from '@pingan/firmware-bridge/board/virtual-board/serve-commands';

describe('commands of the board server', () => {
  it('reads a pin and its level', () => {
    expect(readServeCommand('in 2 low')).toEqual({ kind: 'input', pin: 2, high: false });
    expect(readServeCommand('  IN  19 High ')).toEqual({ kind: 'input', pin: 19, high: true });
  });

  it('reads what is done to chips and analogue inputs', () => {
    expect(readServeCommand('contact 0x20 15 open')).toEqual({
      kind: 'contact',
      address: 0x20,
      channel: 15,
      high: null,
    });
    expect(readServeCommand('contact 0x20 0 low')).toMatchObject({ channel: 0, high: false });
    expect(readServeCommand('silence 0x40 on')).toEqual({ kind: 'silence', address: 0x40, silent: true });
    expect(readServeCommand('channels 0x41')).toEqual({ kind: 'channels', address: 0x41 });
    expect(readServeCommand('analogue 14 0.25')).toEqual({ kind: 'analogue', pin: 14, ratio: 0.25 });
  });

  it('reads which chip is where', () => {
    expect(readChip('PCA9685@0x40')).toEqual({ chip: 'pca9685', address: 0x40 });
    expect(readChip('mcp23017@0x20')).toEqual({ chip: 'mcp23017', address: 0x20 });
    expect(['pca9685', 'pca9685@64', 'lamp@0x40', 'pca9685@0x80'].map(readChip)).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });

  it.each(['levels', 'unplug', 'plug', 'quit'])('knows %s', (word) => {
    expect(readServeCommand(word)).toEqual({ kind: word });
  });

  it.each([
    'in 2',
    'in two low',
    'in 2 up',
    'in 2 low now',
    'plug it',
    'help',
    'contact 0x20 16 low',
    'silence 64 on',
    'analogue 14 2',
    'channels',
  ])('explains itself when told "%s"', (line) => {
    const command = readServeCommand(line);
    expect(command.kind).toBe('unknown');
    expect(command).toHaveProperty('why', expect.stringContaining('in PIN low|high, analogue PIN RATIO'));
  });

  it('names the pins there are', () => {
    expect(readServeCommand('in 20 low')).toHaveProperty('why', 'an Uno has pins 0 to 19, not 20');
    expect(readServeCommand('analogue 13 0')).toHaveProperty(
      'why',
      expect.stringContaining('14 to 19, not 13'),
    );
  });
});
