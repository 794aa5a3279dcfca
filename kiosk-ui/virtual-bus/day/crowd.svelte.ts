import type { PersonOnPlan } from '@pingan/protocol/rehearsal';
import { type Figure, followed } from './figures.ts';

/** Milliseconds in which a figure glides to where its body is now: the bridge tells about four times a second. */
export const GLIDE_MS = 280;

/** The crowd on the plan. Whoever is not told of any more is gone; nothing is remembered of them. */
export class Crowd {
  figures = $state.raw<readonly Figure[]>([]);

  /** @param scale by how much the plan is enlarged */
  receive(people: readonly PersonOnPlan[], scale = 1): void {
    this.figures = followed(this.figures, people, scale);
  }

  /** Whether somebody is so near to a place that a door there stands open. */
  isNear({ x, y }: { x: number; y: number }, reach: number): boolean {
    return this.figures.some(
      (figure) => figure.doing === 'walks' && Math.hypot(figure.x - x, figure.y - y) < reach,
    );
  }
}
