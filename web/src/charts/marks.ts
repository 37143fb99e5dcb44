import uPlot from 'uplot';
import { palette } from './palette';

/** What both charts draw besides the line: the threshold, and a tick at the foot for every run that brought no value. */
export interface Marks {
  readonly threshold: number | null;
  readonly failures: readonly number[];
}

export function drawMarks(u: uPlot, { threshold, failures }: Marks): void {
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
  const height = 5 * pixel;
  for (const time of failures) {
    const x = Math.round(u.valToPos(time, 'x', true) - pixel);
    ctx.fillRect(x, bbox.top + bbox.height - height, 2 * pixel, height);
  }
  ctx.restore();
}
