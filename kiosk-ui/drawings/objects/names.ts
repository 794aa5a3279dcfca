/** The twenty locks of the shelf, as `drawing:` names them in a collection. */
export const LOCKS = [
  'padlock-old',
  'padlock-brass',
  'padlock-disc',
  'padlock-combination',
  'u-lock',
  'cable-lock',
  'chain-lock',
  'disc-brake-lock',
  'cylinder-cross',
  'cylinder-a',
  'cylinder-b',
  'cylinder-c',
  'rim-lock',
  'mortise-lock',
  'hook-bolt',
  'door-chain',
  'window-lock',
  'window-stop',
  'fingerprint-lock',
  'shutter-lock',
] as const;

/** The six tools, drawn as silhouettes: to be recognised, never to be worked with. */
export const TOOLS = ['pry-bar', 'bolt-cutter', 't-bar', 'pick-set', 'latch-card', 'jammer'] as const;

export type LockDrawing = (typeof LOCKS)[number];
export type ToolDrawing = (typeof TOOLS)[number];
export type ObjectDrawing = LockDrawing | ToolDrawing;
