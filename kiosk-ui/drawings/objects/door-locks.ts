import { leaf } from '../cut-paper.ts';
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
  type Piece,
  second,
  slit,
} from './sheets.ts';

type DoorLock = Exclude<
  LockDrawing,
  `padlock-${string}` | 'u-lock' | 'cable-lock' | 'chain-lock' | 'disc-brake-lock'
>;

/** The face of a cylinder, with the grade that is stamped on it. */
const face = (grade: string): Figure => [
  main(`${disc(32, 28, 24)}${box(21, 28, 22, 68)}`),
  gap(disc(32, 28, 15)),
  second(disc(32, 28, 12.5)),
  bar('gap', 3, 'M32 21V35'),
  bar('gap', 3.5, grade),
  gleam(32, 28, 20),
];

/** A key beside its cylinder: bow above, blade below. Its cuts tell the grades apart. */
const key = (cuts: Piece[], blade = box(72, 36, 12, 60)): Figure => [
  second(`${disc(78, 21, 18)}${blade}`),
  gap(disc(78, 14, 5)),
  ...cuts,
];

const notches = (x: number, ys: number[], deep: number): Piece =>
  gap(ys.map((y) => `M${x} ${y - 4}L${x - deep} ${y}L${x} ${y + 4}Z`).join(''));
const dimples = (x: number, ys: number[]): Piece => gap(ys.map((y) => disc(x, y, 1.7)).join(''));

export const doorLocks: Record<DoorLock, Figure> = {
  'cylinder-cross': [
    main(disc(32, 50, 29)),
    gap('M28.5 38H35.5V46.5H44V53.5H35.5V62H28.5V53.5H20V46.5H28.5Z'),
    gleam(32, 50, 25.5),
    ...key(
      [slit('M75.5 42V94M80.5 42V94'), notches(91, [56, 68, 80], 3), notches(65, [56, 68, 80], -3)],
      'M65 46H72V40H84V46H91V92H84V96H72V92H65Z',
    ),
  ],
  'cylinder-a': [...face('M26 84L32 62L38 84M28.5 77H35.5'), ...key([notches(85, [54, 64, 74, 84], 6)])],
  'cylinder-b': [
    ...face('M27 63V84M27 63C40 63 39 73 28 73C41 73 41 84 27 84'),
    ...key([dimples(75.5, [46, 56, 66, 76, 86]), dimples(80.5, [51, 61, 71, 81, 91])]),
  ],
  'cylinder-c': [
    ...face('M38 66C34 60 26 62 26 73.5C26 85 34 87 38 81'),
    ...key([
      bar('gap', 2.5, 'M78 44C73 50 83 54 78 60C73 66 83 70 78 76C73 82 83 86 78 92'),
      dimples(75, [51, 67, 83]),
      dimples(81, [46, 60, 76]),
    ]),
  ],
  'rim-lock': [
    second(box(60, 26, 24, 14)),
    second(box(60, 58, 24, 16)),
    ...boxOn('main', 6, 12, 60, 76),
    main(box(86.5, 12, 10, 76)),
    gap(disc(28, 38, 15)),
    second(disc(28, 38, 12.5)),
    slit('M28 30V46'),
    keyhole(28, 60, 18),
    slit('M50 20V80'),
    gap(leaf(11, 17, 11, 40, 2.5)),
  ],
  'mortise-lock': [
    main(box(16, 3, 30, 94)),
    gap(disc(31, 34, 14)),
    bar('gap', 14, 'M33 34H76C84 34 84 38 90 39'),
    second(disc(31, 34, 11.5)),
    bar('second', 9, 'M31 34H76C84 34 84 38 90 39'),
    keyhole(31, 60, 20),
    gap(leaf(21, 9, 21, 26, 2.5)),
  ],
  'hook-bolt': [
    main(box(8, 27, 46, 46)),
    main(box(56.5, 2, 11, 96)),
    second('M70 10H80C90 10 93 17 93 28H84C84 22 82 20 77 20H70Z'),
    second('M70 90H80C90 90 93 83 93 72H84C84 78 82 80 77 80H70Z'),
    second(`${box(70, 36, 18, 7, 2)}${box(70, 46.5, 18, 7, 2)}${box(70, 57, 18, 7, 2)}`),
    gap(disc(32, 50, 11)),
    second(disc(32, 50, 8.5)),
    slit('M32 45V55'),
    gap(leaf(13, 32, 13, 56, 2.5)),
  ],
  'door-chain': [
    main(box(4, 14, 20, 40)),
    gap(`${disc(14, 22, 2.6)}${disc(14, 46, 2.6)}`),
    ...chain(
      [
        [22, 40],
        [28, 52],
        [37, 62],
        [49, 67],
        [61, 64],
        [70, 55],
        [76, 43],
        [79, 30],
      ],
      10,
    ),
    main(box(52, 12, 44, 22)),
    gap(`${disc(88, 23, 5)}${box(60, 20.5, 28, 5, 2.5)}`),
    second(disc(80, 23, 7)),
    gap(leaf(8, 19, 8, 34, 2)),
  ],
  'window-lock': [
    main(`${box(6, 6, 88, 88)}`),
    gap(`${box(14, 14, 28, 72)}${box(58, 14, 28, 72)}`),
    slit('M50 6V94'),
    gap(disc(50, 52, 25)),
    second('M50 30C68 30 74 46 68 60C64 50 58 46 50 46C44 46 41 50 40 56C32 46 36 30 50 30Z'),
    main(box(42, 54, 16, 22)),
    gap(disc(50, 65, 3)),
    gap(leaf(19, 20, 36, 20, 2)),
  ],
  'window-stop': [
    main(box(4, 8, 60, 66)),
    gap(box(12, 16, 44, 50)),
    second('M20 24H28L20 36ZM32 24H38L20 52V44Z'),
    main('M66.5 8H92A4 4 0 0 1 96 12V72H88.5V16H66.5Z'),
    main(box(2, 80, 96, 12)),
    gap(box(63.5, 59.5, 27, 34, 6.5)),
    second(box(66, 62, 22, 29)),
    gap(disc(77, 78, 5.5)),
    second(disc(77, 78, 3)),
    main('M73 52H81V59.5H73ZM68 44H86A4 4 0 0 1 86 52H68A4 4 0 0 1 68 44Z'),
    slit('M4 86H60'),
  ],
  'fingerprint-lock': [
    main(box(14, 3, 38, 94)),
    gap(disc(33, 22, 14)),
    ...['M24 26C22 12 44 12 42 26', 'M28 29C25.5 17 40.5 17 38 29', 'M33 22V31'].map((ridge) =>
      bar('second', 2.5, ridge),
    ),
    gap([44, 52, 60].flatMap((y) => [24, 33, 42].map((x) => disc(x, y, 2.4))).join('')),
    bar('gap', 14, 'M34 76H78C84 76 86 78 90 79'),
    gap(disc(33, 76, 12.5)),
    second(disc(33, 76, 10)),
    bar('second', 9, 'M33 76H78C84 76 86 78 90 79'),
  ],
  'shutter-lock': [
    ...[4, 16, 28, 40, 52].map((y) => main(box(12, y, 76, 9.5, 2.5))),
    main(`${box(2, 2, 7.5, 96, 2.5)}${box(90.5, 2, 7.5, 96, 2.5)}`),
    main(box(12, 64, 76, 32)),
    slit('M12 74H34M66 74H88'),
    second(`${box(14, 80, 20, 8)}${box(66, 80, 20, 8)}`),
    gap(disc(50, 78, 17)),
    second(disc(50, 78, 14.5)),
    keyhole(50, 70, 16),
  ],
};
