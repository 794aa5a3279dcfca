import { describe, expect, it } from 'vitest';
import { crewList, doorOver, LI, LI_PIN, MemoryShelf, WANG, WANG_PIN } from '../crew/a-crew.ts';
import { connect, serve, type TestScreen, until } from './served-house.ts';

/** A bus with a crew of two. */
async function busWithCrew() {
  const shelf = new MemoryShelf(await crewList());
  const { door, world } = doorOver(shelf);
  return { ...(await serve({ door })), door, world, shelf };
}

async function lockedPanel(host: string, station?: string): Promise<TestScreen> {
  const screen = await connect(host);
  screen.say({ type: 'hello', v: 1, screen: 'officer', station });
  await screen.next('identity');
  return screen;
}

const pin = (member: string, digits: string) => ({
  type: 'identify',
  as: { by: 'pin', member, pin: digits },
});
const close = { type: 'officer', command: { do: 'close-stop' } };

describe('an officer panel that does not know who is there', () => {
  it('is told who may open it and nothing of the bus, whatever happens there', async () => {
    const { host, house, server } = await busWithCrew();
    const screen = await connect(host);
    screen.say({ type: 'hello', v: 1, screen: 'officer' });
    await screen.next('welcome');
    expect((await screen.next('identity')).identity).toMatchObject({
      is: 'locked',
      members: [{ ...LI, hasPin: true }, { id: WANG.id }],
    });
    house.detail = 'news';
    server.showStatus();
    server.showDay();
    await new Promise((resolve) => setTimeout(resolve, 250));
    await screen.settled();
    expect(screen.got).toEqual([]);
  });

  it.each([
    { do: 'close-stop' },
    { do: 'open-stop', stop: 'village-1', purpose: 'service' },
    { do: 'pair', on: true },
    { do: 'alarm', press: 'hold' },
    { do: 'clock', wall: 1_790_000_000_000 },
  ])('is refused $do in both languages', async (command) => {
    const { host, house } = await busWithCrew();
    const screen = await lockedPanel(host);
    screen.say({ type: 'officer', command });
    expect(await screen.next('refused')).toEqual({
      type: 'refused',
      why: 'First enter your PIN at this officer panel',
      zh: '请先在民警台输入密码',
    });
    expect(house.officerCommands).toEqual([]);
  });

  it('opens with a PIN: then status and day follow, and commands carry the officer’s name', async () => {
    const { host, house } = await busWithCrew();
    const screen = await lockedPanel(host);
    screen.say(pin(LI.id, LI_PIN));
    expect((await screen.next('identity')).identity).toMatchObject({
      ...{ is: 'known', member: LI, token: expect.stringMatching(/^[\w-]{43}$/) },
    });
    await screen.next('status');
    await screen.next('day');
    screen.say(close);
    await until(() => house.officerCommands.length === 1);
    expect(house.officers).toEqual([LI]);
  });

  it('stays locked after a wrong PIN, counts the wait down, and opens with the right one', async () => {
    const { host, world } = await busWithCrew();
    const screen = await lockedPanel(host, 'wall');
    for (let n = 0; n < 3; n++) screen.say(pin(LI.id, '0000'));
    await until(() => screen.got.some((got) => got.type === 'identity' && waits(got.identity) === 5));
    world.at += 2_000;
    await until(() => screen.got.some((got) => got.type === 'identity' && waits(got.identity) === 3));
    world.at += 3_000;
    await until(() => screen.got.some((got) => got.type === 'identity' && waits(got.identity) === 0));
    screen.got.splice(0);
    screen.say(pin(LI.id, LI_PIN));
    expect((await screen.next('identity')).identity).toMatchObject({ is: 'known' });
  });

  it('answers every try, also where it says the same as before', async () => {
    const { host } = await busWithCrew();
    const screen = await lockedPanel(host);
    for (let n = 0; n < 2; n++) {
      screen.say(pin(LI.id, '0000'));
      expect((await screen.next('identity')).identity).toMatchObject({ why: { zh: '密码不对，请再试一次' } });
    }
  });

  it('that is hammered a hundred times is slowed down, and no other panel with it', async () => {
    const { host, door } = await busWithCrew();
    const visitors = await lockedPanel(host, 'wall');
    const own = await lockedPanel(host);
    for (let n = 0; n < 100; n++) visitors.say(pin(LI.id, '0000'));
    const refused = () => visitors.got.filter(({ type }) => type === 'refused').length;
    await until(() => refused() >= 90);
    expect(visitors.got.some((got) => got.type === 'refused' && got.zh === '太快了，请稍等再试')).toBe(true);
    own.say(pin(WANG.id, WANG_PIN));
    expect((await own.next('identity')).identity).toMatchObject({ is: 'known', member: WANG });
    expect(door.signedIn()).toEqual([WANG]);
  });
});

describe('identifying', () => {
  it('is for officer panels only', async () => {
    const { host } = await busWithCrew();
    for (const hello of ['visitor', 'warnings', 'virtual-bus']) {
      const screen = await connect(host);
      screen.say({ type: 'hello', v: 1, screen: hello });
      screen.say(pin(LI.id, LI_PIN));
      expect((await screen.next('refused')).why).toBe('only the officer panel may say this');
    }
    const stranger = await connect(host);
    stranger.say(pin(LI.id, LI_PIN));
    expect((await stranger.next('refused')).why).toBe('say hello first');
  });

  it.each(['12', '123456789', 'abcd', ''])('by %j, which is no PIN, is not even tried', async (digits) => {
    const { host } = await busWithCrew();
    const screen = await lockedPanel(host);
    screen.say(pin(LI.id, digits));
    expect((await screen.next('refused')).why).toMatch(/^as\.pin:/);
  });

  it('by the token of a page that loaded anew takes up where it was', async () => {
    const { host } = await busWithCrew();
    const screen = await lockedPanel(host);
    screen.say(pin(LI.id, LI_PIN));
    const { identity } = await screen.next('identity');
    screen.socket.close();
    await screen.closed;
    const anew = await lockedPanel(host);
    anew.say({ type: 'identify', as: { by: 'token', token: identity.is === 'known' ? identity.token : '' } });
    expect((await anew.next('identity')).identity).toEqual(identity);
    await anew.next('day');
  });

  it('as the next officer at a shift hand-over is refused with a wrong PIN and leaves the first one there', async () => {
    const { host, house } = await busWithCrew();
    const screen = await lockedPanel(host);
    screen.say(pin(LI.id, LI_PIN));
    await screen.next('day');
    screen.say(pin(WANG.id, '0000'));
    expect((await screen.next('refused')).zh).toBe('密码不对，请再试一次');
    screen.say(close);
    await until(() => house.officerCommands.length === 1);
    screen.say(pin(WANG.id, WANG_PIN));
    expect((await screen.next('identity')).identity).toMatchObject({ member: WANG });
    screen.say(close);
    await until(() => house.officerCommands.length === 2);
    expect(house.officers).toEqual([LI, WANG]);
  });

  it('at two panels gives each its own officer, and leaving one leaves the other', async () => {
    const { host, house } = await busWithCrew();
    const [first, second] = [await lockedPanel(host, 'wall'), await lockedPanel(host)];
    first.say(pin(LI.id, LI_PIN));
    second.say(pin(WANG.id, WANG_PIN));
    await first.next('day');
    await second.next('day');
    second.say({ type: 'identify', as: { by: 'leaving' } });
    expect((await second.next('identity')).identity).toMatchObject({ is: 'locked' });
    first.say(close);
    second.say(close);
    await second.next('refused');
    await until(() => house.officerCommands.length === 1);
    expect(house.officers).toEqual([LI]);
  });
});

describe('an officer who is no longer known', () => {
  it('because the list no longer has them is locked out at once, holds nothing, and hears nothing more', async () => {
    const { host, house, door, server, shelf } = await busWithCrew();
    const screen = await lockedPanel(host);
    screen.say(pin(LI.id, LI_PIN));
    await screen.next('day');
    await door.takeCrewList({ ...shelf.list!, revision: 9, members: [shelf.list!.members[1]!] });
    expect((await screen.next('identity')).identity).toMatchObject({ is: 'locked' });
    expect(house.gone).toEqual([{ is: 'officer' }]);
    house.detail = 'news';
    server.showStatus();
    screen.say(close);
    await screen.next('refused');
    expect([house.officerCommands, screen.got]).toEqual([[], []]);
  });

  it('because their page went lets go of what they held; a locked panel holds nothing', async () => {
    const { host, house } = await busWithCrew();
    const [known, locked] = [await lockedPanel(host), await lockedPanel(host)];
    known.say(pin(LI.id, LI_PIN));
    await known.next('day');
    locked.socket.close();
    await locked.closed;
    known.socket.close();
    await until(() => house.gone.length > 0);
    expect(house.gone).toEqual([{ is: 'officer' }]);
  });

  it('because the key was turned back is signed out at the screen that was lent, and nowhere else', async () => {
    const { host, server, door } = await busWithCrew();
    const [lent, own] = [await lockedPanel(host, 'telephone'), await lockedPanel(host)];
    lent.say(pin(LI.id, LI_PIN));
    own.say(pin(WANG.id, WANG_PIN));
    await lent.next('day');
    await own.next('day');
    server.showPanel(true);
    expect((await lent.next('panel')).open).toBe(true);
    server.showPanel(false);
    expect((await lent.next('panel')).open).toBe(false);
    await until(() => door.signedIn().length === 1);
    expect(door.signedIn()).toEqual([WANG]);
  });
});

function waits(identity: { is: string; waitSeconds?: number }): number | undefined {
  return identity.waitSeconds;
}
