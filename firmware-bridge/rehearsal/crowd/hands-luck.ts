/** Luck from a seed, as far as hands need it. */
export interface HandsLuck {
  between(low: number, high: number): number;
  happens(chance: number): boolean;
  oneOf<T>(list: readonly T[]): T;
  share(): number;
}
