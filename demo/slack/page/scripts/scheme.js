import { element } from './state.js';

/** Light or dark, as chosen or as the computer has it. The drawing library's own styles look at `data-theme`, so ours do too. */
export function tendScheme() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const choose = scheme => {
    localStorage.setItem('scheme', scheme);
    element('scheme').value = scheme;
    document.documentElement.dataset.theme = scheme === 'dark' || (scheme === 'auto' && dark.matches) ? 'dark' : 'light';
  };
  choose(localStorage.getItem('scheme') ?? 'auto');
  element('scheme').addEventListener('change', event => choose(event.target.value));
  dark.addEventListener('change', () => choose(element('scheme').value));
}
