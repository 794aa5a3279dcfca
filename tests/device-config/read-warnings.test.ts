import { join } from 'node:path';
import { describeFault } from '@pingan/device-config/fault';
import { readWarnings } from '@pingan/device-config/read-warnings';
import { LONGEST_WARNING_DAYS as LONGEST_HERE, WrittenWarning } from '@pingan/device-config/warnings';
import { LONGEST_WARNING_DAYS, Warning, WarningList, warningsOn } from '@pingan/protocol/warnings';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderForTests } from './written-file.ts';

const folder = folderForTests();
const TODAY = '2026-11-25';
const TEXTS = ['type', 'where', 'method', 'stopPoint', 'action', 'source']
  .map((key) => `    ${key}: { zh: 字, en: ${key} }\n`)
  .join('');
const warning = (id: string, rest: string, texts = TEXTS) => `  - id: ${id}\n${texts}    ${rest}\n`;
const DATED = 'published: 2026-11-20\n    expires: 2026-11-30';
const PRACTICE = 'generated: true\n    daysAgo: 2\n    validDays: 14';
const file = (...warnings: string[]) => `version: 1\nwarnings:\n${warnings.join('')}`;

function readText(content: string, today = TODAY) {
  const path = folder.write(content);
  const { warnings, faults } = readWarnings(path, today);
  return {
    ids: warnings.map(({ id }) => id),
    warnings,
    faults: faults.map((fault) => describeFault(fault).replace(`${path}:`, '')),
  };
}

describe('a list of warnings', () => {
  it('comes back in the order of the file, with dates as they stand there', () => {
    const { warnings, faults } = readText(file(warning('b', DATED), warning('a', DATED)));
    expect(faults).toEqual([]);
    expect(warnings).toMatchObject([
      {
        id: 'b',
        published: '2026-11-20',
        expires: '2026-11-30',
        generated: false,
        type: { zh: '字', en: 'type' },
      },
      { id: 'a' },
    ]);
  });

  it('may count the days of a generated warning from today', () => {
    const written = file(warning('practice', PRACTICE));
    expect(readText(written).warnings).toMatchObject([
      { published: '2026-11-23', expires: '2026-12-07', generated: true },
    ]);
    expect(readText(written, '2028-03-01').warnings).toMatchObject([
      { published: '2028-02-28', expires: '2028-03-13' },
    ]);
  });

  it('may be empty', () => {
    expect(readText('version: 1\nwarnings: []\n')).toMatchObject({ ids: [], faults: [] });
  });
});

describe('a bad warning is left out, and the others hold:', () => {
  const first = warning('good', DATED);
  it.each<[string, string, string[]]>([
    [
      'one that counts its days and is not generated',
      warning('bad', 'daysAgo: 2\n    validDays: 14'),
      [
        '12:5 warnings[1].generated: give `published` and `expires`; only a generated warning may count its days from today',
      ],
    ],
    [
      'one that says it is not generated and counts its days',
      warning('bad', 'generated: false\n    daysAgo: 2\n    validDays: 14'),
      [
        '19:16 warnings[1].generated: give `published` and `expires`; only a generated warning may count its days from today (found false)',
      ],
    ],
    [
      'one that holds too long',
      warning('bad', 'published: 2026-11-01\n    expires: 2026-12-02'),
      [
        '20:14 warnings[1].expires: is more than 30 days after it was published; publish it again if it still holds (found "2026-12-02")',
      ],
    ],
    [
      'one for practice that holds too long',
      warning('bad', 'generated: true\n    daysAgo: 0\n    validDays: 31'),
      ['21:16 warnings[1].validDays: must be at most 30; a warning holds no longer (found 31)'],
    ],
    [
      'one of half a day',
      warning('bad', 'generated: true\n    daysAgo: 0.5\n    validDays: 3'),
      ['20:14 warnings[1].daysAgo: must be a whole number (found 0.5)'],
    ],
    [
      'one that expires before it is published',
      warning('bad', 'published: 2026-11-20\n    expires: 2026-11-19'),
      [
        '20:14 warnings[1].expires: is before it was published; give the last day it is to be shown (found "2026-11-19")',
      ],
    ],
    [
      'one with a day that is not in the calendar',
      warning('bad', 'published: 2026-02-30\n    expires: 2026-03-02'),
      ['19:16 warnings[1].published: must be a date of the calendar written YYYY-MM-DD (found "2026-02-30")'],
    ],
    [
      'one without dates',
      warning('bad', 'generated: true'),
      [
        '12:5 warnings[1].published: is missing; it must be text',
        '12:5 warnings[1].expires: is missing; it must be text',
      ],
    ],
    [
      'one that is half translated',
      warning('bad', DATED, TEXTS.replace(', en: method', '')),
      ['15:5 warnings[1].method.en: is missing; it must be text'],
    ],
    [
      'one with a key that is misspelt',
      warning('bad', `${DATED}\n    generatd: true`),
      [
        '21:5 warnings[1].generatd: unknown key (did you mean "generated"?); allowed here: id, type, where, method, stopPoint, action, source, published, expires, generated',
      ],
    ],
    [
      'one with an id that was used before',
      warning('good', PRACTICE),
      ['12:9 warnings[1].id: warnings[0] has this id already (line 3) (found "good")'],
    ],
    [
      'one that is only a word',
      '  - beware\n',
      ['12:5 warnings[1]: must be a group of keys (found "beware")'],
    ],
  ])('%s', (_, bad, faults) => {
    const read = readText(file(first, bad, warning('last', PRACTICE)));
    expect(read.faults).toEqual(faults);
    expect(read.ids).toEqual(['good', 'last']);
  });
});

describe('a file of warnings with a fault around them', () => {
  it('that does not exist says what else can be done', () => {
    const { warnings, faults } = readWarnings(join(folder.path, 'none.yaml'), TODAY);
    expect(warnings).toEqual([]);
    expect(faults.map(describeFault)).toEqual([
      expect.stringMatching(/:1:1 there is no such file; .* take the line "warnings:" out of the profile$/),
    ]);
  });

  it('of another version shows nothing', () => {
    expect(readText(file(warning('a', DATED)).replace('version: 1', 'version: 2'))).toMatchObject({
      ids: [],
      faults: ['1:10 version: must be 1 (found 2)'],
    });
  });

  it('with an unknown key still shows its warnings', () => {
    expect(readText(`${file(warning('a', DATED))}note: spring\n`)).toMatchObject({
      ids: ['a'],
      faults: ['12:1 note: unknown key; allowed here: version, warnings'],
    });
  });

  it.each(['- a\n', 'just words\n', 'version: 1\nwarnings: { a: 1 }\n'])(
    'that is no list (%j) says so',
    (content) => {
      const { ids, faults } = readText(content);
      expect(ids).toEqual([]);
      expect(faults).toHaveLength(1);
    },
  );

  it('with more than 50 shows the first 50', () => {
    const many = Array.from({ length: 51 }, (_, nth) => warning(`w-${nth}`, DATED));
    const { ids, faults } = readText(file(...many));
    expect(ids).toHaveLength(50);
    expect(faults).toEqual([
      expect.stringMatching(/^3:3 warnings: holds more than 50 warnings; take the oldest away/),
    ]);
  });
});

describe('what a file may say and what screens are sent', () => {
  const day = fc
    .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const some = fc.record({ zh: fc.constantFrom('字', ''), en: fc.constantFrom('word', '') });
  const sound = fc.constant({ zh: '字', en: 'word' });
  const texts = (text: typeof some) =>
    fc.record({ type: text, where: text, method: text, stopPoint: text, action: text, source: text });
  const near = fc.tuple(day, fc.integer({ min: -3, max: 40 })).map(([published, days]) => ({
    published,
    expires: new Date(Date.parse(published) + days * 86_400_000).toISOString().slice(0, 10),
  }));
  const dated = fc
    .tuple(
      fc.oneof({ arbitrary: texts(sound), weight: 4 }, texts(some)),
      near,
      fc.record({ id: fc.constantFrom('a', 'sms-loan-1', 'Not An Id', '') }),
      fc.record({ generated: fc.boolean() }, { requiredKeys: [] }),
    )
    .map(([said, days, id, generated]) => ({ ...said, ...days, ...id, ...generated }));

  it('agree on every dated warning, although the two leaves spell it out apart', () => {
    let taken = 0;
    fc.assert(
      fc.property(dated, (written) => {
        const [here, there] = [WrittenWarning.safeParse(written), Warning.safeParse(written)];
        expect(here.success).toBe(there.success);
        if (here.success) taken += 1;
        expect(here.data).toEqual(there.data);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(50);
    expect(LONGEST_HERE).toBe(LONGEST_WARNING_DAYS);
  });

  it('agree on every generated warning that counts its days, on any day', () => {
    fc.assert(
      fc.property(day, fc.nat(60), fc.nat(LONGEST_HERE), (today, daysAgo, validDays) => {
        const rest = `generated: true\n    daysAgo: ${daysAgo}\n    validDays: ${validDays}`;
        const { warnings, faults } = readText(file(warning('practice', rest)), today);
        expect(faults).toEqual([]);
        expect(WarningList.parse({ version: 1, warnings }).warnings).toEqual(warnings);
        expect(warningsOn(warnings, today)).toHaveLength(daysAgo <= validDays ? 1 : 0);
      }),
      { numRuns: 60 },
    );
  });

  it('have the same longest list', () => {
    const warnings = Array.from(
      { length: 51 },
      (_, nth) => readText(file(warning(`w-${nth}`, DATED))).warnings[0]!,
    );
    expect(WarningList.safeParse({ version: 1, warnings }).success).toBe(false);
    expect(WarningList.safeParse({ version: 1, warnings: warnings.slice(1) }).success).toBe(true);
  });
});
