/** Somebody of a crowd. All of it comes from the seed. */
export interface Person {
  id: number;
  look: 'child' | 'adult' | 'elder';
  /** Millimetres a second. */
  pace: number;
  /** From chest to back, in millimetres: how long a beam stays broken. */
  depth: number;
}
