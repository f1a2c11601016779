//! What a page's content paints: its operators, followed as far as they place text and rules.

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::{Page as Source, Resources};

use super::font::Font;
use super::lexer::{Lexer, Token};
use super::stream::Allowance;
use crate::input::files::page::{Area, Direction, Matrix, Page};
use crate::input::flow::Budget;
use crate::input::{Decoder, InputError};

/// Rules of a whole file; what has more is a drawing, and the rest of it is left out.
const MAX_RULES: usize = 300_000;
/// Forms inside forms, and states saved and not restored.
const MAX_FORMS: usize = 12;
const MAX_STATES: usize = 256;
/// Operands of one operator, the pieces of a line with its gaps among them.
const MAX_OPERANDS: usize = 20_000;
/// What looking up a font or picture costs of a file's allowance.
const LOOK_UP: usize = 100;

/// How far a font's letters reach below and above the line they stand on, in its size.
const DESCENT: f64 = -0.12;
const ASCENT: f64 = 0.88;

/// Follows the contents of one file's pages.
pub(super) struct Painter {
    decode: Option<Decoder>,
    /// By where their dictionaries stand.
    fonts: BTreeMap<(usize, usize), Rc<Font>>,
    budget: Budget,
    allowance: Allowance,
    rules: usize,
    /// Characters in all, and those of which the file does not tell what they say.
    pub(super) characters: usize,
    pub(super) unknown: usize,
}

/// The graphics state.
#[derive(Clone)]
struct State {
    map: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character_spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    fills_white: bool,
    strokes_white: bool,
    /// What is painted outside is not seen.
    clip: Area,
}

/// Follows one stream.
struct Stroke<'a, 'b> {
    painter: &'b mut Painter,
    page: &'b mut Page,
    resources: &'b Resources<'a>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    path: Path,
}

/// The path under construction, in the page's plane.
#[derive(Default)]
struct Path {
    lines: Vec<(Point, Point)>,
    /// The box of each part that can be filled.
    parts: Vec<Option<Area>>,
    start: Point,
    at: Point,
    curved: bool,
    clips: bool,
}

type Point = (f64, f64);

impl Painter {
    pub(super) fn new(decode: Option<Decoder>) -> Painter {
        Painter {
            decode,
            fonts: BTreeMap::new(),
            budget: Budget::default(),
            allowance: Allowance::new(),
            rules: 0,
            characters: 0,
            unknown: 0,
        }
    }

    /// What a page shows.
    pub(super) fn page(&mut self, source: &Source<'_>) -> Result<Page, InputError> {
        let (width, height) = source.render_dimensions();
        let mut page = Page::new(width.into(), height.into());
        let map = Matrix(source.initial_transform(true).as_coeffs());
        let mut content = Vec::new();
        let dict = source.raw();
        if let Some(stream) = dict.get::<Stream<'_>>("Contents") {
            content = self.allowance.unpack(&stream)?;
        } else if let Some(streams) = dict.get::<Array<'_>>("Contents") {
            for stream in streams.iter::<Object<'_>>().filter_map(Object::into_stream) {
                content.extend(self.allowance.unpack(&stream)?);
                content.push(b'\n');
            }
        }
        let state = State::new(map, page.area());
        self.paint(&content, &mut page, source.resources(), state, 0)?;
        Ok(page.straighten())
    }

    fn paint(
        &mut self,
        content: &[u8],
        page: &mut Page,
        resources: &Resources<'_>,
        state: State,
        depth: usize,
    ) -> Result<(), InputError> {
        let mut stroke = Stroke {
            painter: self,
            page,
            resources,
            state,
            saved: Vec::new(),
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            path: Path::default(),
        };
        let mut lexer = Lexer::new(content);
        let mut operands = Vec::new();
        while let Some(token) = lexer.next() {
            match token {
                Token::Operator(b"ID") => {
                    lexer.skip_picture();
                    stroke.page.painted = true;
                    operands.clear();
                }
                Token::Operator(operator) => {
                    stroke.apply(operator, &operands, depth)?;
                    operands.clear();
                }
                token if operands.len() < MAX_OPERANDS => operands.push(token),
                _ => {}
            }
        }
        Ok(())
    }

    fn font(&mut self, dict: &Dict<'_>) -> Result<Rc<Font>, InputError> {
        let key = (dict.data().as_ptr().addr(), dict.data().len());
        if let Some(font) = self.fonts.get(&key) {
            return Ok(Rc::clone(font));
        }
        let font = Rc::new(Font::read(dict, self.decode, &mut self.allowance)?);
        self.fonts.insert(key, Rc::clone(&font));
        Ok(font)
    }
}

impl State {
    fn new(map: Matrix, clip: Area) -> State {
        State {
            map,
            font: None,
            size: 0.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            fills_white: false,
            strokes_white: false,
            clip,
        }
    }
}

/// The numbers among operands, as many as an operator takes.
fn numbers<const COUNT: usize>(operands: &[Token<'_>]) -> Option<[f64; COUNT]> {
    let mut numbers = [0.0; COUNT];
    let last = operands.get(operands.len().checked_sub(COUNT)?..)?;
    for (number, operand) in numbers.iter_mut().zip(last) {
        let Token::Number(value) = operand else { return None };
        *number = *value;
    }
    Some(numbers)
}

/// Whether a colour is that of paper: by its components in grey, red green blue, or cyan magenta yellow black.
fn is_white(operands: &[Token<'_>]) -> bool {
    const NEARLY: f64 = 0.97;
    match operands {
        [Token::Number(grey)] => *grey >= NEARLY,
        [Token::Number(red), Token::Number(green), Token::Number(blue)] => red.min(*green).min(*blue) >= NEARLY,
        [Token::Number(_), Token::Number(_), Token::Number(_), Token::Number(_)] => {
            operands.iter().all(|ink| matches!(ink, Token::Number(ink) if *ink <= 1.0 - NEARLY))
        }
        _ => false,
    }
}

impl Stroke<'_, '_> {
    fn apply(&mut self, operator: &[u8], operands: &[Token<'_>], depth: usize) -> Result<(), InputError> {
        match operator {
            b"q" if self.saved.len() < MAX_STATES => self.saved.push(self.state.clone()),
            b"Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            b"cm" => {
                if let Some(map) = numbers(operands) {
                    self.state.map = Matrix(map).then(self.state.map);
                }
            }
            b"g" | b"rg" | b"k" | b"sc" | b"scn" => self.state.fills_white = is_white(operands),
            b"G" | b"RG" | b"K" | b"SC" | b"SCN" => self.state.strokes_white = is_white(operands),
            b"W" | b"W*" => self.path.clips = true,
            b"Do" => self.paint_object(operands, depth)?,
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => self.build(operator, operands),
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => self.paint_path(operator),
            _ => self.apply_to_text(operator, operands)?,
        }
        Ok(())
    }

    fn build(&mut self, operator: &[u8], operands: &[Token<'_>]) {
        let map = self.state.map;
        let path = &mut self.path;
        match operator {
            b"m" => {
                if let Some([x, y]) = numbers(operands) {
                    path.begin(map.apply((x, y)));
                }
            }
            b"l" => {
                if let Some([x, y]) = numbers(operands) {
                    path.line_to(map.apply((x, y)));
                }
            }
            b"c" | b"v" | b"y" => {
                if let Some([x, y]) = numbers(operands) {
                    path.curved = true;
                    path.begin(map.apply((x, y)));
                }
            }
            b"re" => {
                if let Some([x, y, width, height]) = numbers(operands) {
                    path.begin(map.apply((x, y)));
                    for corner in [(x + width, y), (x + width, y + height), (x, y + height)] {
                        path.line_to(map.apply(corner));
                    }
                    path.line_to(path.start);
                }
            }
            _ => path.line_to(path.start),
        }
    }

    fn paint_path(&mut self, operator: &[u8]) {
        let mut path = std::mem::take(&mut self.path);
        let state = &self.state;
        if matches!(operator, b"s" | b"b" | b"b*") {
            path.line_to(path.start);
        }
        if matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*") && !state.fills_white {
            path.parts.iter().flatten().for_each(|area| self.add_rule(*area));
            self.page.painted |= path.curved;
        }
        if matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*") && !self.state.strokes_white {
            for (from, to) in path.lines {
                if let Some(area) = Area::around([from, to]) {
                    self.add_rule(area);
                }
            }
        }
        if path.clips && !path.curved {
            // The box is enough: tables and pages are clipped to boxes.
            let area = path.parts.into_iter().flatten().reduce(Area::with);
            self.state.clip = area.and_then(|area| area.within(self.state.clip)).unwrap_or(Area::NOWHERE);
        }
    }

    fn add_rule(&mut self, area: Area) {
        self.painter.rules += 1;
        if let Some(area) = area.within(self.state.clip).filter(|_| self.painter.rules <= MAX_RULES) {
            self.page.add_rule(area);
        }
    }

    fn paint_object(&mut self, operands: &[Token<'_>], depth: usize) -> Result<(), InputError> {
        let [Token::Name(name)] = operands else { return Ok(()) };
        self.painter.allowance.spend(LOOK_UP)?;
        let Some(object) = Name::new(name).and_then(|name| self.resources.get_x_object(&name)) else { return Ok(()) };
        let dict = object.dict();
        if dict.get::<Name<'_>>("Subtype").as_deref() != Some(b"Form") {
            // A picture fills a square of one by one; some programs draw rules that way.
            if let Some(area) = self.state.map.area(0.0, 0.0, 1.0, 1.0) {
                self.add_rule(area);
            }
            return Ok(());
        }
        if depth == MAX_FORMS {
            return Ok(());
        }
        let content = self.painter.allowance.unpack(&object)?;
        let mut state = self.state.clone();
        if let Some(map) = dict.get::<[f64; 6]>("Matrix") {
            state.map = Matrix(map).then(state.map);
        }
        let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
        self.painter.paint(&content, self.page, own.as_ref().unwrap_or(self.resources), state, depth + 1)
    }

    fn apply_to_text(&mut self, operator: &[u8], operands: &[Token<'_>]) -> Result<(), InputError> {
        let state = &mut self.state;
        let one = numbers::<1>(operands).map(|[value]| value);
        match operator {
            b"BT" => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            b"Tf" => {
                if let [Token::Name(name), Token::Number(size)] = operands {
                    self.painter.allowance.spend(LOOK_UP)?;
                    let font = Name::new(name).and_then(|name| self.resources.get_font(&name));
                    state.font = font.map(|dict| self.painter.font(&dict)).transpose()?;
                    state.size = *size;
                }
            }
            b"Tc" => state.character_spacing = one.unwrap_or(0.0),
            b"Tw" => state.word_spacing = one.unwrap_or(0.0),
            b"Tz" => state.stretch = one.unwrap_or(100.0) / 100.0,
            b"TL" => state.leading = one.unwrap_or(0.0),
            b"Ts" => state.rise = one.unwrap_or(0.0),
            b"Td" | b"TD" => {
                if let Some([x, y]) = numbers(operands) {
                    if operator == b"TD" {
                        state.leading = -y;
                    }
                    self.next_line(x, y);
                }
            }
            b"Tm" => {
                if let Some(map) = numbers(operands) {
                    (self.text, self.line) = (Matrix(map), Matrix(map));
                }
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" | b"TJ" => self.show(operands)?,
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands)?;
            }
            b"\"" => {
                if let [Token::Number(words), Token::Number(characters), ..] = operands {
                    (state.word_spacing, state.character_spacing) = (*words, *characters);
                }
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(2..).unwrap_or(&[]))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    /// Shows strings; numbers between them move the pen back, in thousandths of the font's size.
    fn show(&mut self, operands: &[Token<'_>]) -> Result<(), InputError> {
        let Some(font) = self.state.font.clone() else { return Ok(()) };
        for operand in operands {
            match operand {
                Token::Text(text) => {
                    for code in font.codes(text) {
                        self.glyph(&font, code.text.as_deref(), code.width)?;
                        let word = if code.is_blank { self.state.word_spacing } else { 0.0 };
                        let width = if font.downward { -1.0 } else { code.width };
                        self.advance(&font, width * self.state.size + self.state.character_spacing + word);
                    }
                }
                Token::Number(back) => self.advance(&font, -back / 1000.0 * self.state.size),
                _ => {}
            }
        }
        Ok(())
    }

    fn advance(&mut self, font: &Font, way: f64) {
        let shift = if font.downward { Matrix::shift(0.0, way) } else { Matrix::shift(way * self.state.stretch, 0.0) };
        self.text = shift.then(self.text);
    }

    fn glyph(&mut self, font: &Font, text: Option<&str>, width: f64) -> Result<(), InputError> {
        let state = &self.state;
        let text = text.unwrap_or("\u{fffd}");
        let font_map = Matrix([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise]);
        let map = font_map.then(self.text).then(state.map);
        let Some(direction) = Direction::of(map) else { return Ok(()) };
        self.painter.budget.spend_text(text.len())?;
        self.painter.characters += 1;
        self.painter.unknown += usize::from(text == "\u{fffd}");
        let (top, bottom) = if font.downward { (-1.0, 0.0) } else { (DESCENT, ASCENT) };
        let start = if font.downward { -width / 2.0 } else { 0.0 };
        // The letters of a ligature share its width.
        let letters: Vec<char> = text.chars().collect();
        let mut left = start;
        for character in &letters {
            let right = left + width / letters.len() as f64;
            let area = map.area(left, top, right, bottom);
            self.page.add_glyph(*character, area, self.state.clip, direction, font.downward);
            left = right;
        }
        Ok(())
    }
}

impl Path {
    fn begin(&mut self, point: Point) {
        (self.start, self.at) = (point, point);
        self.parts.push(Area::around([point]));
    }

    fn line_to(&mut self, point: Point) {
        self.lines.push((self.at, point));
        self.at = point;
        if let Some(part) = self.parts.last_mut() {
            *part = part.zip(Area::around([point])).map(|(part, point)| part.with(point));
        }
    }
}
