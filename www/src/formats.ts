/** The endings of files that can be read; a file dialog offers them, and the checker itself looks at the content. */
const ENDINGS = "doc docx wps pdf ofd rtf xls xlsx et txt md csv html htm mht mhtml zip".split(" ");

/** For a file dialog. */
export const ACCEPT = ENDINGS.map((ending) => `.${ending}`).join(",");

/** Whether a file of a folder may be a report; the traces of open Word files and of the system are none. */
export function mayBeReport(name: string): boolean {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return ENDINGS.includes(ending) && !name.startsWith("~$") && !name.startsWith(".");
}
