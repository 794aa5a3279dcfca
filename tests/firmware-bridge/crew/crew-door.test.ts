import { NotIdentified, REHEARSAL } from '@pingan/firmware-bridge/crew/panel-door';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  code,
  crewList,
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

let door: ReturnType<typeof doorOver>['door'];
let world: ReturnType<typeof doorOver>['world'];
let log: ReturnType<typeof doorOver>['log'];
beforeEach(async () => {
  ({ door, world, log } = doorOver(new MemoryShelf(await crewList())));
});

describe('a panel', () => {
  it('is locked until somebody is known, and says who may open it', () => {
    expect(door.entered('s', here())).toEqual({
      is: 'locked',
      phone: false,
      members: [
        { ...LI, hasPin: true },
        { ...WANG, hasPin: true },
      ],
      ...{ waitSeconds: 0, why: null },
    });
    expect(door.who('s')).toBeNull();
  });

  it('opens with the PIN of a member, and with no other', async () => {
    door.entered('s', here());
    expect(await door.identify('s', pin(LI.id, WANG_PIN))).toMatchObject({
      is: 'locked',
      why: { en: expect.stringContaining('not right') },
    });
    expect(await door.identify('s', pin('nobody', LI_PIN))).toMatchObject({ is: 'locked' });
    expect(await door.identify('s', pin(LI.id, LI_PIN))).toMatchObject({ is: 'known', member: LI });
    expect(door.who('s')).toEqual(LI);
  });

  it('knows its own officer while another panel knows another', async () => {
    door.entered('a', here('telephone'));
    door.entered('b', here('wall'));
    await door.identify('a', pin(LI.id, LI_PIN));
    await door.identify('b', pin(WANG.id, WANG_PIN));
    expect([door.who('a'), door.who('b')]).toEqual([LI, WANG]);
    expect(door.signedIn()).toEqual([LI, WANG]);
    await door.identify('a', { by: 'leaving' });
    expect([door.who('a'), door.who('b')]).toEqual([null, WANG]);
  });

  it('passes from one officer to the next, whose wrong PIN changes nothing', async () => {
    door.entered('s', here());
    const first = tokenOf(await door.identify('s', pin(LI.id, LI_PIN)));
    await expect(door.identify('s', pin(WANG.id, '0000'))).rejects.toThrow(NotIdentified);
    expect(door.who('s')).toEqual(LI);
    await door.identify('s', pin(WANG.id, WANG_PIN));
    expect(door.who('s')).toEqual(WANG);
    expect(door.holderOf(first)).toBeNull();
  });

  it('that loads anew is known by its token, and not by another’s or a made-up one', async () => {
    door.entered('s', here());
    const token = tokenOf(await door.identify('s', pin(LI.id, LI_PIN)));
    door.left('s');
    door.entered('s2', here());
    expect(await door.identify('s2', { by: 'token', token: `${token.slice(0, -1)}_` })).toMatchObject({
      is: 'locked',
    });
    expect(await door.identify('s2', { by: 'token', token })).toEqual({ is: 'known', member: LI, token });
  });

  it('that nobody shows for a minute is nobody’s', async () => {
    door.entered('s', here());
    const token = tokenOf(await door.identify('s', pin(LI.id, LI_PIN)));
    door.left('s');
    world.at = 60_001;
    door.tick();
    door.entered('s2', here());
    expect(await door.identify('s2', { by: 'token', token })).toMatchObject({ is: 'locked' });
    expect(door.signedIn()).toEqual([]);
  });

  it('lent by a visitors’ station locks after five minutes without a word; the officers’ own does not', async () => {
    door.entered('lent', here('wall'));
    door.entered('own', here());
    await door.identify('lent', pin(LI.id, LI_PIN));
    await door.identify('own', pin(WANG.id, WANG_PIN));
    world.at = 200_000;
    door.heard('lent');
    world.at = 400_000;
    expect(door.who('lent')).toEqual(LI);
    world.at = 500_001;
    door.tick();
    expect([door.who('lent'), door.who('own')]).toEqual([null, WANG]);
    expect(door.identity('lent')).toMatchObject({ is: 'locked', why: { en: 'Please enter the PIN again' } });
  });

  it('tells those who listen of every change', async () => {
    let changes = 0;
    door.onChanged(() => changes++);
    door.entered('s', here());
    await door.identify('s', pin(LI.id, LI_PIN));
    expect(changes).toBe(1);
    await door.identify('s', { by: 'leaving' });
    expect(changes).toBe(2);
  });
});

describe('a hundred wrong PINs typed by children', () => {
  beforeEach(async () => {
    door.entered('visitors', here('wall'));
    for (let n = 0; n < 100; n++) await door.identify('visitors', pin(LI.id, '0000'));
  });

  it('make that screen wait, though at once only a few of them are looked at', () => {
    expect(door.identity('visitors')).toMatchObject({ is: 'locked', waitSeconds: 5 });
    expect(log.lines.filter(({ message }) => message === 'a wrong PIN')).toHaveLength(3);
  });

  it('are answered by nothing but the wait, even when the PIN is right, and by the officer’s right one after it', async () => {
    expect(await door.identify('visitors', pin(LI.id, LI_PIN))).toMatchObject({
      is: 'locked',
      why: { en: 'Try again in 5 s; other panels and paired phones are not held up' },
    });
    world.at += 5_000;
    expect(await door.identify('visitors', pin(LI.id, LI_PIN))).toMatchObject({ is: 'known', member: LI });
  });

  it('go on counting when the page is loaded anew', () => {
    door.left('visitors');
    expect(door.entered('anew', here('wall'))).toMatchObject({ is: 'locked', waitSeconds: 5 });
  });

  it('hold up neither the officers’ own panel nor one-time codes nor a paired phone', async () => {
    const token = await pairedPhone(door);
    door.entered('phone-2', phone);
    expect(await door.identify('phone-2', { by: 'token', token })).toMatchObject({ is: 'known' });
    expect(await door.identify('phone-2', pin(WANG.id, WANG_PIN))).toMatchObject({
      is: 'known',
      member: WANG,
    });
    expect(await door.identify('visitors', code(LI.id, LI_CODE))).toMatchObject({ is: 'known', member: LI });
  });

  it('at the same moment count like one after the other', async () => {
    door.entered('fast', here('telephone'));
    await Promise.all(Array.from({ length: 6 }, () => door.identify('fast', pin(LI.id, '0000'))));
    expect(door.identity('fast')).toMatchObject({ waitSeconds: 5 });
  });
});

describe('without a crew list', () => {
  const none = new Error('unused');

  it('a rehearsal is open on the bus, and on phones only after pairing', async () => {
    const rehearsal = doorOver(new MemoryShelf(null), { virtual: true }).door;
    expect(rehearsal.entered('s', here())).toEqual({ is: 'open' });
    expect([rehearsal.open, rehearsal.who('s')]).toEqual([true, REHEARSAL]);
    expect(rehearsal.entered('p', phone)).toMatchObject({ is: 'locked', members: [] });
    rehearsal.pair('s', true);
    const { code: shown } = rehearsal.pairing()!;
    expect(await rehearsal.identify('p', { by: 'pairing', code: shown })).toMatchObject({
      member: REHEARSAL,
    });
  });

  it('a bus with real boards is locked and says how to get one', () => {
    const real = doorOver(new MemoryShelf(null)).door;
    expect(real.entered('s', here())).toMatchObject({
      is: 'locked',
      members: [],
      why: { en: expect.stringContaining('npm run crew'), zh: expect.stringContaining('npm run crew') },
    });
    expect(real.open).toBe(false);
  });

  it('because it was lost, a rehearsal does not open', () => {
    const lost = Object.assign(new MemoryShelf(null), { lost: true, problem: none });
    expect(doorOver(lost, { virtual: true }).door.entered('s', here())).toMatchObject({
      is: 'locked',
      why: { en: expect.stringContaining('damaged') },
    });
  });

  it('a rehearsal that gets one is locked from then on', async () => {
    const { door: rehearsal } = doorOver(new MemoryShelf(null), { virtual: true });
    rehearsal.entered('s', here());
    await rehearsal.takeCrewList(await crewList());
    expect(rehearsal.identity('s')).toMatchObject({ is: 'locked' });
    expect(rehearsal.who('s')).toBeNull();
  });
});
