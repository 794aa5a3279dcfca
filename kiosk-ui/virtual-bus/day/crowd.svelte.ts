import type { PersonOnPlan } from '@pingan/protocol/rehearsal';

/** Milliseconds in which a figure glides to where its body is now: the bridge tells about four times a second. */
export const GLIDE_MS = 280;

/** Somebody of the crowd as the plan draws them. */
export interface Figure extends Omit<PersonOnPlan, 'faces'> {
  /** Degrees, not folded into one turn: so a figure that faces on from 350 to 10 turns by 20, and not back by 340. */
  turn: number;
}

/** The crowd on the plan. Whoever is not told of any more is gone; nothing is remembered of them. */
export class Crowd {
  figures = $state.raw<readonly Figure[]>([]);

  receive(people: readonly PersonOnPlan[]): void {
    const before = new Map(this.figures.map(({ id, turn }) => [id, turn]));
    const now = new Map(
      people.map(({ faces, ...person }) => [
        person.id,
        { ...person, turn: onwards(before.get(person.id), faces) },
      ]),
    );
    this.figures = [...now.values()];
  }

  /** Whether somebody is so near to a place that a door there stands open. */
  isNear({ x, y }: { x: number; y: number }, reach: number): boolean {
    return this.figures.some(
      (figure) => figure.doing === 'walks' && Math.hypot(figure.x - x, figure.y - y) < reach,
    );
  }
}

/** The turn that shows `faces` and is nearest to the one before. */
function onwards(before: number | undefined, faces: number): number {
  if (before === undefined) return faces;
  const by = (((faces - before) % 360) + 540) % 360;
  return before + by - 180;
}
