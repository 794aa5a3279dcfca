import type { Component } from 'svelte';
import type { VisitorStation } from './station.svelte.ts';
import type { View } from './view.ts';
import type { Words } from './words.ts';

type SessionStep = 'item' | 'item-feedback' | 'closing';
type SessionScreen<At extends SessionStep> = Component<{
  says: Words;
  view: Extract<View, { at: At }>;
  station: VisitorStation;
}>;

/** The screens around an exhibit: messages to tell apart before and after it, and thanks at the end. */
export const sessionScreens: { [At in SessionStep]?: SessionScreen<At> } = {};
