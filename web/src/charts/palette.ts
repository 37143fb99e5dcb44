/** The colours of charts. They stand in the style sheet, like all others, and are read again when the theme changes. */
export interface Palette {
  readonly line: string;
  readonly fill: string;
  readonly bad: string;
  readonly badFill: string;
  readonly threshold: string;
  readonly grid: string;
  readonly text: string;
  readonly surface: string;
}

let known: { theme: string | undefined; palette: Palette } | null = null;

export function palette(): Palette {
  const theme = document.documentElement.dataset.theme;
  if (known?.theme !== theme || known === null) known = { theme, palette: readPalette() };
  return known.palette;
}

function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    line: read('--chart-line'),
    fill: read('--chart-fill'),
    bad: read('--chart-bad'),
    badFill: read('--chart-bad-fill'),
    threshold: read('--chart-threshold'),
    grid: read('--chart-grid'),
    text: read('--text-muted'),
    surface: read('--surface'),
  };
}
