import { describe, expect, it } from 'vitest';
import { worstCondition } from '@pingan/firmware-bridge/board/board-condition';
import { isBroken, pinLevel, wiringOf } from '@pingan/firmware-bridge/board/board-wiring';
import { missingAbilities } from '@pingan/firmware-bridge/board/firmata-abilities';
import { oneBoardProfile } from './one-board-bus.ts';
import { CHANNEL_LAMPS, wholeBusProfile } from './whole-bus.ts';

const profile = oneBoardProfile({ kind: 'virtual-uno' });

describe('wiring', () => {
  it('gives each board its own lamps and beams', () => {
    const wiring = wiringOf('main', profile);
    expect(wiring.lamps.map(({ lamp }) => lamp)).toEqual(['warm', 'ceiling', 'sign']);
    expect(wiring.beams.map(({ beam, pin }) => [beam, pin])).toEqual([
      ['outer', 2],
      ['inner', 4],
    ]);
    expect(wiringOf('other', profile)).toEqual({
      lamps: [],
      beams: [],
      controllers: [],
      contacts: [],
      sensors: [],
      siren: null,
    });
  });

  it('leads lamps and contacts behind a controller to the board that the controller is on', () => {
    const front = wiringOf('front', wholeBusProfile());
    expect(front.lamps.map(({ lamp }) => lamp)).toEqual(['warm', 'ceiling', 'beacon', ...CHANNEL_LAMPS]);
    expect(front.lamps.at(-1)?.place).toEqual({ at: 'channel', controller: 1, channel: 15 });
    expect(front.contacts.find(({ input }) => input === 'alarm/motion')?.place).toEqual({
      at: 'channel',
      controller: 2,
      channel: 5,
    });
    expect(front.sensors).toEqual([
      { sensor: 'supply', channel: 0 },
      { sensor: 'inside', channel: 1 },
      { sensor: 'daylight', channel: 2 },
    ]);
    expect(front.siren).toBe(8);
    const rear = wiringOf('rear', wholeBusProfile());
    expect(rear.lamps.map(({ lamp }) => lamp)).toEqual(['tail']);
    expect(rear.contacts.map(({ input }) => input)).toEqual(['thing/tool', 'ignition']);
    expect(rear.siren).toBeNull();
  });

  it.each(['low', 'high'] as const)(
    'reads back what it drives for a beam that is broken when %s',
    (broken) => {
      for (const state of [true, false])
        expect(isBroken({ broken }, pinLevel({ broken }, state))).toBe(state);
      expect(pinLevel({ broken }, true)).toBe(broken === 'high');
    },
  );
});

describe('abilities of a board', () => {
  const MODES = { INPUT: 0, OUTPUT: 1, ANALOG: 2, PWM: 3, I2C: 6, PULLUP: 11 };
  const pins = (modes: number[]) => Array.from({ length: 20 }, () => ({ supportedModes: modes }));

  it('has nothing to say about a board that can do all of it', () => {
    expect(missingAbilities(wiringOf('main', profile), { MODES, pins: pins([0, 1, 3, 11]) })).toEqual([]);
  });

  it('names every lamp and beam an old firmware cannot serve', () => {
    const problems = missingAbilities(wiringOf('main', profile), { MODES, pins: pins([0, 1]) });
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain('pin 11 of lamp warm cannot be dimmed');
    expect(problems[1]).toContain('outer beam at door front');
  });

  it('names the contact, the sensor, the siren and the controllers that a board cannot serve', () => {
    const problems = missingAbilities(wiringOf('front', wholeBusProfile()), { MODES, pins: pins([0]) });
    for (const words of [
      'pin 3 of button/scam cannot be read with a pull-up',
      'A0 of the supply sensor cannot measure',
      'pin 8 of the siren cannot switch',
      'A4 and A5 cannot talk to the I2C controllers',
    ])
      expect(problems).toContainEqual(expect.stringContaining(words));
    expect(problems.some((problem) => problem.includes('key-door/home'))).toBe(false);
  });
});

describe('condition of several boards', () => {
  const ready = { state: 'ready', detail: 'fine' } as const;
  const starting = { state: 'starting', detail: 'booting' } as const;
  const lost = { state: 'lost', detail: 'gone' } as const;

  it('is the worst one, with its name', () => {
    expect(worstCondition({ a: ready, b: lost, c: starting })).toEqual({ state: 'lost', detail: 'b: gone' });
    expect(worstCondition({ a: ready, c: starting })).toEqual({ state: 'starting', detail: 'c: booting' });
  });

  it('names all that share it', () => {
    expect(worstCondition({ a: lost, b: lost }).detail).toBe('a: gone · b: gone');
  });

  it('is none where the profile has no boards', () => {
    expect(worstCondition({}).state).toBe('none');
  });
});
