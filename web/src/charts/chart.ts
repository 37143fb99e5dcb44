import uPlot from 'uplot';
import type { History, Unit } from '../api/targets';
import { clock } from '../lib/clock.svelte';
import { historyLength } from '../live/history';
import { drawMarks, type Marks } from './marks';
import { palette } from './palette';
import { dots, toSeries, verticalRange } from './series';
import { onTick, tickSpacing } from './ticker';

/** What a chart shows. */
export interface ChartData {
  readonly history: History;
  readonly interval: number;
  readonly unit: Unit;
  readonly threshold: number | null;
  readonly healthy: boolean;
}

/** What a sparkline and a full chart do not have in common. */
export type ChartLook = Pick<uPlot.Options, 'padding' | 'axes' | 'plugins'> & { readonly lineWidth: number };

/** The last five minutes of one value in an element, moving by itself, until it is destroyed. */
export class Chart {
  readonly #plot: uPlot;
  readonly #stop: () => void;
  readonly #resize: ResizeObserver;
  #data: ChartData;
  #marks: Marks;
  #drawnAt = 0;

  constructor(element: HTMLElement, data: ChartData, look: ChartLook) {
    this.#data = data;
    this.#marks = marksOf(data);
    const { clientWidth: width, clientHeight: height } = element;
    this.#plot = new uPlot(this.#options(width, height, look), toSeries(data.history, data.interval), element);
    this.#stop = onTick(() => this.#move());
    this.#resize = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth > 0) this.#plot.setSize({ width: clientWidth, height: clientHeight });
    });
    this.#resize.observe(element);
  }

  show(data: ChartData): void {
    if (data.history === this.#data.history && data.threshold === this.#data.threshold) {
      this.#data = data;
      this.redraw();
      return;
    }
    this.#data = data;
    this.#marks = marksOf(data);
    this.#plot.setData(toSeries(data.history, data.interval));
  }

  /** Draws again, in the colours of the theme. */
  redraw(): void {
    this.#plot.redraw(false);
  }

  destroy(): void {
    this.#stop();
    this.#resize.disconnect();
    this.#plot.destroy();
  }

  /** A line that has just got its newest point stands where it belongs. */
  #move(): void {
    if (performance.now() - this.#drawnAt < tickSpacing) return;
    const [min, max] = present();
    this.#plot.setScale('x', { min, max });
  }

  #options(width: number, height: number, look: ChartLook): uPlot.Options {
    const { lineWidth, ...rest } = look;
    return {
      ...rest,
      width,
      height,
      ms: 1,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 7, width: 1.5 } },
      scales: {
        x: { range: present },
        y: { range: (_, min, max) => verticalRange(min, max, this.#data.unit, this.#data.threshold) },
      },
      series: [
        {},
        {
          width: lineWidth,
          stroke: () => (this.#data.healthy ? palette().line : palette().bad),
          fill: () => (this.#data.healthy ? palette().fill : palette().badFill),
          points: {
            show: true,
            size: lineWidth * 2 + 2,
            width: 0,
            fill: () => (this.#data.healthy ? palette().line : palette().bad),
            filter: (u, series) => dots(u.data[series] ?? []),
          },
        },
      ],
      hooks: { drawSeries: [(u) => drawMarks(u, this.#marks)], draw: [() => (this.#drawnAt = performance.now())] },
    };
  }
}

function present(): [number, number] {
  const now = clock.read();
  return [now - historyLength, now];
}

function marksOf({ history, threshold, interval }: ChartData): Marks {
  return { threshold, interval, failures: history.times.filter((_, i) => history.values[i] === null) };
}
