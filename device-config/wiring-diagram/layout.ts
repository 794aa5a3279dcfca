import type { Block, Panel } from './block.ts';

/** Room above each column for an I2C line that comes from the one before. */
const LANE = 3.4;
/** Least distance between two things that stand above each other, and between two columns. */
const GAP = 3;
const GUTTER = 6;
/** Width of a column that holds nothing but words. */
const WORDS_ONLY = 105;
/** Looser than this the page looks torn apart. */
const LOOSEST = 7;
const MOST_COLUMNS = 4;
/** Beyond this a small bench would look like a poster. */
const LARGEST = 1.5;

export interface Column {
  /** Left edge and middle, in unscaled millimetres. */
  left: number;
  middle: number;
  width: number;
  blocks: { block: Block; top: number }[];
  panels: { panel: Panel; top: number }[];
}

export interface Arrangement {
  columns: Column[];
  width: number;
  height: number;
  /** What the whole is multiplied with to fit its page. */
  scale: number;
}

interface Plan {
  stacks: readonly (readonly Block[])[];
  /** Panels of each column; the last panel always ends the last column. */
  panels: readonly (readonly Panel[])[];
}

/**
 * Stands blocks in reading order in as many columns as give the largest type on the page, and the panels below them
 * where there is room. The last panel comes into the last corner.
 */
export function arrange(
  blocks: readonly Block[],
  wanted: readonly Panel[],
  page: { width: number; height: number },
): Arrangement {
  const panels = wanted.map(remembering);
  let best: { plan: Plan; scale: number; height: number } | undefined;
  for (const plan of plansOf(blocks, panels)) {
    const { width, height } = sizeOf(plan);
    const scale = Math.min(page.width / width, page.height / height, LARGEST);
    // Among plans with the same type the one whose columns are most alike.
    const better = best === undefined || scale > best.scale || (scale === best.scale && height < best.height);
    if (better) best = { plan, scale, height };
  }
  return placed(best!.plan, page, best!.scale);
}

/** Plans are many and widths few: lines are broken once for each width. */
function remembering(panel: Panel): Panel {
  const known = new Map<number, number>();
  const heightAt = (width: number) => {
    const height = known.get(width) ?? panel.heightAt(width);
    known.set(width, height);
    return height;
  };
  return { ...panel, heightAt };
}

function* plansOf(blocks: readonly Block[], panels: readonly Panel[]): Generator<Plan> {
  for (let columns = 1; columns <= MOST_COLUMNS; columns += 1)
    for (const stacks of partitions(blocks, columns))
      for (const places of placesOf(panels.length - 1, columns)) {
        const inColumn = (column: number) => [
          ...panels.filter((_, index) => places[index] === column),
          ...(column === columns - 1 ? panels.slice(-1) : []),
        ];
        const plan = { stacks, panels: stacks.map((_, column) => inColumn(column)) };
        if (plan.stacks.every((stack, column) => stack.length + plan.panels[column]!.length > 0)) yield plan;
      }
}

/** Every way to cut a list into so many pieces, the last of which may be empty. */
function* partitions<T>(list: readonly T[], pieces: number): Generator<(readonly T[])[]> {
  if (pieces === 1) {
    yield [list];
    return;
  }
  for (let end = 1; end <= list.length; end += 1)
    for (const rest of partitions(list.slice(end), pieces - 1)) yield [list.slice(0, end), ...rest];
  if (list.length === 0) yield Array.from({ length: pieces }, () => []);
}

function* placesOf(panels: number, columns: number): Generator<number[]> {
  for (let code = 0; code < columns ** panels; code += 1)
    yield Array.from({ length: panels }, (_, panel) => Math.floor(code / columns ** panel) % columns);
}

const extent = (stack: readonly Block[], side: 'left' | 'right') =>
  Math.max(0, ...stack.map((block) => block[side]));
const widthOf = (stack: readonly Block[]) =>
  stack.length === 0 ? WORDS_ONLY : extent(stack, 'left') + extent(stack, 'right');

function heightOf(stack: readonly Block[], panels: readonly Panel[], width: number): number {
  const heights = [...stack.map(({ height }) => height), ...panels.map((panel) => panel.heightAt(width))];
  return LANE + heights.reduce((sum, height) => sum + height, 0) + GAP * (heights.length - 1) + LANE;
}

function sizeOf({ stacks, panels }: Plan): { width: number; height: number } {
  const widths = stacks.map(widthOf);
  return {
    width: widths.reduce((sum, width) => sum + width, 0) + GUTTER * (stacks.length - 1),
    height: Math.max(...stacks.map((stack, column) => heightOf(stack, panels[column]!, widths[column]!))),
  };
}

/** Room that is left over is spread: between the columns' blocks, and into the width of the columns. */
function placed(
  { stacks, panels }: Plan,
  page: { width: number; height: number },
  scale: number,
): Arrangement {
  const [width, height] = [page.width / scale, page.height / scale];
  const natural = stacks.map(widthOf);
  const spare = width - natural.reduce((sum, each) => sum + each, 0) - GUTTER * (stacks.length - 1);
  const own = spare / stacks.length;
  let left = 0;
  const columns = stacks.map((stack, index) => {
    const columnWidth = natural[index]! + own;
    const column = stand(stack, panels[index]!, { left, width: columnWidth, height, spare: own });
    left += columnWidth + GUTTER;
    return column;
  });
  return { columns, width, height, scale };
}

function stand(
  stack: readonly Block[],
  panels: readonly Panel[],
  { left, width, height, spare }: { left: number; width: number; height: number; spare: number },
): Column {
  const used = heightOf(stack, panels, width);
  const count = stack.length + panels.length;
  const gap = GAP + Math.min(LOOSEST, Math.max(0, height - used) / Math.max(1, count - 1));
  let top = LANE;
  const blocks = stack.map((block) => {
    const here = { block, top };
    top += block.height + gap;
    return here;
  });
  let bottom = height;
  const below = panels.toReversed().map((panel) => {
    bottom -= panel.heightAt(width);
    const here = { panel, top: bottom };
    bottom -= gap;
    return here;
  });
  return {
    left,
    width,
    middle: left + spare / 2 + extent(stack, 'left'),
    blocks,
    panels: below.toReversed(),
  };
}
