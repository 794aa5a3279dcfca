import { join } from 'node:path';
import type { BusIdentityAnswer, EnrolmentCodeAnswer } from '@pingan/headquarters/web/answers';
import type { BusStatus } from '@pingan/protocol/bus-status';
import { afterEach, describe, expect, it } from 'vitest';
import { StaffBrowser } from '../headquarters/staff-browser.ts';
import { freePort, getJson, Half, journeyFolder, ROOT, startBus, type Totals, until } from './halves.ts';
import { Screen } from './screen.ts';

const REHEARSAL = join(ROOT, 'device-config/profiles/rehearsal.yaml');

const toStop: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

function command(script: string, args: string[]): Half {
  const half = new Half(script, args);
  toStop.push(() => half.kill('SIGKILL'));
  return half;
}

/** `npm run enrol`, to its end. */
async function enrol(args: { headquarters: string; code: string; data: string }) {
  const half = command('firmware-bridge/dist/enrolment/main.js', [
    ...['--headquarters', args.headquarters, '--bus', 'rehearsal', '--code', args.code, '--data', args.data],
  ]);
  return { code: await half.exitCode(), said: half.errors, printed: half.lines.join('\n') };
}

describe('a bus with an identity', () => {
  it('is enrolled, counts over TLS, is revoked and says why it is out, and comes back with a new code and all its counts', async () => {
    const folder = journeyFolder();
    toStop.push(folder.remove);
    const [port, brokerPort] = [await freePort(), await freePort()];
    const hq = `http://127.0.0.1:${port}`;
    const headquarters = await command('headquarters/dist/main.js', [
      ...[
        '--data',
        join(folder.path, 'hq'),
        '--port',
        `${port}`,
        '--broker',
        `embedded-tls:127.0.0.1:${brokerPort}`,
      ],
    ]).ready();
    const printed = /one-time password (\S+)/.exec(headquarters.lines.join('\n'))?.[1];
    const administrator = await StaffBrowser.enter({ web: hq }, 'admin', printed!);
    const ask = async <T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> =>
      (await administrator.ask<T>(method, path, body)).body;
    const data = join(folder.path, 'bus');
    const newCode = async () =>
      (await ask<EnrolmentCodeAnswer>('POST', 'buses/rehearsal/enrolment-code')).code;
    const busIn = { profile: REHEARSAL, data };
    const statusOf = (bus: Half) => getJson<BusStatus>(`${new URL(bus.address('Kiosk')).origin}/api/health`);

    // Before anybody has enrolled it the bus serves visitors and says what is missing.
    const unknown = await startBus({ ...busIn, broker: `mqtts://127.0.0.1:${brokerPort}` });
    toStop.push(() => unknown.kill('SIGKILL'));
    expect((await statusOf(unknown)).faults.map(({ zh }) => zh).join()).toContain('还没有登记');
    const code = await newCode();
    const busy = await enrol({ headquarters: hq, code, data });
    expect(busy).toMatchObject({ code: 2, said: expect.stringContaining(`${unknown.process.pid}`) });
    await unknown.kill();

    const mistyped = await enrol({
      headquarters: hq,
      code: code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      data,
    });
    expect(mistyped).toMatchObject({ code: 2, said: expect.stringContaining('mistyped') });
    const enrolled = await enrol({ headquarters: hq, code, data });
    expect(enrolled).toMatchObject({ code: 0, printed: expect.stringContaining('Start the bus as before') });
    const again = await enrol({ headquarters: hq, code, data: join(folder.path, 'other') });
    expect(again).toMatchObject({ code: 2, said: expect.stringContaining('used already') });

    const bus = await startBus(busIn);
    toStop.push(() => bus.kill('SIGKILL'));
    const virtual = await Screen.open(bus.address('Kiosk'), 'virtual-bus');
    await virtual.wait('status', ({ status }) => status.board.state === 'ready');
    await virtual.walk('front', 'in');
    await virtual.walk('front', 'in');
    const arrived = (n: number) =>
      until(`${n} visits are at headquarters`, async () => {
        const { metrics } = await ask<Totals>('GET', 'totals?purpose=rehearsal');
        return metrics['door.in']?.[''] === n;
      });
    await arrived(2);
    expect((await statusOf(bus)).broker.detail).toContain(`mqtts://127.0.0.1:${brokerPort}`);

    await ask('POST', 'buses/rehearsal/revoke', { reason: 'the computer was stolen' });
    await until('the bus says why it is out', async () =>
      (await statusOf(bus)).faults.some(
        ({ zh, en }) => zh.includes('不接受本车的登记') && /revoked/.test(en),
      ),
    );
    await virtual.walk('front', 'in');
    await until('the third visit waits on the bus', async () => (await statusOf(bus)).backlog.records > 0);
    expect((await bus.kill()).code).toBe(0);

    expect((await enrol({ headquarters: hq, code: await newCode(), data })).code).toBe(0);
    const back = await startBus(busIn);
    toStop.push(() => back.kill('SIGKILL'));
    await arrived(3);
    expect((await statusOf(back)).faults).toEqual([]);
    const { certificates } = await ask<BusIdentityAnswer>('GET', 'buses/rehearsal/identity');
    expect(certificates.map(({ reason }) => reason)).toEqual([null, 'the computer was stolen']);
  });
});

describe('wrong use', () => {
  it('refuses a broker that others could reach without TLS or without a name, with code 2 and a way out', async () => {
    const folder = journeyFolder();
    toStop.push(folder.remove);
    for (const [args, words] of [
      [['--broker', 'embedded:0.0.0.0:1'], /--names/],
      [['--broker', 'embedded:0.0.0.0:1', '--names', 'hq.example', '--rehearsal'], /rehearsal/],
      [['--broker', 'mqtt://192.0.2.7:1883'], /mqtts:\/\//],
    ] as const) {
      const half = command('headquarters/dist/main.js', ['--data', folder.path, '--port', '0', ...args]);
      expect(await half.exitCode()).toBe(2);
      expect(half.errors).toMatch(words);
    }
  });

  it('enrols nobody without address, id or code, or where nobody answers, with code 2 and clear words', async () => {
    const folder = journeyFolder();
    toStop.push(folder.remove);
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const code = '0000-0000-0000-0000-0000-0000-0000';
    for (const [args, words] of [
      [[], /--headquarters/],
      [['--headquarters', 'hq.example'], /--headquarters/],
      [['--headquarters', nobody, '--bus', 'Bus 17'], /--bus/],
      [['--headquarters', nobody, '--bus', 'bus-17'], /--code/],
      [['--headquarters', nobody, '--bus', 'bus-17', '--code', 'x'], /has 1 digits/],
      [
        ['--headquarters', nobody, '--bus', 'bus-17', '--code', code],
        /does not answer.*The code was not used/,
      ],
      [
        ['--headquarters', nobody, '--bus', 'bus-17', '--code', code, '--data', '/dev/null/x'],
        /\/dev\/null\/x/,
      ],
    ] as const) {
      const half = command('firmware-bridge/dist/enrolment/main.js', [
        '--data',
        join(folder.path, 'bus'),
        ...args,
      ]);
      expect(await half.exitCode(), half.errors).toBe(2);
      expect(half.errors).toMatch(words);
    }
  });
});
