/** What the user gave, as it came. */
export interface Draft {
  /** The file's name, or null for a paste. */
  name: string | null;
  mime: string;
  content: string | Uint8Array;
}

/** Files larger than this are not even read: the tab would run out of memory before the checker could refuse them. */
const LARGEST_FILE = 256 * 1024 * 1024;

/** A draft that the page itself cannot take. */
export class DraftRefused extends Error {}

/**
 * The draft in a paste or a drop, or null when there is none. HTML comes first, for only there do tables keep their
 * cells; Word puts a picture of the text beside it.
 */
export async function fromTransfer(transfer: DataTransfer): Promise<Draft | null> {
  for (const mime of ["text/html", "text/plain"]) {
    const content = transfer.getData(mime);
    if (content.trim()) return { name: null, mime, content };
  }
  const file = transfer.files[0];
  return file ? fromFile(file) : null;
}

/** The draft in a file. */
export async function fromFile(file: File): Promise<Draft> {
  if (file.size > LARGEST_FILE) {
    throw new DraftRefused(
      `“${file.name}”有 ${Math.round(file.size / 1024 / 1024)} MB，超过了网页能打开的 256 MB，请只保留年度报告正文后再试。`,
    );
  }
  try {
    return { name: file.name, mime: file.type, content: new Uint8Array(await file.arrayBuffer()) };
  } catch (cause) {
    throw new DraftRefused(`“${file.name}”没有读出来，请确认它是一个文件（不是文件夹）、没有被移走，再选一次。`, { cause });
  }
}
