import './second-round.css';
import { mount } from 'svelte';
import type { SecondRoundContent } from './message.ts';
import SecondRoundPage from './SecondRoundPage.svelte';

const target = document.getElementById('second-round');
const written = document.getElementById('content')?.textContent;
if (target !== null && written) {
  mount(SecondRoundPage, { target, props: { content: JSON.parse(written) as SecondRoundContent } });
}
