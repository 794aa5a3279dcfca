import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Check, Desk, CHIPS, deskProfile } from './desk.ts';

const SIREN = 8;
const BEACON = 12;

describe('npm run board:check', { timeout: 150_000 }, () => {
  let desk: Desk;
  let profile: string;
  beforeEach(() => {
    desk = new Desk();
    profile = desk.write(deskProfile(desk.link));
  });
  afterEach(() => desk.clear());

  /** Does what is asked, and undoes it once the check has seen it. */
  async function act(check: Check, asked: string, away: string, back: string): Promise<void> {
    await check.hear(asked);
    desk.tell(away);
    await check.hear('seen; now back');
    desk.tell(back);
    await check.hear('good');
  }

  it('walks through everything on a sound board, each lamp lit while it is asked about, and ends with 0', async () => {
    await desk.plugIn();
    const check = desk.check('--profile', profile);
    await check.hear(`opening ${desk.link}`);
    await check.hear('StandardFirmata 2.5');

    await check.hear('Lamps on lights (5): moved, hushed, money first, keys handed over, pay to withdraw');
    await expect.poll(() => desk.channels('0x40')).toEqual([1, 1, 1, 1, 1, ...Array(11).fill(0)]);
    expect((await desk.levels())[BEACON]).toBe(0);
    check.type('');
    await check.hear('Does "beacon" (D12) light?');
    await expect.poll(async () => (await desk.levels())[BEACON]).toBe(1);
    await expect.poll(() => desk.channels('0x40')).toEqual(Array(16).fill(0));
    check.type('r');
    await check.hear('Does "beacon" (D12) light?');
    check.type('yes');

    await act(check, 'Lift "padlock"', 'contact 0x20 0 high', 'contact 0x20 0 low');
    await act(check, 'Press "staff button"', 'in 7 low', 'in 7 high');
    await act(check, 'Open the door of the alarm', 'in 10 high', 'in 10 low');
    await act(check, 'Wave before the motion sensor', 'in 11 low', 'in 11 high');
    await act(check, 'outer beam of the front door (D2)', 'in 2 low', 'in 2 high');
    await act(check, 'inner beam of the front door (D4)', 'in 4 low', 'in 4 high');

    await check.hear('Type "yes" to sound it');
    expect((await desk.levels())[SIREN]).toBe(0);
    check.type('yes');
    await expect.poll(async () => (await desk.levels())[SIREN]).toBe(1);
    await check.hear('Did it sound?');
    await expect.poll(async () => (await desk.levels())[SIREN]).toBe(0);
    check.type('');

    expect(await check.exitCode()).toBe(0);
    expect(check.said).toContain('18 good, 0 faults, 0 not looked at. All good.');
    expect(check.row('battery')).toContain('24.8 V');
    expect(check.row('inside thermometer')).toContain('22 °C');
    await expect.poll(async () => Math.max(...(await desk.levels()))).toBe(0);
  });

  it('names a silent chip and the address that answers instead, and leaves out what hangs on it', async () => {
    await desk.plugIn(['--chip', 'pca9685@0x40', '--chip', 'mcp23017@0x21']);
    const check = desk.check('--profile', profile, '--yes');
    expect(await check.exitCode()).toBe(1);
    expect(check.row('input controller contacts')).toMatch(/^✗ fault .*no answer at 0x20.*jumpers.*0x21/);
    expect(check.row('light controller lights')).toMatch(/^✓ good/);
    expect(check.row('padlock')).toMatch(/^– not looked at .*its chip contacts does not answer/);
    expect(check.said).toContain('not in the profile: 0x21');
  });

  it('names a dark lamp, a contact that never closes, one that sticks, and two that are swapped', async () => {
    await desk.plugIn();
    const check = desk.check('--profile', profile, '--seconds', '5');
    await check.hear('Do all of them light?');
    check.type('n');
    for (const lamp of ['moved', 'hushed']) {
      await check.hear(`Does "${lamp}" (lights LED`);
      check.type(lamp === 'hushed' ? 'n' : '');
    }
    await check.hear('Does "money first"');
    check.type('what?');
    await check.hear('please use one of the keys');
    check.type('s');

    await check.hear('Lift "padlock"');
    desk.tell('in 7 low');
    await check.hear('that was "staff button"');
    desk.tell('in 7 high');
    await check.hear('no change within 5 s');
    await check.hear('Press "staff button"');
    desk.tell('in 7 low');
    await check.hear('did not come back within 5 s');
    await check.hear('Open the door of the alarm');
    check.type('n');
    await check.hear('Wave before');
    check.type('s');
    await check.hear('outer beam');
    check.type('s');
    await check.hear('Type "yes"');
    check.type('');

    expect(await check.exitCode()).toBe(1);
    expect(check.row('hushed')).toMatch(/^✗ fault +lights LED1 .*stays dark/);
    expect(check.row('moved')).toMatch(/^✓/);
    expect(check.row('money first')).toMatch(/^–/);
    expect(check.row('beacon')).toMatch(/^–/);
    expect(check.row('padlock')).toMatch(/^✗ .*contacts GPA0.*"staff button" moved instead/);
    expect(check.row('staff button')).toMatch(/^✗ .*sticks/);
    expect(check.row('door magnet')).toMatch(/^✗ .*no reaction/);
    for (const unseen of ['motion sensor', 'front door', 'siren']) expect(check.row(unseen)).toMatch(/^–/);
  });

  it('lists what is plugged in and the ways out where the board is not there, and ends with 2', async () => {
    const check = desk.check('--profile', profile);
    expect(await check.exitCode()).toBe(2);
    expect(check.errors).toContain(`serial device ${desk.link} is not there`);
    for (const way of [/plugged in/, /USB cable/, /dialout/, /by-id/]) expect(check.errors).toMatch(way);
    const chinese = desk.check('--profile', profile, '--language', 'zh');
    expect(await chinese.exitCode()).toBe(2);
    for (const way of [desk.link, 'USB 线', 'dialout', 'by-id']) expect(chinese.errors).toContain(way);
  });

  it('says so where the port is no serial device', async () => {
    const file = join(desk.folder, 'notes.txt');
    writeFileSync(file, 'notes');
    const check = desk.check('--profile', desk.write(deskProfile(file)));
    expect(await check.exitCode()).toBe(2);
    expect(check.errors).toContain(`${file} is not a serial device`);
  });

  it('ends with what it has seen when the board is unplugged in the middle', async () => {
    await desk.plugIn();
    const check = desk.check('--profile', profile);
    await check.hear('Do all of them light?');
    check.type('');
    await check.hear('Does "beacon"');
    desk.tell('unplug');
    expect(await check.exitCode()).toBe(1);
    expect(check.row('board main')).toMatch(/^✗ fault .*check its cable/);
    expect(check.row('hushed')).toMatch(/^✓/);
    expect(check.row('beacon')).toMatch(/^– .*the board was gone/);
  });

  it('asks nothing with --yes, but tells a blocked beam and readings that cannot be', async () => {
    await desk.plugIn();
    desk.tell('in 2 low', 'analogue 14 1', 'analogue 15 1', 'analogue 16 0');
    const check = desk.check('--profile', profile, '--yes');
    expect(await check.exitCode()).toBe(1);
    expect(check.row('front door')).toMatch(/^✗ .*broken now/);
    expect(check.row('battery')).toMatch(/^✗ .*full 33 V/);
    expect(check.row('inside thermometer')).toMatch(/^✗ .*cannot be/);
    expect(check.row('daylight sensor')).toMatch(/^✗ .*LDR/);
    expect(check.said).not.toContain('[Enter');
  });

  it('leaves lamps and siren off when it is interrupted while the siren sounds, and ends with 130', async () => {
    await desk.plugIn();
    const check = desk.check('--profile', profile);
    for (const question of ['Do all of them light?', 'Lift "padlock"', 'outer beam']) {
      await check.hear(question);
      check.type('s');
    }
    await check.hear('Type "yes"');
    check.type('yes');
    await expect.poll(async () => (await desk.levels())[SIREN]).toBe(1);
    check.process.kill('SIGINT');
    expect(await check.exitCode()).toBe(130);
    await expect.poll(async () => (await desk.levels())[SIREN]).toBe(0);
  });

  it('leaves lamps off when it is interrupted while they light', async () => {
    await desk.plugIn();
    const check = desk.check('--profile', profile);
    await check.hear('Do all of them light?');
    await expect.poll(async () => (await desk.channels('0x40'))[0]).toBe(1);
    check.process.kill('SIGINT');
    expect(await check.exitCode()).toBe(130);
    await expect.poll(() => desk.channels('0x40')).toEqual(Array(16).fill(0));
  });

  it('counts what is left as not looked at when nobody answers any more', async () => {
    await desk.plugIn();
    const check = desk.check('--profile', profile);
    await check.hear('Do all of them light?');
    check.process.stdin.end('\n');
    expect(await check.exitCode()).toBe(0);
    expect(check.row('moved')).toMatch(/^✓/);
    expect(check.row('padlock')).toMatch(/^–/);
  });

  it('sends whoever names an emulated board to the emulator behind a pseudo-terminal', async () => {
    const emulated = deskProfile('x').replace('{ kind: uno, port: x }', '{ kind: virtual-uno }');
    const file = desk.write(emulated.replace('purpose: training', 'purpose: rehearsal'));
    const check = desk.check('--profile', file);
    expect(await check.exitCode()).toBe(2);
    expect(check.errors).toContain(`serve.js --link /tmp/uno ${CHIPS.join(' ')}`);
  });

  it('asks for --board where there are several, and refuses one that there is not', async () => {
    const file = desk.write(
      deskProfile(desk.link).replace(
        '\ncontrollers:',
        '\n  spare: { kind: uno, port: /dev/x }\ncontrollers:',
      ),
    );
    const several = desk.check('--profile', file);
    expect(await several.exitCode()).toBe(2);
    expect(several.errors).toContain('--board which one is on the desk: main, spare');
    const none = desk.check('--profile', file, '--board', 'rear');
    expect(await none.exitCode()).toBe(2);
    expect(none.errors).toContain('no board rear');
  });

  it.each([
    [[], '--profile is missing'],
    [['--profile', 'x.yaml', '--language', 'fr'], 'zh or en'],
    [['--profile', 'x.yaml', '--seconds', 'soon'], '1 to 600'],
    [['--dance'], '--dance'],
    [['--profile', 'none.yaml'], 'there is no such file'],
  ])('ends with 2 when it is called with %j', async (args, words) => {
    const check = desk.check(...args);
    expect(await check.exitCode()).toBe(2);
    expect(check.errors).toContain(words);
  });
});
