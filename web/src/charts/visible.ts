const watchers = new Map<Element, (visible: boolean) => void>();

/** Charts are made a little before they scroll into view. */
const margin = '200px';

let observer: IntersectionObserver | null = null;

/** Says when an element comes into view and when it leaves, until the function that is returned is called. */
export function onVisible(element: Element, changed: (visible: boolean) => void): () => void {
  observer ??= new IntersectionObserver(
    (entries) => entries.forEach((entry) => watchers.get(entry.target)?.(entry.isIntersecting)),
    { rootMargin: margin },
  );
  watchers.set(element, changed);
  observer.observe(element);
  return () => {
    watchers.delete(element);
    observer?.unobserve(element);
  };
}
