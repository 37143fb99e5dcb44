import uPlot from 'uplot';
import { palette } from './palette';

/** What a chart draws besides the line: the threshold, and a bar at the foot while runs bring no value. */
export interface Marks {
  readonly threshold: number | null;
  /** When there was a run without a value. */
  readonly failures: readonly number[];
  /** Milliseconds from run to run. A bar is a little longer, so that a run that comes late leaves no crack. */
  readonly interval: number;
}

export function drawMarks(u: uPlot, { threshold, failures, interval }: Marks): void {
  const { ctx, bbox } = u;
  const pixel = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  if (threshold !== null) {
    const y = Math.round(u.valToPos(threshold, 'y', true)) + 0.5;
    ctx.strokeStyle = palette().threshold;
    ctx.lineWidth = pixel;
    ctx.setLineDash([4 * pixel, 3 * pixel]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.fillStyle = palette().bad;
  const height = 3 * pixel;
  for (const time of failures) {
    const start = Math.round(u.valToPos(time, 'x', true));
    const end = Math.round(u.valToPos(time + interval * 1.25, 'x', true));
    ctx.fillRect(start, bbox.top + bbox.height - height, Math.max(2 * pixel, end - start), height);
  }
  ctx.restore();
}
