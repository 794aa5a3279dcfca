import { once } from 'node:events';
import { join } from 'node:path';
import { BridgeMessage } from '@pingan/protocol/screen-messages';
import { afterEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { freePort, Half, journeyFolder } from './halves.ts';
import { firstCode, OFFICER_PIN, signedIn } from './officer.ts';
import { Screen } from './screen.ts';

const toStop: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

/** A real board that is not plugged in: the bus serves all the same, and its panels are locked. */
const profile = `
version: 1
bus: { id: bus-01, name: { zh: 一号车, en: Bus one } }
purpose: training
plan: { length: 4000, width: 2000 }
content: starter
boards: { main: { kind: uno, port: /nonexistent/uno } }
doors: {}
lamps:
  moved: { board: main, pin: 3, name: { zh: 一, en: one } }
  hushed: { board: main, pin: 5, name: { zh: 二, en: two } }
  money-first: { board: main, pin: 6, name: { zh: 三, en: three } }
  keys-handed-over: { board: main, pin: 9, name: { zh: 四, en: four } }
  pay-to-withdraw: { board: main, pin: 10, name: { zh: 五, en: five } }
stations:
  - { id: one, name: { zh: 一, en: one }, zones: [fraud], exhibits: [fake-police], panel: { width: 476, height: 268 } }
clock: { timeZone: Asia/Shanghai, trust: system }
`;

async function bus() {
  const folder = journeyFolder();
  toStop.push(folder.remove);
  const [data, file, phones] = [
    join(folder.path, 'bus'),
    folder.write('bus.yaml', profile),
    await freePort(),
  ];
  const start = async () => {
    const args = ['--profile', file, '--data', data, '--port', '0', '--lan', `127.0.0.1:${phones}`];
    const started = await new Half('firmware-bridge/dist/main.js', args).ready();
    toStop.push(() => started.kill('SIGKILL'));
    return started;
  };
  return { data, start };
}

/** A phone that says this, and what the bus then takes it for. */
async function phoneSays(officerPage: string, as: object) {
  const { host, origin } = new URL(officerPage);
  const socket = new WebSocket(`ws://${host}/ws`, { headers: { origin } });
  toStop.push(() => socket.terminate());
  const identities: Extract<BridgeMessage, { type: 'identity' }>['identity'][] = [];
  socket.on('message', (data) => {
    const message = BridgeMessage.parse(JSON.parse(String(data)));
    if (message.type === 'identity') identities.push(message.identity);
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'hello', v: 1, screen: 'officer' }));
  socket.send(JSON.stringify({ type: 'identify', as }));
  while (identities.length < 2) await new Promise((done) => setTimeout(done, 20));
  return identities[1]!;
}

describe('a bus that has never met headquarters', () => {
  it('is locked, gets its officer by a printed code that works once, and keeps a paired phone over kill -9', async () => {
    const { data, start } = await bus();
    const locked = await start();
    const stranger = await Screen.open(locked.address('Kiosk'), 'officer');
    const { identity } = await stranger.wait('identity', () => true);
    expect(identity).toMatchObject({ is: 'locked', members: [] });
    expect(() => firstCode(data)).toThrow('is in use by process');
    await locked.kill();

    const code = firstCode(data);
    const first = await start();
    const officer = await signedIn(first.address('Kiosk'), code);
    officer.send({ type: 'officer', command: { do: 'pair', on: true } });
    const { day } = await officer.wait('day', (message) => message.day.pairing !== null);
    const paired = await phoneSays(first.address('Phones'), { by: 'pairing', code: day.pairing!.code });
    if (paired.is !== 'known') throw new Error(`not paired: ${JSON.stringify(paired)}`);
    await first.kill('SIGKILL');

    const again = await start();
    const token = { by: 'token', token: paired.token };
    expect(await phoneSays(again.address('Phones'), token)).toMatchObject({ member: { id: 'officer' } });
    const panel = await Screen.open(again.address('Kiosk'), 'officer');
    panel.send({ type: 'identify', as: { by: 'code', member: 'officer', code, pin: '5082' } });
    await panel.wait('identity', (said) => said.identity.is === 'locked' && said.identity.why !== null);
    panel.send({ type: 'identify', as: { by: 'pin', member: 'officer', pin: OFFICER_PIN } });
    await panel.wait('identity', (said) => said.identity.is === 'known');
  });
});
