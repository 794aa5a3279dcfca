import { wiringOf } from '../wiring.ts';
import type { Block } from './block.ts';
import { busLines } from './bus-lines.ts';
import { chipBlock } from './chip.ts';
import { arrange } from './layout.ts';
import { legendPanel, notesPanel } from './panels.ts';
import { box, mm, TYPE } from './pen.ts';
import { titlePanel, type TitleWords } from './title.ts';
import { unoBlock } from './uno.ts';
import { WORDS } from './words.ts';

/** Landscape sheets, in millimetres. */
export const PAPERS = { a4: { width: 297, height: 210 }, a3: { width: 420, height: 297 } } as const;
export type Paper = keyof typeof PAPERS;

/** What a printer cannot reach, and a frame inside it. */
const MARGIN = 6;
const INSIDE = 2.5;
/** Type below this is not read at arm's length. */
export const LEAST_POINTS = 5.5;
const POINTS_PER_MM = 72 / 25.4;

export interface WiringDiagram {
  /** A whole SVG drawing in millimetres. */
  svg: string;
  paper: Paper;
  /** The smallest type on its paper. */
  points: number;
}

/**
 * The wiring of a bus on one sheet: every board and chip with what hangs on each terminal, as `wiringOf` has it.
 * Without a `paper` it is A4, or A3 where type would fall below 5.5 points on A4.
 */
export function wiringDiagram(order: TitleWords & { paper?: Paper | undefined }): WiringDiagram {
  if (order.paper !== undefined) return drawn(order, order.paper);
  const small = drawn(order, 'a4');
  return small.points >= LEAST_POINTS ? small : drawn(order, 'a3');
}

function drawn(order: TitleWords, paper: Paper): WiringDiagram {
  const { profile, language } = order;
  const { width, height } = PAPERS[paper];
  const tables = wiringOf(profile);
  const title = titlePanel(order);
  const border = MARGIN + INSIDE;
  const page = { width: width - 2 * border, height: height - 2 * border };
  const panels = (size: string) => [
    legendPanel(tables, language),
    notesPanel(profile, language),
    title(size),
  ];
  const blocks = tables.flatMap((board): Block[] => [
    unoBlock(board, profile.boards[board.id]!, language),
    ...board.controllers.map((chip) => chipBlock(chip, board.id, language)),
  ]);
  const { scale } = arrange(blocks, panels(''), page);
  const points = scale * TYPE * POINTS_PER_MM;
  const size = WORDS[language].typeSize(paper.toUpperCase(), points.toFixed(1));
  const { columns } = arrange(blocks, panels(size), page);
  const content = [
    ...columns.flatMap((column) => [
      ...column.blocks.map(({ block, top }) => block.draw(column.middle, top)),
      ...column.panels.map(({ panel, top }) => panel.draw(column.left, top, column.width)),
    ]),
    busLines(columns),
  ].join('\n');
  const frame = box(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN, { width: 0.5 });
  return {
    svg: sheet(
      width,
      height,
      `${frame}<g transform="translate(${border} ${border}) scale(${mm(scale)})">${content}</g>`,
      language,
    ),
    paper,
    points,
  };
}

const FACES =
  "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif";

function sheet(width: number, height: number, content: string, language: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}mm" height="${height}mm" xml:lang="${language === 'zh' ? 'zh-CN' : 'en'}" font-family="${FACES}" fill="#000"><rect width="${width}" height="${height}" fill="#fff"/>${content}</svg>`;
}
