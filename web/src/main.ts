import { mount } from 'svelte';
import 'uplot/dist/uPlot.min.css';
import './styles/tokens.css';
import './styles/base.css';
import App from './App.svelte';
import { language } from './lib/i18n/language.svelte';
import { theme } from './lib/theme.svelte';

theme.start();
language.start();

const place = document.getElementById('app');
if (place) mount(App, { target: place });
