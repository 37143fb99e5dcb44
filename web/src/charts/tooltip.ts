import type uPlot from 'uplot';

/** Shows beside the pointer what the point under it stands for. */
export function tooltip(describe: (time: number, value: number | null) => string): uPlot.Plugin {
  const box = document.createElement('div');
  box.className = 'chart-tooltip';
  box.hidden = true;
  return {
    hooks: {
      init: (u) => void u.over.append(box),
      setCursor: (u) => {
        const { idx, left = -1 } = u.cursor;
        const time = idx == null ? undefined : u.data[0][idx];
        box.hidden = left < 0 || idx == null || time === undefined;
        if (box.hidden || idx == null || time === undefined) return;
        box.textContent = describe(time, u.data[1]?.[idx] ?? null);
        const x = u.valToPos(time, 'x');
        box.style.left = `${Math.round(x)}px`;
        box.dataset.side = x > u.over.clientWidth / 2 ? 'left' : 'right';
      },
    },
  };
}
