import { CrewAtHeadquartersError, makeFirstCode } from '@pingan/firmware-bridge/crew/first-code';
import { describe, expect, it } from 'vitest';
import { bench, crewList, doorOver, here, MemoryShelf } from './a-crew.ts';

const open = (code: string, pin = '5082') => ({ by: 'code' as const, member: 'officer', code, pin });

describe('the first code of a bus that has never met headquarters', () => {
  it('opens the panel once for the local officer, whose PIN holds from then on', async () => {
    const shelf = new MemoryShelf(null);
    const code = await makeFirstCode(shelf, bench());
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(JSON.stringify(shelf.keys)).not.toContain(code.replaceAll('-', ''));
    const { door } = doorOver(shelf);
    expect(door.entered('s', here())).toMatchObject({
      members: [{ id: 'officer', name: '民警', hasPin: false }],
    });
    expect(await door.identify('s', open(code.toLowerCase()))).toMatchObject({ is: 'known' });
    await door.identify('s', { by: 'leaving' });
    expect(await door.identify('s', open(code))).toMatchObject({ is: 'locked' });
    expect(await door.identify('s', { by: 'pin', member: 'officer', pin: '5082' })).toMatchObject({
      is: 'known',
    });
  });

  it('is replaced by the next one, as for a forgotten PIN', async () => {
    const shelf = new MemoryShelf(null);
    const first = await makeFirstCode(shelf, bench());
    const second = await makeFirstCode(shelf, bench());
    const { door } = doorOver(shelf);
    door.entered('s', here());
    expect(await door.identify('s', open(first))).toMatchObject({ is: 'locked' });
    expect(await door.identify('s', open(second))).toMatchObject({ is: 'known' });
  });

  it('is not made where headquarters has sent a list, and the local officer ends with that list', async () => {
    const shelf = new MemoryShelf(null);
    const code = await makeFirstCode(shelf, bench());
    const { door } = doorOver(shelf);
    door.entered('s', here());
    await door.identify('s', open(code));
    await door.takeCrewList(await crewList());
    expect(door.who('s')).toBeNull();
    await expect(makeFirstCode(shelf, bench())).rejects.toThrow(CrewAtHeadquartersError);
  });
});
