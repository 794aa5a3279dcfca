import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaseWarnings } from '@pingan/firmware-bridge/case-warnings';
import { readWarnings } from '@pingan/device-config/read-warnings';
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

describe('warnings of the day', () => {
  const all = (today: string) =>
    readWarnings(file(list(entry('parcel'), entry('loan', { expires: '2026-11-21' }))), today).warnings;

  it('hold on their days, and vanish by themselves', () => {
    const warnings = new CaseWarnings(all);
    expect(warnings.dayIs('2026-11-20')).toBe(true);
    expect(warnings.holding.map(({ id }) => id)).toEqual(['loan', 'parcel']);
    expect(warnings.dayIs('2026-11-21')).toBe(false);
    expect(warnings.dayIs('2026-11-22')).toBe(true);
    expect(warnings.holding.map(({ id }) => id)).toEqual(['parcel']);
    expect(warnings.dayIs('2026-11-28')).toBe(true);
    expect(warnings.holding).toEqual([]);
  });

  it('are none while nobody knows what day it is', () => {
    const warnings = new CaseWarnings(all);
    expect(warnings.holding).toEqual([]);
    warnings.dayIs('2026-11-20');
    expect(warnings.dayIs(null)).toBe(true);
    expect(warnings.holding).toEqual([]);
  });

  it('of headquarters join those of the file, replace one another, and win where ids are alike', () => {
    const [parcel] = all('2026-11-20').filter(({ id }) => id === 'parcel');
    const sent = { ...parcel!, where: { zh: '总部', en: 'headquarters' } };
    const warnings = new CaseWarnings(all, [{ ...sent, id: 'refund' }]);
    warnings.dayIs('2026-11-22');
    expect(warnings.holding.map(({ id }) => id)).toEqual(['parcel', 'refund']);
    expect(warnings.headquartersSent([sent])).toBe(true);
    expect(warnings.holding).toEqual([sent]);
    expect(warnings.headquartersSent([sent])).toBe(false);
    expect(warnings.headquartersSent([])).toBe(true);
    expect(warnings.holding.map(({ id }) => id)).toEqual(['parcel']);
  });

  it('of headquarters wait, too, until somebody knows what day it is', () => {
    const warnings = new CaseWarnings(() => []);
    expect(warnings.headquartersSent(all('2026-11-20'))).toBe(false);
    expect(warnings.dayIs('2026-11-20')).toBe(true);
    expect(warnings.holding).toHaveLength(2);
  });
});
