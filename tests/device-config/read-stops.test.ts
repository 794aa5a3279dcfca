import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readStops, StopListError } from '@pingan/device-config/read-stops';
import { describe, expect, it } from 'vitest';
import { faultLines, folderForTests } from './written-file.ts';

const folder = folderForTests();
const shipped = fileURLToPath(new URL('../../device-config/stops/rehearsal.yaml', import.meta.url));

const faultsOf = (content: string) => {
  const file = folder.write(content);
  return faultLines(() => readStops(file), file);
};

describe('a list of stops', () => {
  it('ships with three generated stops that pretend to be no real village', () => {
    const stops = readStops(shipped);
    expect(stops).toHaveLength(3);
    for (const stop of stops) {
      expect(stop.id).toMatch(/^rehearsal-/);
      expect(stop.name.zh).toContain('演练');
    }
  });

  it('comes back in the order of the file, with place and date where they stand', () => {
    const file = folder.write(`version: 1
stops:
  - { id: b, name: { zh: 乙, en: B }, place: { zh: 广场, en: square }, date: 2026-11-23 }
  - { id: a, name: { zh: 甲, en: A } }
`);
    expect(readStops(file)).toEqual([
      { id: 'b', name: { zh: '乙', en: 'B' }, place: { zh: '广场', en: 'square' }, date: '2026-11-23' },
      { id: 'a', name: { zh: '甲', en: 'A' } },
    ]);
  });

  it('may be empty before the first tour is planned', () => {
    expect(readStops(folder.write('version: 1\nstops: []\n'))).toEqual([]);
  });

  it('tells every fault at once, with its place', () => {
    expect(
      faultsOf(`version: 1
stops:
  - { id: a, name: { zh: 甲, en: A }, date: 2026-02-30 }
  - { id: a, name: { zh: 乙 } }
  - { id: a, nmae: { zh: 丙, en: C } }
  - { id: "village/4", name: { zh: 丁, en: D }, date: 23.11.2026 }
`),
    ).toEqual([
      '3:44 stops[0].date: must be a date of the calendar written YYYY-MM-DD (found "2026-02-30")',
      '4:11 stops[1].id: stops[0] has this id already (line 3); counts go by it (found "a")',
      '4:14 stops[1].name.en: is missing; it must be text',
      '5:5 stops[2].name: is missing; it must be a group of keys',
      '5:11 stops[2].id: stops[0] has this id already (line 3); counts go by it (found "a")',
      '5:14 stops[2].nmae: unknown key (did you mean "name"?); allowed here: id, name, village, place, date',
      '6:11 stops[3].id: lower-case letters, digits and hyphens, at most 48 (found "village/4")',
      '6:54 stops[3].date: must be a date of the calendar written YYYY-MM-DD (found "23.11.2026")',
    ]);
  });

  it('that does not exist says what else can be done', () => {
    const file = join(folder.path, 'none.yaml');
    expect(() => readStops(file)).toThrow(StopListError);
    expect(() => readStops(file)).toThrow(
      /there is no such file; .* take the line "stops:" out of the profile/,
    );
  });

  it('that is no list says so', () => {
    expect(faultsOf('version: 1\nstops: { a: 1 }\n')).toEqual([
      '2:8 stops: must be a list (each entry on a line that begins with "- ") (found {"a":1})',
    ]);
  });
});
