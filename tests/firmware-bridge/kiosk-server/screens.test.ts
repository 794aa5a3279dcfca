import { describe, expect, it } from 'vitest';
import { Refused } from '@pingan/firmware-bridge/kiosk-server/kiosk-house';
import { connect, panel, serve, until, visitor } from './served-house.ts';

const TOUCH = { type: 'touch', session: 's1', revision: 7, action: { do: 'start', exhibit: 'fake-police' } };

describe('hello', () => {
  it('welcomes a visitor screen to its station and shows the current step', async () => {
    const { house, host } = await serve();
    house.revision = 12;
    const screen = await connect(host);
    screen.say({ type: 'hello', v: 1, screen: 'visitor', station: 'wall' });
    const welcome = await screen.next('welcome');
    expect(welcome).toMatchObject({ v: 1, station: 'wall', content: 'c1', bus: { id: 'bus-01' } });
    expect(await screen.next('step')).toMatchObject({ session: 'session-wall', revision: 12 });
  });

  it('gives the first station to a screen that names none', async () => {
    const { host } = await serve();
    const screen = await connect(host);
    screen.say({ type: 'hello', v: 1, screen: 'visitor' });
    expect((await screen.next('welcome')).station).toBe('telephone');
  });

  it('with an unknown station names those there are, and may be said again', async () => {
    const { host } = await serve();
    const screen = await connect(host);
    screen.say({ type: 'hello', v: 1, screen: 'visitor', station: 'kitchen' });
    expect((await screen.next('refused')).why).toBe(
      'there is no station "kitchen" here; this bus has telephone, wall',
    );
    screen.say({ type: 'hello', v: 1, screen: 'visitor', station: 'wall' });
    expect((await screen.next('welcome')).station).toBe('wall');
  });

  it('shows the status to the officer panel, and lamps and beams to the virtual bus as well', async () => {
    const { host } = await serve();
    const officer = await panel(host, 'officer');
    const virtual = await connect(host);
    virtual.say({ type: 'hello', v: 1, screen: 'virtual-bus' });
    expect((await virtual.next('welcome')).station).toBeNull();
    expect((await virtual.next('status')).status.board.virtual).toBe(true);
    expect(await virtual.next('virtual')).toMatchObject({ lamps: { moved: 0 }, plugged: true });
    await officer.settled();
    expect(officer.got.filter(({ type }) => type === 'virtual')).toEqual([]);
  });

  it('is required before anything else', async () => {
    const { house, host } = await serve();
    const screen = await connect(host);
    screen.say(TOUCH);
    expect((await screen.next('refused')).why).toBe('say hello first');
    expect(house.touches).toEqual([]);
  });

  it('cannot be said twice', async () => {
    const { host } = await serve();
    const screen = await visitor(host);
    screen.say({ type: 'hello', v: 1, screen: 'officer' });
    expect((await screen.next('refused')).why).toContain('has said hello already');
  });

  it.each([2, 0, '1', undefined])('in version %j is told to reload', async (v) => {
    const { host } = await serve();
    const screen = await connect(host);
    screen.say({ type: 'hello', v, screen: 'visitor', somethingNew: true });
    expect((await screen.next('refused')).why).toMatch(
      /^reload: this screen speaks version .* and the bus version 1$/,
    );
    expect(await screen.closed).toEqual({ code: 4001, why: 'reload' });
  });

  it('of a newer screen of the same version may carry fields this bus does not know', async () => {
    const { host } = await serve();
    const screen = await connect(host);
    screen.say({ type: 'hello', v: 1, screen: 'visitor', theme: 'dark' });
    expect((await screen.next('welcome')).station).toBe('telephone');
  });

  it('that never comes ends the connection', async () => {
    const { host } = await serve({ keepAliveMs: 30 });
    const screen = await connect(host);
    expect(await screen.closed).toEqual({ code: 1008, why: 'it never said hello' });
  });
});

describe('a touch', () => {
  it('reaches the house with the station of the screen, session and revision as they came, stale or not', async () => {
    const { house, host } = await serve();
    const screen = await visitor(host, 'wall');
    screen.say(TOUCH);
    screen.say({ ...TOUCH, session: 'long-gone', revision: 0 });
    await until(() => house.touches.length === 2);
    expect(house.touches).toEqual([
      { station: 'wall', touch: { session: 's1', revision: 7, action: TOUCH.action } },
      { station: 'wall', touch: { session: 'long-gone', revision: 0, action: TOUCH.action } },
    ]);
  });

  it('that comes to grief in the house is logged and told, and the next one goes through', async () => {
    const { house, host, log } = await serve();
    const screen = await visitor(host);
    house.problem = new Error('no such beat');
    screen.say(TOUCH);
    expect((await screen.next('refused')).why).toBe('this could not be carried out: no such beat');
    expect(log.lines.map(({ level }) => level)).toEqual(['error']);
    house.problem = null;
    screen.say(TOUCH);
    await until(() => house.touches.length === 1);
  });

  it('is for visitor screens only', async () => {
    const { house, host } = await serve();
    const officer = await panel(host, 'officer');
    officer.say(TOUCH);
    expect((await officer.next('refused')).why).toBe('only a visitor screen may say this');
    officer.say({ type: 'worried', on: true });
    expect((await officer.next('refused')).why).toBe('only a visitor screen may say this');
    expect([house.touches, house.worries]).toEqual([[], []]);
  });
});

describe('a call for quiet help', () => {
  it('reaches the house with its station', async () => {
    const { house, host } = await serve();
    const screen = await visitor(host, 'wall');
    screen.say({ type: 'worried', on: true });
    await until(() => house.worries.length === 1);
    expect(house.worries).toEqual([{ station: 'wall', on: true }]);
  });
});

describe('commands', () => {
  const open = { type: 'officer', command: { do: 'open-stop', stop: 'village-1', purpose: 'training' } };
  const pull = { type: 'virtual', command: { do: 'cable', plugged: false } };

  it('of the officer come from the officer panel only', async () => {
    const { house, host } = await serve();
    for (const screen of [await visitor(host), await panel(host, 'virtual-bus')]) {
      screen.say(open);
      expect((await screen.next('refused')).why).toBe('only the officer panel may say this');
    }
    const officer = await panel(host, 'officer');
    officer.say(open);
    await until(() => house.officerCommands.length === 1);
    expect(house.officerCommands).toEqual([open.command]);
  });

  it('that are refused come back in the words of the house, and are no fault for the log', async () => {
    const { house, host, log } = await serve();
    house.problem = new Refused('the stop "village-9" is not in the list');
    const officer = await panel(host, 'officer');
    officer.say(open);
    expect((await officer.next('refused')).why).toBe('the stop "village-9" is not in the list');
    expect(log.lines).toEqual([]);
  });

  it('that fail for another reason are told and logged as an error', async () => {
    const { house, host, log } = await serve();
    house.problem = new Error('disk full');
    const officer = await panel(host, 'officer');
    officer.say(open);
    expect((await officer.next('refused')).why).toBe('this could not be carried out: disk full');
    expect(log.lines[0]).toMatchObject({ level: 'error', fields: { what: 'officer' } });
  });

  it('to the virtual bus come from its own page only', async () => {
    const { house, host } = await serve();
    const officer = await panel(host, 'officer');
    officer.say(pull);
    expect((await officer.next('refused')).why).toBe('only the page of the virtual bus may say this');
    const page = await panel(host, 'virtual-bus');
    page.say(pull);
    await until(() => house.virtualCommands.length === 1);
    expect(house.virtualCommands).toEqual([pull.command]);
  });

  it('cannot move real boards', async () => {
    const { house, host } = await serve();
    house.virtualView = null;
    const page = await connect(host);
    page.say({ type: 'hello', v: 1, screen: 'virtual-bus' });
    await page.next('status');
    page.say(pull);
    expect((await page.next('refused')).why).toBe('real boards cannot be moved by a screen');
    expect(house.virtualCommands).toEqual([]);
    expect(page.got.filter(({ type }) => type === 'virtual')).toEqual([]);
  });
});

describe('what cannot be understood', () => {
  it.each([
    ['not json', 'not JSON'],
    ['null', 'message:'],
    ['[]', 'message:'],
    ['{"type":"dance"}', 'type:'],
    ['{"type":"touch","session":"s","revision":-1,"action":{"do":"next"}}', 'revision:'],
    ['{"type":"touch","session":"s","revision":1,"action":{"do":"fly"}}', 'action.do:'],
    [
      '{"type":"touch","session":"s","revision":1,"action":{"do":"choose","choice":"../x"}}',
      'action.choice:',
    ],
  ])('%s is refused with its reason and the screen stays', async (text, reason) => {
    const { host } = await serve();
    const screen = await visitor(host);
    screen.say(text);
    expect((await screen.next('refused')).why.startsWith(reason)).toBe(true);
    screen.say(TOUCH);
    await screen.settled();
    expect(screen.got).toEqual([]);
  });

  it('bytes instead of text are refused', async () => {
    const { host } = await serve();
    const screen = await visitor(host);
    screen.socket.send(Buffer.from(JSON.stringify(TOUCH)), { binary: true });
    expect((await screen.next('refused')).why).toBe('only text is understood here');
  });

  it('more than 16 KB closes this screen and no other', async () => {
    const { host, house } = await serve();
    const [bad, good] = [await visitor(host), await visitor(host)];
    bad.say('x'.repeat(16 * 1024 + 1));
    expect((await bad.closed).code).toBe(1009);
    good.say(TOUCH);
    await until(() => house.touches.length === 1);
  });

  it('again and again closes the screen with the reason', async () => {
    const { host, log } = await serve({ limits: { badMessages: { perSecond: 0, burst: 3 } } });
    const screen = await visitor(host);
    for (let n = 0; n < 10; n++) screen.say('nonsense');
    expect(await screen.closed).toEqual({ code: 1008, why: 'too many messages that make no sense' });
    expect(screen.got.filter(({ type }) => type === 'refused')).toHaveLength(4);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
  });
});

describe('a flood', () => {
  it('of messages closes the screen with the reason, and nothing after it is heard', async () => {
    const { host, house } = await serve({ limits: { messages: { perSecond: 0, burst: 5 } } });
    const screen = await visitor(host);
    for (let n = 0; n < 50; n++) screen.say(TOUCH);
    expect(await screen.closed).toEqual({ code: 1008, why: 'more than 0 messages a second' });
    expect(house.touches).toHaveLength(4);
  });

  it('of ten fingers is none', async () => {
    const { host, house } = await serve();
    const screen = await visitor(host);
    for (let n = 0; n < 100; n++) screen.say(TOUCH);
    await until(() => house.touches.length === 100);
  });
});
