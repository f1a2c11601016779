const FLASH: Keyframe[] = [
  { boxShadow: "0 0 0 0 var(--flash)" },
  { boxShadow: "0 0 0 0.75rem var(--flash)", offset: 0.3 },
  { boxShadow: "0 0 0 0 transparent" },
];

/** Resolves when what is there now has been painted. */
export async function painted(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** Brings an element into view and flashes it, with the focus where the user asked to go there; false when there is none. */
export function lead(element: HTMLElement | null, focus = true): boolean {
  if (!element) return false;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: calm ? "auto" : "smooth" });
  if (focus) element.focus({ preventScroll: true });
  if (!calm) element.animate(FLASH, 900);
  return true;
}
