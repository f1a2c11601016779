/** Something to be pasted elsewhere: as HTML where the other program takes it, and as text. */
export interface Copy {
  text: string;
  html?: string;
}

/**
 * Puts something on the clipboard; false when the browser does not allow it. The copy command comes first: it works on
 * plain http too, and hands the HTML on as it is, where the newer way rewrites it.
 */
export async function copy({ text, html }: Copy): Promise<boolean> {
  let taken = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    if (html !== undefined) event.clipboardData?.setData("text/html", html);
    event.preventDefault();
    event.stopImmediatePropagation();
    taken = event.clipboardData !== null;
  };
  document.addEventListener("copy", fill, { capture: true });
  try {
    if (document.execCommand("copy") && taken) return true;
  } finally {
    document.removeEventListener("copy", fill, { capture: true });
  }
  try {
    const parts = { "text/plain": text, ...(html === undefined ? {} : { "text/html": html }) };
    const blobs = Object.entries(parts).map(([type, part]) => [type, new Blob([part], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    return false;
  }
}
