export { playableExhibits, reviewPending } from './pack.ts';
