import type { PersonOnPlan } from '@pingan/protocol/rehearsal';

/** Somebody of the crowd as the plan draws them. */
export interface Figure extends Omit<PersonOnPlan, 'faces'> {
  /** Degrees, not folded into one turn: so a figure that faces on from 350 to 10 turns by 20, and not back by 340. */
  turn: number;
}

/** Those who are there now, each turned on from how they were drawn before. */
export function followed(
  before: readonly Figure[],
  people: readonly PersonOnPlan[],
  scale: number,
): Figure[] {
  const turns = new Map(before.map(({ id, turn }) => [id, turn]));
  const now = people.map(({ faces, ...person }): [number, Figure] => [
    person.id,
    {
      ...person,
      ...{ x: person.x * scale, y: person.y * scale, turn: onwards(turns.get(person.id), faces) },
    },
  ]);
  return [...new Map(now).values()];
}

/** The turn that shows `faces` and is nearest to the one before. */
function onwards(before: number | undefined, faces: number): number {
  if (before === undefined) return faces;
  const by = (((faces - before) % 360) + 540) % 360;
  return before + by - 180;
}
