import { fileURLToPath } from 'node:url';
import { readYamlFile } from '@pingan/device-config/yaml-file';
import { warningsOn } from '@pingan/protocol/warning-days';
import { Warning } from '@pingan/protocol/warnings';
import { expect, test } from 'vitest';

const FILE = fileURLToPath(new URL('../../device-config/warnings/rehearsal.yaml', import.meta.url));
const TODAY = '2026-11-25';
const dayFrom = (days: number) => new Date(Date.parse(TODAY) + days * 86_400_000).toISOString().slice(0, 10);

interface Relative {
  daysAgo: number;
  validDays: number;
  generated: boolean;
}

test('the practice warnings hold on the day somebody tries them, and each says that it is generated', () => {
  const yaml = readYamlFile(FILE, { what: 'list of warnings', wayOut: 'put it back' });
  if ('illegible' in yaml) throw new Error(JSON.stringify(yaml.illegible));
  const { warnings } = yaml.value as { warnings: Relative[] };
  const dated = warnings.map(({ daysAgo, validDays, ...rest }) =>
    Warning.parse({ ...rest, published: dayFrom(-daysAgo), expires: dayFrom(validDays - daysAgo) }),
  );
  expect(dated).toHaveLength(3);
  expect(dated.every(({ generated }) => generated)).toBe(true);
  expect(dated.every(({ where, source }) => /虚构/.test(where.zh) && /invented/.test(source.en))).toBe(true);
  expect(warningsOn(dated, TODAY)).toHaveLength(3);
});
