import type { Component } from 'svelte';
import type { PanelParts } from './panel-parts.ts';
import type SignInPage from './sign-in/SignInPage.svelte';

/** Views beside today's, each with a tab. Fetched when they are first opened: an officer who opens a stop needs none of them. */
export const LATE_VIEWS = ['schedule', 'bus', 'more'] as const;
export type TabView = 'today' | (typeof LATE_VIEWS)[number];
/** Today's view leads to the last two. */
export type LateView = (typeof LATE_VIEWS)[number] | 'departure' | 'tickets';
export type View = 'today' | LateView;
export type ViewComponent = Component<{ parts: PanelParts }>;

export function loadView(view: LateView): Promise<ViewComponent> {
  switch (view) {
    case 'schedule':
      return import('./schedule/ScheduleView.svelte').then((module) => module.default);
    case 'bus':
      return import('./bus/BusView.svelte').then((module) => module.default);
    case 'more':
      return import('./more/MoreView.svelte').then((module) => module.default);
    case 'departure':
      return import('./departure/DepartureView.svelte').then((module) => module.default);
    case 'tickets':
      return import('./tickets/TicketsView.svelte').then((module) => module.default);
  }
}

/** Nor does a panel whose page is still signed in need the pad. */
export const loadSignIn = (): Promise<typeof SignInPage> =>
  import('./sign-in/SignInPage.svelte').then((module) => module.default);
