import { mayBeReport } from "./formats";

/** What the user gave, as it came. */
export interface Draft {
  /** The file's name, or null for a paste. */
  name: string | null;
  mime: string;
  content: string | Uint8Array;
}

/** A file with its path inside the folder that was given, or its name. */
export interface Found {
  file: File;
  path: string;
}

/** What a paste, a drop or a choice holds: one draft, or several files. */
export type Given = { draft: Draft } | { files: Found[]; leftOut: number };

/** Files larger than this are not even read: the tab would run out of memory before the checker could refuse them. */
const LARGEST_FILE = 256 * 1024 * 1024;

/** More files than this are no folder of reports. */
const MOST_FILES = 5000;

/** Folders inside folders are followed no deeper. */
const DEEPEST = 16;

/** A draft that the page itself cannot take. */
export class DraftRefused extends Error {}

/**
 * What is in a paste or a drop, or null when there is nothing. HTML comes first, for only there do tables keep their
 * cells; Word puts a picture of the text beside it.
 */
export async function fromTransfer(transfer: DataTransfer): Promise<Given | null> {
  for (const mime of ["text/html", "text/plain"]) {
    const content = transfer.getData(mime);
    if (content.trim()) return { draft: { name: null, mime, content } };
  }
  // Both are gone once the event is over, so they are taken before anything is waited for.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  const files = [...transfer.files].map((file) => ({ file, path: file.name }));
  if (!entries.some(({ isDirectory }) => isDirectory)) return files.length > 0 ? fromFiles(files) : null;
  return fromFiles(await filesIn(entries));
}

/** What is in the files that were chosen; of several, those that may be reports. */
export async function fromFiles(files: Found[]): Promise<Given> {
  const [first] = files;
  if (files.length === 1 && first) return { draft: await fromFile(first.file) };
  const reports = files.filter(({ file }) => mayBeReport(file.name));
  if (reports.length === 0) throw new DraftRefused("这里面没有可以检查的文件，请看看是不是选错了文件夹。");
  if (reports.length > MOST_FILES) throw new DraftRefused(`这里面有 ${reports.length} 个文件，超过了一次 ${MOST_FILES} 个的上限，请分几次选。`);
  return { files: reports, leftOut: files.length - reports.length };
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

/** The files in folders that were dropped, folders inside them included. */
async function filesIn(entries: FileSystemEntry[], depth = 0): Promise<Found[]> {
  const found: Found[] = [];
  for (const entry of entries) {
    if (found.length > MOST_FILES || depth > DEEPEST) break;
    if (entry.isDirectory) {
      found.push(...(await filesIn(await entriesOf(entry as FileSystemDirectoryEntry), depth + 1)));
    } else {
      const file = await new Promise<File | null>((resolve) => (entry as FileSystemFileEntry).file(resolve, () => resolve(null)));
      if (file) found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    }
  }
  return found;
}

/** A folder hands out its entries a hundred at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0 || all.length > MOST_FILES) return all;
    all.push(...some);
  }
}
