import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOUND } from './sound-profile.ts';

const COMMAND = fileURLToPath(import.meta.resolve('@pingan/device-config/wiring-command'));

describe('npm run board:wiring', () => {
  let folder: string;
  let profile: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'wiring-'));
    profile = join(folder, 'bus.yaml');
    writeFileSync(profile, SOUND);
    utimesSync(profile, new Date(2026, 9, 5, 12), new Date(2026, 9, 5, 12));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  it('writes a page named after the bus into the current folder, dated as the profile', () => {
    const { status, stdout } = run('--profile', 'bus.yaml', '--language', 'en');
    expect(status).toBe(0);
    expect(stdout).toContain(join(folder, 'wiring-bus-01.html'));
    const page = readFileSync(join(folder, 'wiring-bus-01.html'), 'utf8');
    expect(page).toContain('@page { size: 297mm 210mm');
    for (const words of ['Bus 1', 'bus.yaml', '2026-10-05', 'front door, outer beam'])
      expect(page).toContain(words);
  });

  it('writes a bare drawing where --out ends in .svg, in Chinese unless told otherwise', () => {
    const out = join(folder, 'sheet.svg');
    expect(run('--profile', profile, '--out', out, '--paper', 'a3', '--date', '2027-01-02').status).toBe(0);
    const svg = readFileSync(out, 'utf8');
    expect(svg).toMatch(/^<svg [^>]*width="420mm" height="297mm"/);
    for (const words of ['一号车', '前门外侧光束', '2027-01-02']) expect(svg).toContain(words);
  });

  it('lists every fault of a profile and ends with 2', () => {
    const faulty = join(folder, 'faulty.yaml');
    writeFileSync(faulty, SOUND.replace('pin: 12', 'pin: 22').replace('pin: 14', 'pin: 3'));
    const { status, stderr } = run('--profile', faulty);
    expect(status).toBe(2);
    expect(stderr).toContain('lamps.officer.pin');
    expect(stderr).toContain('lamps.hushed');
    expect(run('--profile', join(folder, 'none.yaml'))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is no such file'),
    });
  });

  it('ends with 2 and names the place where it cannot write', () => {
    mkdirSync(join(folder, 'taken.svg'), { recursive: true });
    for (const out of [join(folder, 'taken.svg'), join(folder, 'nowhere', 'sheet.html')]) {
      const { status, stderr } = run('--profile', profile, '--out', out);
      expect(status).toBe(2);
      expect(stderr).toContain(out);
      expect(stderr).not.toContain('at writeFileSync');
    }
  });

  it.each([
    [[], '--profile is missing'],
    [['--profile', 'bus.yaml', '--out', 'sheet.pdf'], '.svg or .html'],
    [['--profile', 'bus.yaml', '--paper', 'a5'], 'a4 or a3'],
    [['--profile', 'bus.yaml', '--language', 'fr'], 'zh or en'],
    [['--profile', 'bus.yaml', '--dance'], '--dance'],
  ])('ends with 2 and says how it is called after %j', (args, words) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).toContain('npm run board:wiring');
  });
});
