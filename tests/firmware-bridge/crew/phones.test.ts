import { NotIdentified } from '@pingan/firmware-bridge/crew/panel-door';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  code,
  crewList,
  digest,
  doorOver,
  here,
  LI,
  LI_CODE,
  LI_PIN,
  MemoryShelf,
  pairedPhone,
  phone,
  pin,
  tokenOf,
  WANG,
  WANG_PIN,
} from './a-crew.ts';

let shelf: MemoryShelf;
let door: ReturnType<typeof doorOver>['door'];
let world: ReturnType<typeof doorOver>['world'];
beforeEach(async () => {
  shelf = new MemoryShelf(await crewList());
  ({ door, world } = doorOver(shelf));
});

describe('a phone', () => {
  it('is told nothing of the crew and may try no PIN and no code before it is paired', async () => {
    const locked = {
      is: 'locked',
      phone: true,
      members: [],
      waitSeconds: 0,
      why: { en: expect.stringContaining('Pair') },
    };
    expect(door.entered('p', phone)).toMatchObject(locked);
    expect(await door.identify('p', pin(LI.id, LI_PIN))).toMatchObject(locked);
    expect(await door.identify('p', code(LI.id, LI_CODE))).toMatchObject(locked);
    expect(shelf.keys.used).toEqual([]);
  });

  it('is paired by the code that a signed-in panel shows, once', async () => {
    const token = await pairedPhone(door);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(door.pairing()).toBeNull();
    expect(shelf.keys.phones).toMatchObject([{ digest: digest(token), member: LI.id }]);
    expect(JSON.stringify(shelf.keys)).not.toContain(token);
    expect(door.who('phone-1')).toEqual(LI);
  });

  it('cannot use a code a second time, after two minutes, or one that is no longer shown', async () => {
    door.entered('s', here());
    await door.identify('s', pin(LI.id, LI_PIN));
    door.pair('s', true);
    const shown = door.pairing()!;
    expect(shown).toMatchObject({ url: world.phones, secondsLeft: 120 });
    expect(shown.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    for (const screen of ['p', 'q']) door.entered(screen, phone);
    const pair = (screen: string) => door.identify(screen, { by: 'pairing', code: shown.code.toLowerCase() });
    expect(await pair('p')).toMatchObject({ is: 'known' });
    expect(await pair('q')).toMatchObject({ is: 'locked' });
    door.pair('s', true);
    world.at += 120_000;
    expect(await door.identify('q', { by: 'pairing', code: shown.code })).toMatchObject({ is: 'locked' });
    door.pair('s', true);
    const second = door.pairing()!.code;
    door.pair('s', false);
    expect(await door.identify('q', { by: 'pairing', code: second })).toMatchObject({ is: 'locked' });
  });

  it('says when the time of a shown code is over', async () => {
    door.entered('s', here());
    await door.identify('s', pin(LI.id, LI_PIN));
    door.pair('s', true);
    let changes = 0;
    door.onChanged(() => changes++);
    world.at += 121_000;
    door.tick();
    door.tick();
    expect(changes).toBe(1);
  });

  it('cannot be paired by a panel that nobody is known at, by another phone, or where the bus serves none', async () => {
    door.entered('s', here());
    expect(() => door.pair('s', true)).toThrow('First enter your PIN');
    await pairedPhone(door);
    expect(() => door.pair('phone-1', true)).toThrow('at an officer panel on the bus');
    world.phones = null;
    expect(() => door.pair('panel-of-li', true)).toThrow('--lan');
  });

  it('stays paired over a restart during a shift; whoever is at a panel types their PIN again', async () => {
    const token = await pairedPhone(door);
    const again = doorOver(shelf).door;
    again.entered('p', phone);
    expect(await again.identify('p', { by: 'token', token })).toEqual({ is: 'known', member: LI, token });
    expect(again.entered('panel', here())).toMatchObject({ is: 'locked' });
  });

  it('keeps its token to itself: it opens no panel on the bus, and a panel’s opens no phone', async () => {
    const token = await pairedPhone(door);
    door.entered('s', here());
    expect(await door.identify('s', { by: 'token', token })).toMatchObject({ is: 'locked' });
    const ofPanel = tokenOf(await door.identify('s', pin(WANG.id, WANG_PIN)));
    door.entered('p', phone);
    expect(await door.identify('p', { by: 'token', token: ofPanel })).toMatchObject({ is: 'locked' });
  });

  it('is let go when it signs out', async () => {
    const token = await pairedPhone(door);
    expect(await door.identify('phone-1', { by: 'leaving' })).toMatchObject({ is: 'locked' });
    expect([door.holderOf(token), shelf.keys.phones]).toEqual([null, []]);
  });

  it('passes to another officer with their PIN', async () => {
    const token = await pairedPhone(door);
    await expect(door.identify('phone-1', pin(WANG.id, '0000'))).rejects.toThrow(NotIdentified);
    expect(await door.identify('phone-1', pin(WANG.id, WANG_PIN))).toMatchObject({ member: WANG });
    expect(door.holderOf(token)).toBeNull();
    expect(shelf.keys.phones).toHaveLength(1);
  });

  it('stays paired while a stop is open and twelve hours after, by the running time where the clock is not known', async () => {
    world.wall = null;
    const token = await pairedPhone(door);
    world.stopOpen = true;
    for (let hour = 0; hour < 20; hour++, world.at += 3_600_000) door.tick();
    expect(door.holderOf(token)).toEqual(LI);
    world.stopOpen = false;
    world.at += 11 * 3_600_000;
    door.tick();
    expect(door.holderOf(token)).toEqual(LI);
    world.at += 2 * 3_600_000;
    door.tick();
    expect(door.holderOf(token)).toBeNull();
    expect(door.identity('phone-1')).toMatchObject({ why: { en: expect.stringContaining('pair it again') } });
  });

  it('is not paired any more after a night without power, even where the stop was left open', async () => {
    const token = await pairedPhone(door);
    world.stopOpen = true;
    door.tick();
    const morning = doorOver(shelf);
    morning.world.wall! += 13 * 3_600_000;
    morning.world.stopOpen = true;
    morning.door.tick();
    expect(morning.door.holderOf(token)).toBeNull();
  });
});
