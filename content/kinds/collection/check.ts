import { broken, type ExhibitFault, flaw, idsAt, repeatedIds } from '../exhibit-fault.ts';
import type { Collection } from './collection.ts';

/** Whether any two objects can be laid side by side: a value for each row, and no row that is never shown. */
export function checkCollection({ objects, compare }: Collection): ExhibitFault[] {
  const rows = compare.map(({ id }) => id);
  return [
    ...repeatedIds(idsAt(objects, ['objects']), 'each object'),
    ...repeatedIds(idsAt(compare, ['compare']), 'each row'),
    ...objects.flatMap(({ values }, o) => [
      ...rows
        .filter((row) => values[row] === undefined)
        .map((row) =>
          broken(['objects', o, 'values', row], undefined, 'is missing', 'write what stands in this row'),
        ),
      ...Object.keys(values)
        .filter((row) => !rows.includes(row))
        .map((row) =>
          flaw(
            ['objects', o, 'values', row],
            row,
            'is in no row',
            `use the rows of compare: ${rows.join(', ')}`,
          ),
        ),
    ]),
  ];
}
