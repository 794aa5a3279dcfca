import { doorLocks } from './door-locks.ts';
import type { ObjectDrawing } from './names.ts';
import { padlocks } from './padlocks.ts';
import type { Figure } from './sheets.ts';
import { tools } from './tools.ts';

const figures: Record<ObjectDrawing, Figure> = { ...padlocks, ...doorLocks, ...tools };

/** What a thing is, where it has no figure of its own. */
export type ThingKind = 'lock' | 'tool' | 'knife' | 'dummy' | 'document' | 'device';

/** The figure of that name, if the set has one. */
export function figureOf(drawing: string): Figure | undefined {
  return Object.hasOwn(figures, drawing) ? figures[drawing as ObjectDrawing] : undefined;
}

const KINDS: [RegExp, ThingKind][] = [
  [/^(knife|dagger)/, 'knife'],
  [/^drug/, 'dummy'],
  [/^tool/, 'tool'],
  [/(cards|warrant|badge)$/, 'document'],
  [/^fraud/, 'device'],
];

/** The kind its name speaks of, for a bus whose profile does not have the thing. */
export function kindNamed(drawing: string): ThingKind {
  return KINDS.find(([name]) => name.test(drawing))?.[1] ?? 'lock';
}
