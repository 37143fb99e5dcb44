/**
 * Moves all charts that can be seen, together, once a second: about a pixel on a tile. A timer waits and one frame draws,
 * because a page that asks for every frame is laid out sixty times a second. Stands still while the tab is hidden.
 */
export const tickSpacing = 1000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let frame = 0;

/** Calls on tickSpacing tick until the function that is returned is called. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) wait();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}

function wait(): void {
  timer = setTimeout(() => (frame = requestAnimationFrame(tick)), tickSpacing);
}

function tick(): void {
  listeners.forEach((listener) => listener());
  wait();
}
