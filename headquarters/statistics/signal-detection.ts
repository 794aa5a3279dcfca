/** Answers to items, a scam being the signal. */
export interface DetectionCounts {
  /** Scams called a scam. */
  hits: number;
  misses: number;
  /** Genuine ones called a scam. */
  falseAlarms: number;
  correctRejections: number;
}

/** A value with its 95 % interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** How well scam and genuine were told apart, and which of the two people leaned to. */
export interface Detection {
  /** d′: 0 is guessing; it does not rise when somebody merely calls everything a scam. */
  dPrime: Estimate;
  /** c: 0 is no leaning, below 0 leans to calling things a scam. */
  criterion: Estimate;
}

/** What became of it from one time to another: later minus earlier. */
export interface DetectionChange {
  dPrime: Estimate;
  criterion: Estimate;
  /** z(F), the readiness to call a genuine one a scam. */
  falseAlarms: Estimate;
}

/** Two-sided 95 %. */
const Z95 = 1.959964;

/**
 * d′ = z(H) − z(F) and c = −½ [z(H) + z(F)] (Macmillan and Creelman 2005, Detection Theory, ch. 1–2) with the log-linear correction
 * (Hautus 1995, Behavior Research Methods 27: 46–51), which keeps both finite where everybody or nobody was right. The intervals
 * rest on the variance of Gourevitch and Galanter (1967, Psychometrika 32: 25–33).
 */
export function detect(counts: DetectionCounts): Detection {
  const { hit, falseAlarm } = zRates(counts);
  const spread = Math.sqrt(hit.variance + falseAlarm.variance);
  return {
    dPrime: estimate(hit.z - falseAlarm.z, spread),
    // c is half of a sum with the same variance as the difference.
    criterion: estimate(-(hit.z + falseAlarm.z) / 2, spread / 2),
  };
}

/** The change of both between two independent sets of answers; their variances add. */
export function detectChange(earlier: DetectionCounts, later: DetectionCounts): DetectionChange {
  const [before, after] = [zRates(earlier), zRates(later)];
  const hits = after.hit.z - before.hit.z;
  const falseAlarms = after.falseAlarm.z - before.falseAlarm.z;
  const varianceF = before.falseAlarm.variance + after.falseAlarm.variance;
  const spread = Math.sqrt(before.hit.variance + after.hit.variance + varianceF);
  return {
    dPrime: estimate(hits - falseAlarms, spread),
    criterion: estimate(-(hits + falseAlarms) / 2, spread / 2),
    falseAlarms: estimate(falseAlarms, Math.sqrt(varianceF)),
  };
}

function estimate(value: number, spread: number): Estimate {
  return { value, low: value - Z95 * spread, high: value + Z95 * spread };
}

interface ZRate {
  z: number;
  variance: number;
}

function zRates({ hits, misses, falseAlarms, correctRejections }: DetectionCounts) {
  return { hit: zRate(hits, misses), falseAlarm: zRate(falseAlarms, correctRejections) };
}

/** z of a rate with half an answer added to either side, and its variance p (1 − p) / (n φ(z)²). */
function zRate(yes: number, no: number): ZRate {
  const n = yes + no + 1;
  const p = (yes + 0.5) / n;
  const z = standardNormalQuantile(p);
  const density = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
  return { z, variance: (p * (1 - p)) / (n * density * density) };
}

/**
 * z(p), the inverse of the standard normal distribution, for 0 < p < 1, to seven figures: algorithm AS 241, PPND7
 * (Wichura 1988, Applied Statistics 37: 477–484).
 */
export function standardNormalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q * polynomial(r, 3.3871327179, 50.434271938, 159.29113202, 59.10937472)) /
      polynomial(r, 1, 17.895169469, 78.757757664, 67.1875636)
    );
  }
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
  const tail =
    r <= 5
      ? polynomial(r - 1.6, 1.4234372777, 2.75681539, 1.3067284816, 0.17023821103) /
        polynomial(r - 1.6, 1, 0.7370016425, 0.12021132975)
      : polynomial(r - 5, 6.657905115, 3.081226386, 0.42868294337, 0.017337203997) /
        polynomial(r - 5, 1, 0.24197894225, 0.012258202635);
  return q < 0 ? -tail : tail;
}

function polynomial(x: number, ...coefficients: number[]): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
