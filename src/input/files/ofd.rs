//! OFD files (GB/T 33190): an archive of pages in XML, whose text and rules are put together as those of PDF are.

use std::collections::BTreeMap;

use super::page::{self, Area, Direction, Matrix, Page};
use crate::document::Document;
use crate::input::InputError;
use crate::input::docx::package::Package;
use crate::input::docx::xml::{Element, Event, Xml};
use crate::input::flow::Budget;
use crate::limits::MAX_PAGES;

/// Bytes of all pages together, after inflating; templates count each time they are used.
const MAX_CONTENT_BYTES: usize = 100_000_000;
/// Rules of a whole file; what has more is a drawing, and the rest of it is left out.
const MAX_RULES: usize = 300_000;
/// From millimetres to points.
const POINTS: f64 = 72.0 / 25.4;
/// How far letters reach below and above the line they stand on, in their size.
const DESCENT: f64 = 0.12;
const ASCENT: f64 = 0.88;

/// Reads an OFD file.
pub(super) fn read(bytes: &[u8]) -> Result<Document, InputError> {
    let mut reader = Reader { package: Package::open(bytes)?, budget: Budget::default(), bytes: 0, rules: 0 };
    let mut pages = Vec::new();
    for root in reader.roots()? {
        reader.document(&root, &mut pages)?;
    }
    if pages.iter().all(|page| !page.has_text()) && pages.iter().any(|page| page.painted) {
        return Err(InputError::Scanned);
    }
    page::read(pages)
}

struct Reader<'a> {
    package: Package<'a>,
    budget: Budget,
    bytes: usize,
    rules: usize,
}

/// What a document says of its pages.
#[derive(Default)]
struct Outline {
    /// Their size, where a page has none of its own.
    size: Option<[f64; 4]>,
    pages: Vec<String>,
    /// By their numbers, the parts that several pages share.
    templates: BTreeMap<String, String>,
}

impl Reader<'_> {
    fn part(&mut self, path: &str) -> Result<String, InputError> {
        let text = self.package.part(path)?.ok_or(InputError::NoMainPart)?;
        self.bytes += text.len();
        if self.bytes > MAX_CONTENT_BYTES {
            return Err(InputError::InflatesTooFar);
        }
        Ok(text)
    }

    /// The main parts of the documents in the file.
    fn roots(&mut self) -> Result<Vec<String>, InputError> {
        let text = self.part("OFD.xml")?;
        let mut xml = Xml::new(text.trim_start_matches('\u{feff}'));
        let mut roots = Vec::new();
        let mut in_root = false;
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(element) => in_root = element.name() == "DocRoot",
                Event::Text(text) if in_root => roots.push(resolved("", text.trim())),
                Event::End | Event::Text(_) => in_root = false,
            }
        }
        if roots.is_empty() { Err(InputError::NoMainPart) } else { Ok(roots) }
    }

    fn document(&mut self, root: &str, pages: &mut Vec<Page>) -> Result<(), InputError> {
        let text = self.part(root).map_err(|error| {
            // An encrypted file lists in another part what stands in place of this one.
            let is_encrypted = self.package.part("Encryptions.xml").is_ok_and(|part| part.is_some());
            if is_encrypted { InputError::Encrypted } else { error }
        })?;
        let mut outline = Outline::default();
        let mut xml = Xml::new(text.trim_start_matches('\u{feff}'));
        let mut in_size = false;
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(element) => {
                    in_size = element.name() == "PhysicalBox";
                    let location = || element.attribute("BaseLoc").map(|location| resolved(root, &location));
                    match (element.name(), location()) {
                        ("Page", Some(location)) => outline.pages.push(location),
                        ("TemplatePage", Some(location)) => {
                            outline.templates.insert(element.attribute("ID").unwrap_or_default(), location);
                        }
                        _ => {}
                    }
                }
                Event::Text(text) if in_size && outline.size.is_none() => outline.size = numbers(&text),
                Event::Text(_) | Event::End => in_size = false,
            }
        }
        if pages.len() + outline.pages.len() > MAX_PAGES {
            return Err(InputError::TooManyPages);
        }
        for path in &outline.pages {
            let page = self.page(path, &outline)?;
            pages.push(page);
        }
        Ok(())
    }

    fn page(&mut self, path: &str, outline: &Outline) -> Result<Page, InputError> {
        let text = self.part(path)?;
        let text = text.trim_start_matches('\u{feff}');
        let mut size = outline.size;
        let mut templates = Vec::new();
        let mut xml = Xml::new(text);
        let mut in_size = false;
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(element) => {
                    in_size = element.name() == "PhysicalBox";
                    match element.name() {
                        "Template" => templates.extend(element.attribute("TemplateID")),
                        "Content" => xml.skip(&element)?,
                        _ => {}
                    }
                }
                Event::Text(text) if in_size => size = numbers(&text).or(size),
                Event::Text(_) | Event::End => in_size = false,
            }
        }
        /// A4.
        const USUAL: [f64; 4] = [0.0, 0.0, 210.0, 297.0];
        let [left, top, width, height] = size.unwrap_or(USUAL);
        let map = Matrix::shift(-left, -top).then(Matrix([POINTS, 0.0, 0.0, POINTS, 0.0, 0.0]));
        let mut page = Page::new(width * POINTS, height * POINTS);
        for template in templates {
            if let Some(path) = outline.templates.get(&template) {
                let text = self.part(path)?;
                self.paint(text.trim_start_matches('\u{feff}'), map, &mut page)?;
            }
        }
        self.paint(text, map, &mut page)?;
        Ok(page.straighten())
    }

    /// Adds what a part shows to a page.
    fn paint(&mut self, text: &str, map: Matrix, page: &mut Page) -> Result<(), InputError> {
        let mut xml = Xml::new(text);
        let mut object = Object::default();
        let mut content = String::new();
        let mut code = None;
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(element) => {
                    content.clear();
                    match element.name() {
                        "TextObject" | "PathObject" | "ImageObject" => {
                            if element.attribute("Visible").as_deref() == Some("false") {
                                xml.skip(&element)?;
                                continue;
                            }
                            object = Object::of(&element, map);
                            if element.name() == "ImageObject" {
                                self.rules += 1;
                                object.map.area(0.0, 0.0, 1.0, 1.0).into_iter().for_each(|area| page.add_rule(area));
                            }
                        }
                        "Clips" => xml.skip(&element)?,
                        "FillColor" => object.fills &= !is_white(&element),
                        "StrokeColor" => object.strokes &= !is_white(&element),
                        "TextCode" => code = Some(TextCode::of(&element)),
                        _ => {}
                    }
                }
                Event::Text(text) => content.push_str(&text),
                Event::End => {
                    if let Some(code) = code.take() {
                        self.text(&object, &code, &content, page)?;
                    } else if !content.trim().is_empty() {
                        self.path(&object, &content, page);
                    }
                    content.clear();
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, object: &Object, code: &TextCode, text: &str, page: &mut Page) -> Result<(), InputError> {
        let Some(direction) = Direction::of(object.map) else { return Ok(()) };
        self.budget.spend_text(text.len())?;
        let characters: Vec<char> = text.chars().filter(|character| !matches!(character, '\n' | '\r' | '\t')).collect();
        let [across, down] = [&code.across, &code.down].map(|steps| expanded(steps, characters.len()));
        let [mut x, mut y] = code.start;
        let runs_down = across.iter().all(|step| *step == 0.0) && down.iter().any(|step| *step != 0.0);
        for (place, character) in characters.iter().enumerate() {
            let usual = object.size * object.stretch * if page::is_wide(*character) { 1.0 } else { 0.5 };
            let step = across.get(place).copied().unwrap_or(0.0);
            let width = if step > 0.0 { step.min(usual) } else { usual };
            let (top, bottom) = (y - ASCENT * object.size, y + DESCENT * object.size);
            let area = object.map.area(x, top, x + width, bottom);
            page.add_glyph(*character, area, page.area(), direction, runs_down);
            x += if across.is_empty() && down.is_empty() { usual } else { step };
            y += down.get(place).copied().unwrap_or(0.0);
        }
        Ok(())
    }

    fn path(&mut self, object: &Object, data: &str, page: &mut Page) {
        let mut whole: Option<Area> = None;
        let mut start = (0.0, 0.0);
        let mut at = start;
        let mut words = data.split_ascii_whitespace();
        while let Some(operator) = words.next() {
            let mut take = |count: usize| -> Vec<f64> {
                words.by_ref().take(count).filter_map(|word| word.parse().ok()).collect()
            };
            let (to, is_line) = match operator {
                "S" | "M" => (take(2), false),
                "L" => (take(2), true),
                "Q" => (take(4), false),
                "B" => (take(6), false),
                "A" => (take(7), false),
                "C" => (vec![start.0, start.1], true),
                _ => continue,
            };
            let [.., x, y] = to.as_slice() else { return };
            let to = (*x, *y);
            if matches!(operator, "S" | "M") {
                start = to;
            }
            let ends = Area::around([at, to].map(|point| object.map.apply(point)));
            if is_line && object.strokes {
                self.rule(ends, page);
            }
            if object.fills && !matches!(operator, "S" | "M") {
                whole = whole.zip(ends).map(|(whole, ends)| whole.with(ends)).or(ends);
            }
            at = to;
        }
        self.rule(whole, page);
    }

    fn rule(&mut self, area: Option<Area>, page: &mut Page) {
        if let Some(area) = area {
            self.rules += 1;
            if self.rules <= MAX_RULES {
                page.add_rule(area);
            }
        }
    }
}

/// A text, path or picture on a page.
struct Object {
    /// From its own plane to the page.
    map: Matrix,
    size: f64,
    /// How much wider letters are than their font has them.
    stretch: f64,
    fills: bool,
    strokes: bool,
}

impl Default for Object {
    fn default() -> Object {
        Object { map: Matrix::IDENTITY, size: 0.0, stretch: 1.0, fills: false, strokes: true }
    }
}

impl Object {
    fn of(element: &Element<'_>, page: Matrix) -> Object {
        let [left, top, ..] = element.attribute("Boundary").and_then(|text| numbers::<4>(&text)).unwrap_or_default();
        let own = element.attribute("CTM").and_then(|text| numbers(&text)).map_or(Matrix::IDENTITY, Matrix);
        let size = element.attribute("Size").and_then(|text| numbers::<1>(&text));
        let stretch = element.attribute("HScale").and_then(|text| numbers::<1>(&text)).map_or(1.0, |[scale]| scale);
        let is = |name: &str, usual: &str| element.attribute(name).as_deref().unwrap_or(usual) == "true";
        Object {
            map: own.then(Matrix::shift(left, top)).then(page),
            size: size.map_or(0.0, |[size]| size),
            stretch,
            fills: is("Fill", "false"),
            strokes: is("Stroke", "true"),
        }
    }
}

/// Where the characters of a piece of text stand.
struct TextCode {
    start: [f64; 2],
    /// How far to the next character.
    across: String,
    down: String,
}

impl TextCode {
    fn of(element: &Element<'_>) -> TextCode {
        let text = |name: &str| element.attribute(name).unwrap_or_default();
        let place = |name: &str| numbers::<1>(&text(name)).map_or(0.0, |[place]| place);
        TextCode { start: [place("X"), place("Y")], across: text("DeltaX"), down: text("DeltaY") }
    }
}

/// Steps between characters: numbers, and `g 3 2.5` for three times the same.
fn expanded(steps: &str, most: usize) -> Vec<f64> {
    let mut words = steps.split_ascii_whitespace();
    let mut expanded = Vec::new();
    while let Some(word) = words.next() {
        let (count, step) = match word {
            "g" => (words.next().and_then(|count| count.parse().ok()).unwrap_or(0), words.next()),
            _ => (1, Some(word)),
        };
        let step: f64 = step.and_then(|step| step.parse().ok()).unwrap_or(0.0);
        expanded.extend(std::iter::repeat_n(step, count.min(most.saturating_sub(expanded.len()))));
    }
    expanded
}

fn numbers<const COUNT: usize>(text: &str) -> Option<[f64; COUNT]> {
    let mut numbers = [0.0; COUNT];
    let mut words = text.split_ascii_whitespace();
    for number in &mut numbers {
        *number = words.next()?.parse().ok()?;
    }
    Some(numbers)
}

/// Whether a colour is that of paper.
fn is_white(colour: &Element<'_>) -> bool {
    const NEARLY: f64 = 248.0;
    let parts = colour.attribute("Value").and_then(|value| numbers::<3>(&value));
    parts.is_some_and(|parts| parts.iter().all(|part| *part >= NEARLY))
}

/// A path in the archive, from another part's folder unless it begins at the archive's root.
fn resolved(from: &str, location: &str) -> String {
    if let Some(absolute) = location.strip_prefix('/') {
        return absolute.to_owned();
    }
    let location = location.strip_prefix("./").unwrap_or(location);
    from.rsplit_once('/').map_or_else(|| location.to_owned(), |(folder, _)| format!("{folder}/{location}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_repeated_and_bounded() {
        assert_eq!(expanded("3.5 g 3 2 1", 9), [3.5, 2.0, 2.0, 2.0, 1.0]);
        assert_eq!(expanded("g 4000000000 1", 2), [1.0, 1.0]);
        assert!(expanded("g x", 2).is_empty());
    }

    #[test]
    fn paths_in_the_archive() {
        assert_eq!(resolved("", "/Doc_0/Document.xml"), "Doc_0/Document.xml");
        assert_eq!(resolved("Doc_0/Document.xml", "Pages/Page_0/Content.xml"), "Doc_0/Pages/Page_0/Content.xml");
        assert_eq!(resolved("Document.xml", "./Content.xml"), "Content.xml");
    }
}
