import { leaf } from '../cut-paper.ts';
import type { ToolDrawing } from './names.ts';
import { bar, box, disc, type Figure, gap, main, second, slit } from './sheets.ts';

/** Silhouettes to know a tool by when it is seen in the wrong place; how one works is nowhere in them. */
export const tools: Record<ToolDrawing, Figure> = {
  'pry-bar': [
    bar('main', 10, 'M15 26C10 4 34 2 43 19L80 80'),
    main('M10 25L20 24L26 44L18 35L12 47Z'),
    main('M75 81L84.5 75.500L98 93L90 99Z'),
    gap(leaf(44, 24, 66, 58, 2.5)),
  ],
  'bolt-cutter': [
    main('M40 4C50 8 52 22 50 34L43 36C34 26 32 14 40 4Z'),
    main('M60 4C50 8 48 22 50 34L57 36C66 26 68 14 60 4Z'),
    gap('M48.75 0H51.25V30H48.75Z'),
    bar('main', 8, 'M45 40L28 92'),
    bar('main', 8, 'M55 40L72 92'),
    bar('second', 12, 'M36 68L28 92'),
    bar('second', 12, 'M64 68L72 92'),
    gap(disc(50, 39, 10.5)),
    main(disc(50, 39, 8)),
    gap(disc(50, 39, 2.5)),
  ],
  't-bar': [
    second(box(14, 10, 72, 15, 7)),
    main('M43 27.5H57V84L53 96H47L43 84Z'),
    gap(leaf(47, 32, 47, 74, 2)),
    gap(leaf(20, 14.5, 52, 14.5, 2)),
  ],
  'pick-set': [
    ...[18, 31, 44, 57, 70].map((x, nth) => main(box(x, 14 - (nth % 2) * 8, 8, 60, 4))),
    main(box(83, 10, 6, 60, 3)),
    gap('M0 48H100V51H0Z'),
    second(box(8, 51, 86, 45)),
    slit('M8 61H94'),
    ...[24.5, 37.5, 50.5, 63.5, 76.5].map((x) => slit(`M${x} 62V95`)),
  ],
  'latch-card': [
    main('M22 16L74 4A4 4 0 0 1 79 7L94 76A4 4 0 0 1 91 81L39 94A4 4 0 0 1 34 91L19 21A4 4 0 0 1 22 16Z'),
    gap(disc(38, 30, 5)),
    slit('M40 58L78 49M43 70L70 64'),
    gap(leaf(52, 18, 74, 13, 2.5)),
  ],
  jammer: [
    bar('main', 8, 'M50 40V12'),
    main(disc(50, 10, 7)),
    bar('second', 4, 'M36 20C32 15 32 9 36 4M64 20C68 15 68 9 64 4'),
    bar('second', 4, 'M26 25C19 17 19 10 26 3M74 25C81 17 81 10 74 3'),
    gap('M0 40H100V42.5H0Z'),
    main(box(24, 42.5, 52, 54)),
    gap(disc(50, 64, 13)),
    second(disc(50, 64, 10.5)),
    slit('M36 86H64'),
    gap(leaf(29, 48, 29, 74, 2.5)),
  ],
};
