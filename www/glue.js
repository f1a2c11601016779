
// What the build adds to the module that wasm-bindgen writes.

/** Forgets the instance; `init` makes a new one. The module alone keeps its first instance for ever, also after a trap. */
export function discard() {
    wasm = undefined;
}

/**
 * Checks a draft: a string, the bytes of a file, or the `document` of a review, changed or not. Throws an `Error` with a
 * Chinese message for a bad input.
 */
export function check(draft, options) {
    const { name, mime, edition, previous, disable, document } = options ?? {};
    const codes = Array.from(disable ?? []).filter((code) => typeof code === "string");
    const words = [name, mime, edition, codes.join(" ")].map((value) => (typeof value === "string" ? value : ""));
    const earlier = previous ?? undefined;
    return checkGiven(...folded(draft), earlier !== undefined, ...folded(earlier), ...words, Boolean(document));
}

/** The official forms as data, for drawing tables. */
export function forms() {
    return JSON.parse(formsWritten());
}

/** A number's shortest digits. */
function printed(number) {
    return String(number);
}

/** An error that says why a draft cannot be checked. */
function refusal(sentence, code) {
    return Object.assign(new Error(sentence), code ? { code } : {});
}

/**
 * A document as text and numbers (`document_of` in src/wasm.rs); all else stays as it is. The text is followed by the hidden
 * ones; the numbers are the length of the text, how many are hidden, of each its place and length, then the blocks: place,
 * columns (0 for a paragraph), level or rows, and the cells.
 */
function folded(draft) {
    if (typeof draft === "string") return [draft, undefined, undefined];
    if (draft instanceof Uint8Array) return [undefined, draft, undefined];
    const { text, blocks, hidden = [] } = draft ?? {};
    const none = [undefined, undefined, undefined];
    if (typeof text !== "string" || ![blocks, hidden].every(Array.isArray)) return none;
    const numbers = [text.length, hidden.length];
    let end = text.length;
    for (const place of hidden) numbers.push(place?.start, place?.end, (end += place?.text?.length));
    for (const block of blocks) {
        const table = block?.kind === "table";
        numbers.push(block?.start, block?.end, table ? block.columns : 0, (table ? block.rows : block?.level) ?? 0);
        if (!table) continue;
        const cells = Array.isArray(block.cells) ? block.cells : [undefined];
        numbers.push(cells.length);
        for (const cell of cells) {
            numbers.push(cell?.start, cell?.end, cell?.row, cell?.column, cell?.rowspan, cell?.colspan);
        }
    }
    const sound = numbers.every((number) => Number.isInteger(number) && number >= 0 && number < 2 ** 32);
    return sound ? [text + hidden.map((place) => place.text).join(""), undefined, Uint32Array.from(numbers)] : none;
}

/** The review that compact data (src/json.rs) and the text into which its places point make. */
function unfolded(json, text) {
    // By index: to take a list apart calls an iterator for each of its members.
    const place = (list, at = 1) => ({
        start: list[at],
        end: list[at + 1],
        line: list[at + 2],
        column: list[at + 3],
        text: text.slice(list[at], list[at + 4]),
        context: text.slice(list[at + 5], list[at + 6]),
        cell: list[0],
    });
    const blocks = (numbers) => {
        const list = [];
        for (let at = 0; at < numbers.length; ) {
            const [start, end, columns, other] = numbers.slice(at, (at += 4));
            if (columns === 0) {
                list.push({ kind: "paragraph", start, end, level: other || null });
                continue;
            }
            const cells = [];
            for (let left = numbers[at++]; left > 0; left -= 1) {
                const [start, end, row, column, rowspan, colspan] = numbers.slice(at, (at += 6));
                cells.push({ start, end, row, column, rowspan, colspan });
            }
            list.push({ kind: "table", start, end, rows: other, columns, cells });
        }
        return list;
    };
    const unfold = (review) => {
        const { report, document } = review;
        for (const section of report.sections) section.location = place(section.location);
        const cells = report.cells;
        report.cells = {};
        for (const list of cells) {
            const location = list.length > 4 ? place(list, 4) : null;
            const cell = { value: list[1], text: location ? text.slice(location.start, location.end) : "", state: list[2] };
            if (list[3].length) cell.may_be = list[3];
            cell.location = location;
            report.cells[list[0]] = cell;
        }
        if (report.cut) report.cut = place(report.cut);
        for (const finding of review.findings) {
            finding.location = place(finding.location);
            for (const related of finding.related) related.location = place(related.location);
        }
        for (const repair of review.repairs) {
            for (const change of repair.changes) change.location = place(change.location);
        }
        if (document) {
            document.text = text;
            document.blocks = blocks(document.blocks);
        }
        review.more?.forEach(unfold);
        return review;
    };
    return unfold(JSON.parse(json));
}
