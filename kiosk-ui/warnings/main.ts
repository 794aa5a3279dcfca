import '@fontsource-variable/noto-sans-sc/index.css';
import '../theme/tokens.css';
import { mount } from 'svelte';
import WarningsPage from './WarningsPage.svelte';

const target = document.getElementById('screen');
if (target !== null) mount(WarningsPage, { target });
