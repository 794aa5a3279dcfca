import { mount } from 'svelte';
import OneButton from './OneButton.svelte';

mount(OneButton, { target: document.body });
