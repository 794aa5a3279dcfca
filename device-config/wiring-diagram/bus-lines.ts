import { SCL_ASIDE, SDA_ASIDE } from './block.ts';
import { strokeOfKind } from './kinds.ts';
import type { Column } from './layout.ts';
import { line } from './pen.ts';

/** Between SDA and SCL where they run level. */
const APART = 1.2;

interface End {
  middle: number;
  top: number;
  bottom: number;
  bus: string | null;
  column: number;
}

/**
 * The I2C lines between the blocks of each board: straight down inside a column, else below it, up beside it and into
 * the next. SDA and SCL never cross.
 */
export function busLines(columns: readonly Column[]): string {
  const ends = columns.flatMap(({ middle, blocks }, column) =>
    blocks.map(({ block, top }): End => ({
      middle,
      top,
      bottom: top + block.height,
      bus: block.bus,
      column,
    })),
  );
  return ends
    .slice(1)
    .map((to, index) => {
      const from = ends[index]!;
      if (to.bus === null || from.bus !== to.bus) return '';
      return from.column === to.column ? straight(from, to) : around(from, to, columns[to.column]!.left);
    })
    .join('');
}

function straight(from: End, to: End): string {
  return [SDA_ASIDE, SCL_ASIDE]
    .map((aside) =>
      line(
        [
          [from.middle + aside, from.bottom],
          [to.middle + aside, to.top],
        ],
        strokeOfKind('i2c'),
      ),
    )
    .join('');
}

/** Down, right, up between the columns, right and down again; whoever is outside at one corner is inside at the next. */
function around(from: End, to: End, left: number): string {
  const gutter = left - 3.5;
  const way = (aside: number, step: number) =>
    line(
      [
        [from.middle + aside, from.bottom],
        [from.middle + aside, from.bottom + 2.2 - step],
        [gutter + APART - step, from.bottom + 2.2 - step],
        [gutter + APART - step, to.top - 1 - step],
        [to.middle + aside, to.top - 1 - step],
        [to.middle + aside, to.top],
      ],
      strokeOfKind('i2c'),
    );
  return way(SDA_ASIDE, 0) + way(SCL_ASIDE, APART);
}
