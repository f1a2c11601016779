
// What the build adds to the module that wasm-bindgen writes.

/** Forgets the instance; `init` makes a new one. The module alone keeps its first instance for ever, also after a trap. */
export function discard() {
    wasm = undefined;
}

/** The review that compact data (src/json.rs) and the text into which its places point make. */
function unfold(json, text) {
    const place = ([cell, start, end, line, column, shown, from, to]) =>
        ({ start, end, line, column, text: text.slice(start, shown), context: text.slice(from, to), cell });
    const unfolded = (review) => {
        const { report, document } = review;
        for (const section of report.sections) section.location = place(section.location);
        const cells = report.cells;
        report.cells = {};
        for (const [name, value, state, mayBe, ...numbers] of cells) {
            const location = numbers.length ? place([name, ...numbers]) : null;
            const cell = { value, text: location ? text.slice(location.start, location.end) : "", state };
            if (mayBe.length) cell.may_be = mayBe;
            cell.location = location;
            report.cells[name] = cell;
        }
        if (report.cut) report.cut = place(report.cut);
        for (const finding of review.findings) {
            finding.location = place(finding.location);
            for (const related of finding.related) related.location = place(related.location);
        }
        for (const repair of review.repairs) {
            for (const change of repair.changes) change.location = place(change.location);
        }
        if (document) document.text = text;
        review.more?.forEach(unfolded);
        return review;
    };
    return unfolded(JSON.parse(json));
}
