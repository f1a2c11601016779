// A zip archive of text files, without compression.
import { crc32 } from "node:zlib";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Version 2.0; names in UTF-8. */
const VERSION = 20;
const UTF8 = 0x0800;

/** The bytes of an archive that holds these files, by path. */
export function archive(files) {
  const locals = [];
  const centrals = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(path);
    const content = Buffer.from(text);
    // Method, time and date are 0: stored, at no time.
    const common = [[2, VERSION], [2, UTF8], [2, 0], [2, 0], [2, 0], [4, crc32(content)], [4, content.length], [4, content.length], [2, name.length], [2, 0]];
    const local = Buffer.concat([fields([[4, LOCAL], ...common]), name, content]);
    centrals.push(fields([[4, CENTRAL], [2, VERSION], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), name);
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const count = Object.keys(files).length;
  const end = fields([[4, END], [2, 0], [2, 0], [2, count], [2, count], [4, central.length], [4, offset], [2, 0]]);
  return Buffer.concat([...locals, central, end]);
}

/** Little-endian numbers, each with its width in bytes. */
function fields(list) {
  const bytes = Buffer.alloc(list.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of list) at = bytes.writeUIntLE(value, at, width);
  return bytes;
}
