import { describe, expect, it } from 'vitest';
import { lampsAlone, sirenDue } from '@pingan/firmware-bridge/departure/check-view';
import { isTooEarly } from '@pingan/firmware-bridge/departure/departure-rule';
import { checkItems } from '@pingan/firmware-bridge/departure/check-items';
import { PlayedCheck, REHEARSAL, type Wrongs } from './played-check.ts';

const checked = (wrongs: Wrongs) => new PlayedCheck(wrongs).start().play();

describe('a departure check of a bus that is well', () => {
  it('finds everything good and skips nothing', () => {
    const check = checked({});
    expect(check.in('fault')).toEqual([]);
    expect(check.in('skipped')).toEqual([]);
    expect(check.in('good')).toHaveLength(checkItems(REHEARSAL).length);
  });

  it('asks few questions, in the order of the groups, and none about what the machine sees', () => {
    const { asked } = checked({});
    expect(asked.length).toBeLessThan(20);
    expect([...new Set(asked.map(({ group }) => group))]).toEqual([
      ...['doors', 'lamps', 'things', 'controls', 'alarm', 'screens'],
    ]);
    expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
    for (const { words } of asked) expect(words.zh.length).toBeLessThan(60);
  });

  it('lights each lamp exactly once, with nothing else shining', () => {
    const check = new PlayedCheck().start();
    const lit: string[] = [];
    check.play((ask) => {
      const lamps = lampsAlone(check.state);
      expect(lamps !== null).toBe(ask.group === 'lamps');
      lit.push(...(lamps ?? []));
      return false;
    });
    expect(lit.toSorted()).toEqual(Object.keys(REHEARSAL.lamps).toSorted());
  });
});

describe('each fault is found and named', () => {
  const faults: [string, Wrongs, string, RegExp][] = [
    ['a board without its cable', { boards: ['shelf'] }, 'board/shelf', /Push the plug of board shelf in/],
    [
      'a silent light controller',
      { silent: ['lights-1'] },
      'controller/lights-1',
      /light controller lights-1/,
    ],
    [
      'a silent input controller',
      { silent: ['contacts-2'] },
      'controller/contacts-2',
      /input controller contacts-2/,
    ],
    ['a burnt-out lamp', { dark: ['lock-07'] }, 'lamp/lock-07', /stays dark/],
    ['a blocked beam', { blocked: ['front/inner'] }, 'door/front', /inner beam of the front door/],
    ['a blind beam', { blind: ['rear/outer'] }, 'door/rear', /outer beam of the rear door: it saw nobody/],
    ['a thing that is away', { standing: ['thing/lock-03'] }, 'thing/lock-03', /not in its place/],
    ['a contact that sticks', { sticking: ['thing/lock-05'] }, 'thing/lock-05', /lifting it changes nothing/],
    [
      'a touch point that is dead',
      { sticking: ['thing/lock-14'] },
      'thing/lock-14',
      /touching it changes nothing/,
    ],
    ['a button that hangs', { standing: ['button/locks-scam'] }, 'button/locks-scam', /it is stuck/],
    [
      'a handset off its hook',
      { standing: ['handset/telephone'] },
      'handset/telephone',
      /it is off its hook/,
    ],
    ['a key switch that is dead', { sticking: ['panel-key'] }, 'panel-key', /turning it changes nothing/],
    ['a weak battery', { supply: { volts: 23.4, level: 'low' } }, 'battery', /23\.4 V/],
    ['a disk that takes nothing', { disk: { is: 'failed', why: 'EROFS' } }, 'disk', /EROFS/],
    ['a disk that is full', { disk: { is: 'good', freeBytes: 5e6 } }, 'disk', /only 4 MB/],
    ['a disk that does not answer', { disk: null }, 'disk', /does not answer/],
    ['an unknown time', { clock: { known: false, source: 'none' } }, 'clock', /Set the time/],
    ['no link', { link: { state: 'connecting', daysToSend: 1 } }, 'link', /router/],
    ['a silent headquarters', { link: { state: 'connected', daysToSend: 5 } }, 'link', /5 days/],
    [
      'a sensor that is not plugged in',
      { sensors: { inside: 'unconnected', daylight: 'good', ignition: 'good' } },
      'sensor/inside',
      /inside thermometer/,
    ],
    [
      'a sensor that says nothing',
      { sensors: { inside: 'good', daylight: 'unknown', ignition: 'good' } },
      'sensor/daylight',
      /daylight sensor/,
    ],
    ['a magnet that sticks', { sticking: ['alarm/magnet'] }, 'alarm/magnet', /opening and shutting/],
    ['a siren that nobody hears', { mute: ['alarm/siren'] }, 'alarm/siren', /siren: nobody heard it/],
    [
      'a speaker that nobody hears',
      { mute: ['speaker/locks'] },
      'speaker/locks',
      /speaker of the lock stand up/,
    ],
    ['a screen that may not sound', { chime: { locks: 'locked' } }, 'speaker/locks', /Touch the screen/],
    ['a screen that cannot sound', { chime: { locks: 'failed' } }, 'speaker/locks', /cannot play/],
    ['a screen that hangs', { chime: { locks: 'nothing' } }, 'speaker/locks', /does not answer/],
    [
      'a screen that is not there',
      { screens: { telephone: { visitors: 1, lent: 0 }, locks: { visitors: 0, lent: 0 } } },
      'screen/locks',
      /Switch the screen of the lock stand on/,
    ],
  ];
  for (const [what, wrongs, item, words] of faults) {
    it(what, () => {
      const check = checked(wrongs);
      expect(check.in('fault')).toEqual([item]);
      expect(check.item(item).words?.en).toMatch(words);
      expect(check.item(item).words?.zh).toMatch(/请/);
    });
  }
});

describe('a departure check', () => {
  it('says one fault for a lost board, and why what hangs on it was not looked at', () => {
    const check = checked({ boards: ['shelf'] });
    const skipped = check.in('skipped');
    expect(skipped).toEqual(
      expect.arrayContaining(['controller/lights-1', 'lamp/lock-01', 'thing/lock-01', 'door/rear']),
    );
    expect(check.item('thing/lock-01').words?.en).toBe(
      'Board shelf does not answer, so this could not be looked at',
    );
    expect(skipped).not.toContain('door/front');
    expect(check.asked.flatMap(({ items }) => items).filter((id) => skipped.includes(id))).toEqual([]);
  });

  it('waits for boards that are still starting, says so, and gives what hangs on them time for a first reading', () => {
    const wrongs: Wrongs = { starting: ['main', 'shelf'], supply: null };
    const check = new PlayedCheck(wrongs).start();
    check.wait(45_000);
    expect(check.in('fault')).toEqual([]);
    expect(check.item('board/main')).toMatchObject({ state: 'running', words: { en: /still starting/ } });
    wrongs.starting = [];
    check.wait(1_000);
    expect(check.item('board/main')).toMatchObject({ state: 'good', words: null });
    expect(check.item('battery').state).toBe('running');
    wrongs.supply = { volts: 27, level: 'good' };
    check.play();
    expect([...check.in('fault'), ...check.in('skipped')]).toEqual([]);
  });

  it('does not wait for a board that starts for ever', () => {
    const check = new PlayedCheck({ starting: ['shelf'] }).start();
    check.wait(61_000);
    expect(check.in('fault')).toEqual(['board/shelf']);
  });

  it('notices a cable that is pulled while it asks, and does not wait for what hung on it', () => {
    const wrongs: Wrongs = {};
    const check = new PlayedCheck(wrongs).start();
    check.play(({ group }) => group === 'things');
    expect(check.item('board/shelf').state).toBe('good');
    wrongs.boards = ['shelf'];
    check.wait(4_000);
    expect(check.item('board/shelf').state).toBe('good');
    check.wait(2_000);
    expect(check.item('board/shelf').state).toBe('fault');
    expect(check.item('thing/lock-01').state).toBe('skipped');
    expect(check.item('lamp/lock-01').state).toBe('good');
    check.play();
    expect(check.in('fault')).toEqual(['board/shelf']);
  });

  it('blames no lamp for a cable that has just come off', () => {
    const wrongs: Wrongs = {};
    const check = new PlayedCheck(wrongs).start();
    check.play(({ items }) => items.includes('lamp/lock-01'));
    wrongs.boards = ['shelf'];
    check.wait(500);
    check.step({ kind: 'answer', ask: check.ask!.id, faulty: [...check.ask!.items], at: check.at });
    expect(check.item('lamp/lock-01').state).toBe('skipped');
    check.play();
    expect(check.in('fault')).toEqual(['board/shelf']);
  });

  it('gives a thing that lies elsewhere time to come back, and then has seen its contact move', () => {
    const check = new PlayedCheck({ standing: ['thing/lock-03'] }).start();
    check.play(({ group, items }) => group === 'things' && items.includes('thing/lock-03'));
    expect(check.item('thing/lock-03')).toMatchObject({
      state: 'asked',
      words: { en: 'Not in its place: put it back' },
    });
    check.move('thing/lock-03', true);
    expect(check.item('thing/lock-03').state).toBe('good');
  });

  it('takes a thing that is lifted and not put back for one that is not in its place', () => {
    const check = new PlayedCheck().start();
    check.play(({ group, items }) => group === 'things' && items.includes('thing/lock-03'));
    check.move('thing/lock-03', false);
    check.step({ kind: 'skip', ask: check.ask!.id, at: check.at });
    expect(check.item('thing/lock-03')).toMatchObject({
      state: 'fault',
      words: { en: 'Put "disc padlock" back: it is not in its place' },
    });
    expect(check.item('thing/lock-04').state).toBe('skipped');
  });

  it('ticks off a thing only when it is back', () => {
    const check = new PlayedCheck().start();
    check.play(({ group, items }) => group === 'things' && items.includes('thing/lock-03'));
    check.move('thing/lock-03', false);
    expect(check.ask!.items).toContain('thing/lock-03');
    check.move('thing/lock-03', true);
    expect(check.ask!.items).not.toContain('thing/lock-03');
  });

  it('does not take the answer to a question that is over, nor one about the siren before it has sounded', () => {
    const check = new PlayedCheck().start();
    check.play(({ group }) => group === 'lamps');
    const first = check.ask!;
    check.step({ kind: 'answer', ask: first.id, faulty: [], at: check.at });
    const before = check.state;
    check.step({ kind: 'answer', ask: first.id, faulty: [...check.ask!.items], at: check.at });
    expect(check.in('fault')).toEqual([]);
    expect(before.at).toBe('running');

    check.play(({ items }) => items.includes('alarm/siren'));
    const { id } = check.ask!;
    expect(isTooEarly(check.state, id)).toBe(true);
    check.step({ kind: 'answer', ask: check.ask!.id, faulty: ['alarm/siren'], at: check.at });
    expect(check.item('alarm/siren').state).toBe('asked');
    expect(sirenDue(check.state)).toBeNull();
    check.wait(5_250);
    expect(sirenDue(check.state)).not.toBeNull();
    check.wait(2_000);
    expect(isTooEarly(check.state, id)).toBe(false);
  });

  it('lets the siren rest where it has sounded enough within the hour', () => {
    const check = checked({ sirenWaitMs: 125_000 });
    expect(check.item('alarm/siren')).toMatchObject({ state: 'skipped', words: { en: /3 min/ } });
    expect(sirenDue(check.state)).toBeNull();
  });

  it('does not ask whether a chime was heard at a screen that is lent to an officer', () => {
    const check = checked({
      screens: { telephone: { visitors: 0, lent: 1 }, locks: { visitors: 1, lent: 0 } },
    });
    expect(check.item('screen/telephone').state).toBe('good');
    expect(check.item('speaker/telephone').state).toBe('skipped');
  });

  it('skips battery and link where the bus has neither', () => {
    const { supply: _, ...sensors } = REHEARSAL.sensors;
    const link = { state: 'none', daysToSend: 0 } as const;
    const check = new PlayedCheck({ link, supply: null }, { ...REHEARSAL, sensors }).start().play();
    expect(check.in('skipped')).toEqual(['battery', 'link']);
  });

  it('goes on when it is started once more, and is forgotten when it is cancelled', () => {
    const check = new PlayedCheck().start();
    check.play(({ group }) => group === 'things');
    const before = check.state;
    check.start();
    expect(check.state).toBe(before);
    check.step({ kind: 'cancel', at: check.at });
    expect(check.state).toEqual({ at: 'idle' });
  });

  it('ends by itself when everybody has gone away, and keeps what was found', () => {
    const check = new PlayedCheck({ dark: ['hushed'] }).start();
    check.play(({ group }) => group === 'things');
    check.wait(16 * 60_000);
    expect(check.state.at).toBe('over');
    expect(check.in('fault')).toEqual(['lamp/hushed']);
    expect(check.item('alarm/siren').state).toBe('skipped');
  });
});
