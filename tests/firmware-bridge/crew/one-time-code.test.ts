import { beforeEach, describe, expect, it } from 'vitest';
import { code, crewList, doorOver, here, LI, LI_CODE, LI_PIN, MemoryShelf, pin, WANG } from './a-crew.ts';

let shelf: MemoryShelf;
let door: ReturnType<typeof doorOver>['door'];
let world: ReturnType<typeof doorOver>['world'];
let log: ReturnType<typeof doorOver>['log'];
beforeEach(async () => {
  shelf = new MemoryShelf(await crewList());
  ({ door, world, log } = doorOver(shelf));
});

describe('a one-time code', () => {
  beforeEach(() => void door.entered('s', here()));

  it('opens the panel without a link, however it is typed, and the PIN chosen with it holds', async () => {
    expect(await door.identify('s', code(LI.id, '4827-1950-3366'))).toMatchObject({
      is: 'known',
      member: LI,
    });
    await door.identify('s', { by: 'leaving' });
    expect(await door.identify('s', pin(LI.id, LI_PIN))).toMatchObject({ is: 'locked' });
    expect(await door.identify('s', pin(LI.id, '5082'))).toMatchObject({ is: 'known', member: LI });
  });

  it('works once, also after a restart', async () => {
    await door.identify('s', code(LI.id, LI_CODE));
    await door.identify('s', { by: 'leaving' });
    expect(await door.identify('s', code(LI.id, LI_CODE))).toMatchObject({
      why: { en: 'That one-time code is not right, was used already or has expired' },
    });
    const again = doorOver(shelf);
    again.door.entered('s', here());
    expect(await again.door.identify('s', code(LI.id, LI_CODE))).toMatchObject({ is: 'locked' });
  });

  it('typed twice at the same moment works once', async () => {
    door.entered('t', here('wall'));
    const both = await Promise.all([
      door.identify('s', code(LI.id, LI_CODE)),
      door.identify('t', code(LI.id, LI_CODE)),
    ]);
    expect(both.map(({ is }) => is).sort()).toEqual(['known', 'locked']);
  });

  it('works once in a list that headquarters sends again with a higher revision', async () => {
    await door.identify('s', code(LI.id, LI_CODE));
    await door.identify('s', { by: 'leaving' });
    await door.takeCrewList(await crewList({ revision: 9 }));
    expect(await door.identify('s', code(LI.id, LI_CODE))).toMatchObject({ is: 'locked' });
  });

  it('of another member does not open', async () => {
    expect(await door.identify('s', code(WANG.id, LI_CODE))).toMatchObject({ is: 'locked' });
    expect(await door.identify('s', code(LI.id, LI_CODE))).toMatchObject({ is: 'known' });
  });

  it('is good on its last day and not on the one after', async () => {
    world.today = '2026-12-01';
    expect(await door.identify('s', code(LI.id, LI_CODE))).toMatchObject({ is: 'locked' });
    world.today = '2026-11-30';
    expect(await door.identify('s', code(LI.id, LI_CODE))).toMatchObject({ is: 'known' });
  });

  it('is taken while the day is not known, and the log says so', async () => {
    world.today = null;
    expect(await door.identify('s', code(LI.id, LI_CODE))).toMatchObject({ is: 'known' });
    expect(log.lines).toContainEqual({
      level: 'warn',
      message: 'a one-time code was taken while the day is not known; it may have expired',
    });
  });

  it('is not used up by a PIN that anybody would guess', async () => {
    for (const weak of ['1111', '1234', '4321', '1212', '1987', '2580', '110110'])
      expect(await door.identify('s', code(LI.id, LI_CODE, weak))).toMatchObject({
        why: { en: expect.stringContaining('too easy to guess') },
      });
    expect(await door.identify('s', code(LI.id, LI_CODE))).toMatchObject({ is: 'known' });
  });

  it('is not taken, and not used up, where the disk cannot write down that it is used', async () => {
    shelf.problem = new Error('ENOSPC');
    expect(await door.identify('s', code(LI.id, LI_CODE))).toMatchObject({
      why: { en: expect.stringContaining('not used up') },
    });
    world.at += 10_000;
    shelf.problem = null;
    expect(await door.identify('s', code(LI.id, LI_CODE))).toMatchObject({ is: 'known' });
  });

  it('that is guessed waits like a PIN', async () => {
    for (let n = 0; n < 4; n++) await door.identify('s', code(LI.id, '000000000000'));
    expect(await door.identify('s', code(LI.id, LI_CODE))).toMatchObject({
      why: { en: expect.stringContaining('Try again in 5 s') },
    });
  });
});
