/** Moves all charts that can be seen, together, once a second: about a pixel on a tile. Stands still while the tab is hidden. */
const every = 1000;

const listeners = new Set<() => void>();
let lastTick = 0;
let frame = 0;

/** Calls on every tick until the function that is returned is called. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) frame = requestAnimationFrame(step);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) cancelAnimationFrame(frame);
  };
}

function step(now: number): void {
  if (now - lastTick >= every) {
    lastTick = now;
    listeners.forEach((listener) => listener());
  }
  frame = requestAnimationFrame(step);
}
