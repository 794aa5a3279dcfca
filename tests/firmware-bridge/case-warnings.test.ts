import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaseWarnings } from '@pingan/firmware-bridge/case-warnings';
import { readWarnings } from '@pingan/firmware-bridge/read-warnings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'pingan-warnings-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): string {
  const path = join(folder, 'warnings.yaml');
  writeFileSync(path, text);
  return path;
}

const entry = (id: string, changes: Record<string, string> = {}) => {
  const t = '{ zh: 样例, en: sample }';
  const fields = {
    ...{ id, type: t, where: t, method: t, stopPoint: t, action: t, source: t },
    ...{ published: '2026-11-20', expires: '2026-11-27', ...changes },
  };
  return `  - { ${Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }\n`;
};
const list = (...entries: string[]) => `version: 1\nwarnings:\n${entries.join('')}`;

describe('the list of warnings', () => {
  it('is read in full where it is good', () => {
    const { warnings, leftOut } = readWarnings(file(list(entry('parcel'), entry('loan'))));
    expect(leftOut).toEqual([]);
    expect(warnings.map(({ id }) => id)).toEqual(['parcel', 'loan']);
  });

  it('leaves out a bad warning with file, place, id and a way out, and keeps the rest', () => {
    const { warnings, leftOut } = readWarnings(
      file(
        list(
          entry('parcel', { expires: '2026-11-01' }),
          entry('loan'),
          entry('long', { expires: '2027-03-01' }),
        ),
      ),
    );
    expect(warnings.map(({ id }) => id)).toEqual(['loan']);
    expect(leftOut[0]).toMatch(
      /warning parcel is left out: .*warnings\.yaml:3:\d+ .*before it was published; give/,
    );
    expect(leftOut[1]).toMatch(/warning long .*publish it again/);
  });

  it('leaves out a second warning of the same id, and one with an unknown key', () => {
    const { warnings, leftOut } = readWarnings(
      file(list(entry('parcel'), entry('parcel'), entry('named', { victim: 'somebody' }))),
    );
    expect(warnings).toHaveLength(1);
    expect(leftOut[0]).toMatch(/parcel.*give each its own/);
    expect(leftOut[1]).toMatch(/named.*unknown key/);
  });

  it('that cannot be read at all leaves the bus without warnings, and says why', () => {
    expect(readWarnings(join(folder, 'gone.yaml')).leftOut[0]).toMatch(/gone\.yaml.*no such file.*warnings:/);
    expect(readWarnings(file('version: 2\nwarnings: []\n')).leftOut[0]).toMatch(/version/);
    expect(readWarnings(file('version: 1\nwarnings: [\n')).leftOut.length).toBeGreaterThan(0);
  });
});

describe('warnings of the day', () => {
  const all = () =>
    readWarnings(file(list(entry('parcel'), entry('loan', { expires: '2026-11-21' })))).warnings;

  it('hold on their days, and vanish by themselves', () => {
    const warnings = new CaseWarnings(all());
    expect(warnings.dayIs('2026-11-20')).toBe(true);
    expect(warnings.holding.map(({ id }) => id)).toEqual(['loan', 'parcel']);
    expect(warnings.dayIs('2026-11-21')).toBe(false);
    expect(warnings.dayIs('2026-11-22')).toBe(true);
    expect(warnings.holding.map(({ id }) => id)).toEqual(['parcel']);
    expect(warnings.dayIs('2026-11-28')).toBe(true);
    expect(warnings.holding).toEqual([]);
  });

  it('are none while nobody knows what day it is', () => {
    const warnings = new CaseWarnings(all());
    expect(warnings.holding).toEqual([]);
    warnings.dayIs('2026-11-20');
    expect(warnings.dayIs(null)).toBe(true);
    expect(warnings.holding).toEqual([]);
  });
});
