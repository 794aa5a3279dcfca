/** Pins of an Uno that can dim (ATmega328P timers 0, 1 and 2). */
export const UNO_PWM_PINS: readonly number[] = [3, 5, 6, 9, 10, 11];

/** Where an Uno has its I2C bus: SDA on A4, SCL on A5. With a controller on the board they carry nothing else. */
export const UNO_I2C_PINS = { sda: 18, scl: 19 } as const;

/** Every pin a profile may use: 0 and 1 carry the serial link. */
export const UNO_PINS: readonly number[] = Array.from({ length: 18 }, (_, index) => index + 2);

/** What is printed beside a pin: `D7`, `A3`. */
export function unoPinLabel(pin: number): string {
  return pin < 14 ? `D${pin}` : `A${pin - 14}`;
}
