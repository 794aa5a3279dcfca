import { beforeEach, describe, expect, it } from 'vitest';
import {
  code,
  crewList,
  doorOver,
  hashed,
  here,
  LI,
  LI_CODE,
  LI_PIN,
  MemoryShelf,
  pairedPhone,
  pin,
  WANG,
} from './a-crew.ts';

let shelf: MemoryShelf;
let door: ReturnType<typeof doorOver>['door'];
let world: ReturnType<typeof doorOver>['world'];
let log: ReturnType<typeof doorOver>['log'];
beforeEach(async () => {
  shelf = new MemoryShelf(await crewList());
  ({ door, world, log } = doorOver(shelf));
});

describe('a new crew list', () => {
  it('forgets at once who is not on it: panels, phones and tokens', async () => {
    const token = await pairedPhone(door);
    const { members } = await crewList();
    await door.takeCrewList(await crewList({ revision: 4, members: members.slice(1), codes: [] }));
    expect([door.who('panel-of-li'), door.who('phone-1'), door.holderOf(token)]).toEqual([null, null, null]);
    expect(door.identity('panel-of-li')).toMatchObject({ members: [{ ...WANG, hasPin: true }] });
    expect(shelf.keys.phones).toEqual([]);
    expect(door.signedIn()).toEqual([]);
    // Back on a later list, the old token is still no good.
    await door.takeCrewList(await crewList({ revision: 5 }));
    expect(door.holderOf(token)).toBeNull();
  });

  it('takes back a sign-in that was still being checked', async () => {
    const list = await crewList({ revision: 4, members: shelf.list!.members.slice(1) });
    door.entered('s', here());
    const checking = door.identify('s', pin(LI.id, LI_PIN));
    await door.takeCrewList(list);
    expect(await checking).toMatchObject({ is: 'locked' });
  });

  it('of another bus, or not newer, changes nothing', async () => {
    await door.takeCrewList(await crewList({ bus: 'bus-02', revision: 9, members: [] }));
    await door.takeCrewList(await crewList({ revision: 3, members: [] }));
    await door.takeCrewList(await crewList({ revision: 2, members: [] }));
    expect(door.crew()).toEqual([LI, WANG]);
  });

  it('leaves a PIN chosen on the bus, until headquarters has another one for that member', async () => {
    door.entered('s', here());
    await door.identify('s', code(LI.id, LI_CODE, '5082'));
    await door.identify('s', { by: 'leaving' });
    await door.takeCrewList({ ...shelf.list!, revision: 4 });
    expect(await door.identify('s', pin(LI.id, '5082'))).toMatchObject({ is: 'known' });
    await door.identify('s', { by: 'leaving' });
    const members = [{ ...LI, pin: await hashed('6093') }, shelf.list!.members[1]!];
    await door.takeCrewList({ ...shelf.list!, revision: 5, members });
    expect(await door.identify('s', pin(LI.id, '5082'))).toMatchObject({ is: 'locked' });
    expect(await door.identify('s', pin(LI.id, '6093'))).toMatchObject({ is: 'known' });
  });

  it('that the disk does not take holds all the same and is written later', async () => {
    shelf.problem = new Error('ENOSPC');
    await door.takeCrewList(await crewList({ revision: 4, members: [] }));
    expect(door.crew()).toEqual([]);
    expect(log.lines.map(({ level }) => level)).toContain('error');
    shelf.problem = null;
    world.at = 61_000;
    door.tick();
    expect(shelf.dirty).toBe(false);
  });

  it('may hold a member without a PIN, who is told to use a code', async () => {
    await door.takeCrewList(await crewList({ revision: 4, members: [{ ...LI, pin: null }] }));
    expect(door.entered('s', here())).toMatchObject({ members: [{ ...LI, hasPin: false }] });
    expect(await door.identify('s', pin(LI.id, '0000'))).toMatchObject({
      why: { en: expect.stringContaining('one-time code') },
    });
  });

  it('with a hash that would take the computer’s memory opens nothing and harms nobody', async () => {
    const costly = { ...(await hashed(LI_PIN)), cost: 20 };
    await door.takeCrewList(await crewList({ revision: 4, members: [{ ...LI, pin: costly }] }));
    door.entered('s', here());
    expect(await door.identify('s', pin(LI.id, LI_PIN))).toMatchObject({ is: 'locked' });
  });
});
