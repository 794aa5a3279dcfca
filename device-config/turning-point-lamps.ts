/**
 * The five ceiling lamps that light whenever any story reaches their turning point. Part of every profile, so that
 * visitors meet the same five on every bus and stories may count on them.
 */
export const TURNING_POINT_LAMPS = [
  'moved',
  'hushed',
  'money-first',
  'keys-handed-over',
  'pay-to-withdraw',
] as const;
