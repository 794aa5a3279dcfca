import { crescent, leaf } from '../cut-paper.ts';
import type { LockDrawing } from './names.ts';
import {
  bar,
  box,
  boxOn,
  chain,
  disc,
  type Figure,
  gap,
  gleam,
  keyhole,
  main,
  ring,
  second,
  slit,
} from './sheets.ts';

type Padlock = Extract<
  LockDrawing,
  `padlock-${string}` | 'u-lock' | 'cable-lock' | 'chain-lock' | 'disc-brake-lock'
>;

/** Points on a circle, closed at the bottom, where the lock is. */
const around = (cx: number, cy: number, radius: number, count: number) =>
  Array.from({ length: count + 1 }, (_, nth) => {
    const angle = ((nth + 0.5) / count) * 2 * Math.PI + Math.PI / 2;
    return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)] as const;
  });

export const padlocks: Record<Padlock, Figure> = {
  'padlock-old': [
    bar('main', 10, 'M29 48V32C29 2 71 2 71 32V48'),
    gap('M0 43H100V46H0Z'),
    main('M18 46H82C86 46 88 50 87 55C84 76 68 90 50 97C32 90 16 76 13 55C12 50 14 46 18 46Z'),
    gap('M50 52C66 52 66 70 60 78L50 90L40 78C34 70 34 52 50 52Z'),
    second('M50 54.5C62.5 54.5 63 69.5 58 76.5L50 86.5L42 76.5C37 69.5 37.5 54.5 50 54.5Z'),
    gap(disc(50, 62, 3.4)),
    gap(leaf(22, 53, 32, 76, 4)),
  ],
  'padlock-brass': [
    bar('main', 9, 'M33 44V28C33 0 67 0 67 28V44'),
    gap('M0 39H100V42H0Z'),
    second(box(20, 42, 60, 36)),
    slit('M20 68H80'),
    gap(leaf(26, 46, 26, 64, 3)),
    gap(crescent(50, 55, 26, 7)),
    main('M46.5 80.500H53.5V88H46.5Z'),
    main(box(38, 85, 24, 13, 6)),
    gap(disc(50, 91.5, 3)),
  ],
  'padlock-disc': [
    bar('main', 9, 'M35 36V22C35 3 65 3 65 22V36'),
    gap(disc(50, 60, 39.5)),
    main(disc(50, 60, 37)),
    bar('gap', 2.5, disc(50, 60, 29)),
    second(disc(50, 60, 15)),
    gap('M43 60A7 7 0 0 1 57 60Z'),
    gleam(50, 60, 22),
  ],
  'padlock-combination': [
    bar('main', 9, 'M32 42V28C32 0 68 0 68 28V42'),
    gap('M0 37H100V40H0Z'),
    main(box(14, 40, 72, 56)),
    gap(box(20, 50, 60, 36)),
    second(box(22.5, 52.5, 16.7, 31)),
    second(box(41.7, 52.5, 16.7, 31)),
    second(box(60.9, 52.5, 16.7, 31)),
    // 3 0 7
    bar('gap', 3, 'M27.5 60H34.5L31 66C36 66 36 76 27.5 75.5'),
    bar('gap', 3, 'M50 60.5C45 60.5 45 75.5 50 75.5C55 75.5 55 60.5 50 60.5Z'),
    bar('gap', 3, 'M65.5 60.5H73L67.5 76'),
    gap(leaf(19, 45, 40, 45, 2.5)),
  ],
  'u-lock': [
    bar('main', 10, 'M25 80V36C25 -2 75 -2 75 36V80'),
    ...boxOn('second', 8, 72, 84, 18),
    keyhole(80, 75, 12),
    bar('gap', 2.5, 'M16 76.5H40'),
    bar('gap', 2.5, 'M23 62V38C23 26 30 17 38 13'),
  ],
  'cable-lock': [
    bar('main', 7, disc(42, 41, 29)),
    bar('gap', 12, disc(58, 41, 29)),
    bar('main', 7, disc(58, 41, 29)),
    bar('gap', 12, 'M28 66C20 58 14 50 14 41'),
    bar('main', 7, 'M34 70C22 64 13 54 13 41'),
    gleam(42, 41, 29),
    gleam(58, 41, 29),
    ...boxOn('second', 28, 66, 44, 29),
    keyhole(50, 73, 16),
    gap(leaf(33, 71.5, 33, 89, 2.5)),
  ],
  'chain-lock': [
    ...chain(around(50, 40, 34, 12), 13),
    ...boxOn('second', 31, 62, 38, 34),
    keyhole(50, 70, 18),
    gap(leaf(36, 67, 36, 90, 2.5)),
  ],
  'disc-brake-lock': [
    second(ring(44, 50, 41, 19)),
    gap(
      [0, 45, 90, 135, 180, 225, 270, 315]
        .map((angle) => (angle * Math.PI) / 180)
        .map((turn) => disc(44 + 30 * Math.cos(turn), 50 + 30 * Math.sin(turn), 3.4))
        .join(''),
    ),
    gap(box(53.5, 25.5, 46, 49, 6.5)),
    main('M60 28H93A4 4 0 0 1 97 32V68A4 4 0 0 1 93 72H60A4 4 0 0 1 56 68V56H76V44H56V32A4 4 0 0 1 60 28Z'),
    second('M56 46.5H73.5V53.5H56Z'),
    keyhole(87, 42, 16),
    gap(leaf(61, 33, 80, 33, 2.5)),
  ],
};
