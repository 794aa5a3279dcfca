import type { Component } from 'svelte';
import type { VisitorStation } from '../station.svelte.ts';
import type { Room } from '../view.ts';

// The registry cannot say per key which view a screen takes; viewOf hands each screen the view of its own kind.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type KindScreen = Component<{ view: any; station: VisitorStation }>;

/** Each room is a chunk of its own, fetched before it is needed: a kind's as soon as a station offers an exhibit of that kind. */
const loaders: Record<Room, () => Promise<{ default: KindScreen }>> = {
  judge: () => import('./judge/JudgeScreen.svelte'),
  collection: () => import('./collection/CollectionScreen.svelte'),
  questions: () => import('./questions/QuestionsScreen.svelte'),
  session: () => import('../SessionScreen.svelte'),
  alarm: () => import('./alarm/AlarmScreen.svelte'),
};

export function loadKind(kind: Room): Promise<KindScreen> {
  return loaders[kind]().then((module) => module.default);
}
