import '@fontsource-variable/noto-sans-sc';
import './console.css';
import { mount } from 'svelte';
import Console from './Console.svelte';

mount(Console, { target: document.getElementById('console')! });
