/** Where a profile does not say how far apart the beams of a door are: the middle of what docs/wiring.md asks for, in millimetres. */
const USUAL_MM = 200;

/** Millimetres between the two beams of a door. */
export function beamsApart({ apart }: { apart?: number | undefined }): number {
  return apart ?? USUAL_MM;
}
