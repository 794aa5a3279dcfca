/** Channels of every chip that a profile may name. */
export const CHANNELS: readonly number[] = Array.from({ length: 16 }, (_, channel) => channel);

export type Chip = 'pca9685' | 'mcp23017';

interface ChipKind {
  /** As printed on it. */
  name: string;
  /** As it stands in a sentence. */
  one: string;
  carries: 'lamp' | 'contact';
  /** 7-bit addresses that its address inputs can set, both included. */
  lowest: number;
  highest: number;
  /** What is printed beside a channel. */
  label: (channel: number) => string;
}

export const CHIPS: Readonly<Record<Chip, ChipKind>> = {
  pca9685: {
    name: 'PCA9685',
    one: 'a PCA9685',
    carries: 'lamp',
    lowest: 0x40,
    highest: 0x7f,
    label: (channel) => `LED${channel}`,
  },
  mcp23017: {
    name: 'MCP23017',
    one: 'an MCP23017',
    carries: 'contact',
    lowest: 0x20,
    highest: 0x27,
    label: (channel) => (channel < 8 ? `GPA${channel}` : `GPB${channel - 8}`),
  },
};

/** Every PCA9685 answers here as well, from power-up on: its all-call address. */
export const PCA9685_ALL_CALL = 0x70;

/** `0x40`, as addresses are printed on boards and in data sheets. */
export function i2cAddress(address: number): string {
  return `0x${address.toString(16).padStart(2, '0')}`;
}
