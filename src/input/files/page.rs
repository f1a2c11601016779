//! What the formats with fixed pages have in common: glyphs and rules in their places become lines, tables and
//! paragraphs again.

mod beside;
mod grid;
mod line;
mod reading;
mod table;

use crate::numeral::is_digit;

pub(super) use line::is_wide;
pub(super) use reading::read;

/// A box on a page, in points (1/72 inch) from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    /// The box around some points; nothing where a coordinate is no number or is beyond any page.
    pub(super) fn around(points: impl IntoIterator<Item = (f64, f64)>) -> Option<Area> {
        const FAR: f64 = 1e6;
        points.into_iter().try_fold(None, |area: Option<Area>, (x, y)| {
            let point = Area { left: x, top: y, right: x, bottom: y };
            (x.abs() < FAR && y.abs() < FAR).then(|| Some(area.map_or(point, |area| area.with(point))))
        })?
    }

    pub(super) fn with(self, other: Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// A box that holds nothing.
    pub(super) const NOWHERE: Area = Area { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 };

    /// The part of the box inside another one, where they touch.
    pub(super) fn within(self, other: Area) -> Option<Area> {
        let area = Area {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (area.left <= area.right && area.top <= area.bottom).then_some(area)
    }

    fn width(self) -> f64 {
        self.right - self.left
    }

    fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn centre(self) -> (f64, f64) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    pub(super) fn holds(self, (x, y): (f64, f64)) -> bool {
        (self.left..self.right).contains(&x) && (self.top..self.bottom).contains(&y)
    }
}

/// An affine map of the plane, as PDF and OFD write it: x′ = ax + cy + e, y′ = bx + dy + f.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This map first, then another.
    pub(super) fn then(self, other: Matrix) -> Matrix {
        let Matrix([a, b, c, d, e, f]) = self;
        let (x, y) = other.apply((e, f));
        let ([a, b], [c, d]) = (other.turn([a, b]), other.turn([c, d]));
        Matrix([a, b, c, d, x, y])
    }

    pub(super) fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        let [turned_x, turned_y] = self.turn([x, y]);
        (turned_x + self.0[4], turned_y + self.0[5])
    }

    /// Of a direction.
    fn turn(self, [x, y]: [f64; 2]) -> [f64; 2] {
        let Matrix([a, b, c, d, ..]) = self;
        [a * x + c * y, b * x + d * y]
    }

    /// The box around a box after the map.
    pub(super) fn area(self, left: f64, top: f64, right: f64, bottom: f64) -> Option<Area> {
        Area::around([(left, top), (right, top), (right, bottom), (left, bottom)].map(|corner| self.apply(corner)))
    }
}

/// Which way text runs on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Direction {
    Right,
    Down,
    Up,
}

impl Direction {
    /// The direction of the pen after a map; nothing where it slants, as a watermark does, or runs to the left.
    pub(super) fn of(map: Matrix) -> Option<Direction> {
        /// A slope of one in five.
        const STEEP: f64 = 5.0;
        let [x, y] = map.turn([1.0, 0.0]);
        if x > y.abs() * STEEP {
            Some(Direction::Right)
        } else if y.abs() > x.abs() * STEEP {
            Some(if y > 0.0 { Direction::Down } else { Direction::Up })
        } else {
            None
        }
    }
}

/// A character on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) character: char,
    /// As wide as it moves the pen, and as high as its font.
    pub(super) area: Area,
    /// The next character stands below it and not at its right.
    pub(super) downward: bool,
}

/// A page with all that matters of it.
#[derive(Clone, Default)]
pub(super) struct Page {
    width: f64,
    height: f64,
    glyphs: Vec<Glyph>,
    /// The thin straight lines; a rule's box is the line with its thickness.
    rules: Vec<Area>,
    /// Whether anything else is painted: a picture or a shape.
    pub(super) painted: bool,
    /// How many characters run each way.
    turned: [usize; 3],
}

/// What stands for what is out of sight in part.
const OUT_OF_SIGHT: char = '\u{fffd}';

/// The thickest line that still divides cells, and the furthest that two lines which are one may be apart.
const MAX_THICKNESS: f64 = 3.0;

impl Page {
    /// A page of a size.
    pub(super) fn new(width: f64, height: f64) -> Page {
        Page { width, height, ..Page::default() }
    }

    /// Adds what may be a rule, a line or a filled box; what is too thick for one is a shape.
    pub(super) fn add_rule(&mut self, area: Area) {
        if area.width().min(area.height()) > MAX_THICKNESS {
            self.painted = true;
        } else {
            self.rules.push(area);
        }
    }

    /// Adds a character, where it can be seen: its box, the box that is in sight, which way the paper must be held for it, and
    /// whether it stands above the next one then. A figure of which digits are out of sight cannot be read.
    pub(super) fn add_glyph(
        &mut self,
        character: char,
        area: Option<Area>,
        sight: Area,
        direction: Direction,
        upright: bool,
    ) {
        let Some(area) = area else { return };
        let downward = upright == (direction == Direction::Right);
        if self.area().holds(area.centre()) && sight.holds(area.centre()) {
            self.glyphs.push(Glyph { character, area, downward });
            if let Some(count) = self.turned.get_mut(direction as usize) {
                *count += 1;
            }
        } else if is_digit(character) {
            self.spoil_figure_before(area);
        }
    }

    /// Takes away the digits of a figure that goes on out of sight.
    fn spoil_figure_before(&mut self, next: Area) {
        let mut left = next.left;
        for glyph in self.glyphs.iter_mut().rev() {
            let is_beside = (glyph.area.right - left).abs() <= next.width() / 2.0
                && (glyph.area.top - next.top).abs() <= MAX_THICKNESS;
            if !is_beside || !is_digit(glyph.character) && !matches!(glyph.character, '.' | ',') {
                break;
            }
            (glyph.character, left) = (OUT_OF_SIGHT, glyph.area.left);
        }
    }

    /// Whether any character stands on it.
    pub(super) fn has_text(&self) -> bool {
        !self.glyphs.is_empty()
    }

    /// Turns a page round whose text was set along its longer side.
    pub(super) fn straighten(mut self) -> Page {
        let [right, down, up] = self.turned;
        let (width, height) = (self.width, self.height);
        let map = if down > right + up {
            Matrix([0.0, -1.0, 1.0, 0.0, 0.0, width])
        } else if up > right + down {
            Matrix([0.0, 1.0, -1.0, 0.0, height, 0.0])
        } else {
            return self;
        };
        let turn = |area: Area| map.area(area.left, area.top, area.right, area.bottom).unwrap_or(area);
        for glyph in &mut self.glyphs {
            (glyph.area, glyph.downward) = (turn(glyph.area), !glyph.downward);
        }
        self.rules.iter_mut().for_each(|rule| *rule = turn(*rule));
        (self.width, self.height) = (height, width);
        self
    }

    /// The whole page.
    pub(super) fn area(&self) -> Area {
        Area { left: 0.0, top: 0.0, right: self.width, bottom: self.height }
    }
}
