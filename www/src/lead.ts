const FLASH: Keyframe[] = [
  { boxShadow: "0 0 0 0 var(--flash)" },
  { boxShadow: "0 0 0 0.75rem var(--flash)", offset: 0.3 },
  { boxShadow: "0 0 0 0 transparent" },
];

/** Brings an element into view, gives it the focus and flashes it; false when there is none. */
export function lead(element: HTMLElement | null): boolean {
  if (!element) return false;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: calm ? "auto" : "smooth" });
  element.focus({ preventScroll: true });
  if (!calm) element.animate(FLASH, 900);
  return true;
}
