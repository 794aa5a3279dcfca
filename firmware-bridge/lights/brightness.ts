/** Steps a PCA9685 can dim in; a finer change would not reach any lamp. */
export const DUTY_STEPS = 4095;

/**
 * Relative luminance 0..1 of a perceptual brightness 0..1: the inverse of CIE 1976 lightness L*, of which brightness is a
 * hundredth (CIE 15:2004, section 8.2.1.1; κ = 24389/27, a straight line up to 8). An LED's light is as its duty.
 */
export function luminanceOf(brightness: number): number {
  const lightness = 100 * ratio(brightness);
  return lightness > 8 ? ((lightness + 16) / 116) ** 3 : (lightness * 27) / 24389;
}

/** Duty 0..1 for a perceptual brightness 0..1, in whole steps of a PCA9685. A lamp that is meant to glow at all keeps one step. */
export function dutyOf(brightness: number): number {
  if (!(brightness > 0)) return 0;
  return Math.max(1, Math.round(luminanceOf(brightness) * DUTY_STEPS)) / DUTY_STEPS;
}

/** `value` within 0..1; what is no number counts as 0, so that a wrong cue leaves a lamp dark. */
export function ratio(value: number): number {
  return value > 0 ? Math.min(1, value) : 0;
}
