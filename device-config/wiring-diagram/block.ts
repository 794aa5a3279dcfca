/** Where the two I2C lines come in at the top of a block and go on at its bottom, beside the middle of its column. */
export const SDA_ASIDE = -0.9;
export const SCL_ASIDE = 0.9;

/** A board or a chip, drawn around the middle of its column. */
export interface Block {
  /** How far it reaches from the middle, to either side. */
  left: number;
  right: number;
  height: number;
  /** The board whose I2C line it hangs on; null where there is none. */
  bus: string | null;
  draw(middle: number, top: number): string;
}

/** Words that take the width they are given. */
export interface Panel {
  heightAt(width: number): number;
  draw(left: number, top: number, width: number): string;
}
