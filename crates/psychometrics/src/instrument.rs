//! An instrument whose definition has been checked: what [`compile`](crate::compile()) gives.

use jiff::civil::Date;

use crate::Attention;
use crate::band::{Band, Block};
use crate::condition::{Condition, Source, Test};
use crate::definition::{CriticalKind, Direction, Effect, PackToml, Strength};
use crate::method::{Allowance, Formula, Term};
use crate::outcome::Flag;

/// A checked instrument; every name in it is resolved.
#[derive(Debug, Clone)]
pub struct Instrument {
    pub(crate) pack: PackToml,
    pub(crate) scales: Vec<(String, usize)>,
    pub(crate) items: Vec<Item>,
    pub(crate) scores: Vec<Score>,
    pub(crate) bands: Vec<Band>,
    pub(crate) rules: Vec<(String, Condition)>,
    pub(crate) decisions: Vec<Decision>,
    pub(crate) screens: Vec<Screen>,
    pub(crate) criticals: Vec<Critical>,
    pub(crate) validities: Vec<Validity>,
    pub(crate) total: Option<usize>,
    pub(crate) primary: Option<Primary>,
    pub(crate) has_skips: bool,
}

impl Instrument {
    /// Code, for example `phq-9`.
    pub fn code(&self) -> &str {
        &self.pack.code
    }

    /// Version; answers and results stay tied to it.
    pub fn version(&self) -> &str {
        &self.pack.version
    }

    /// First day on which this version is used.
    pub fn valid_from(&self) -> Date {
        self.pack.valid_from
    }

    /// Everything else that `pack.toml` says: measure, ages, licence, citation, sources, LOINC.
    pub fn pack(&self) -> &PackToml {
        &self.pack
    }

    /// Option sets: code and number of options.
    pub fn scales(&self) -> impl Iterator<Item = (&str, usize)> {
        self.scales.iter().map(|(code, options)| (code.as_str(), *options))
    }

    /// Questions in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Index of the item with this code.
    pub fn item_index(&self, code: &str) -> Option<usize> {
        self.items.iter().position(|item| item.code == code)
    }

    /// Quantities in order, steps on the way included; see [`Score::is_reported`].
    pub fn scores(&self) -> &[Score] {
        &self.scores
    }

    /// Index of the score with this code.
    pub fn score_index(&self, code: &str) -> Option<usize> {
        self.scores.iter().position(|score| score.code == code)
    }

    /// Bands of all scores and populations.
    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// Results that are not sums.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Codes of the named conditions.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &str> {
        self.rules.iter().map(|(code, _)| code.as_str())
    }

    /// Codes of the screens.
    pub fn screens(&self) -> impl ExactSizeIterator<Item = &str> {
        self.screens.iter().map(|screen| screen.code.as_str())
    }

    /// Critical items.
    pub fn criticals(&self) -> &[Critical] {
        &self.criticals
    }

    /// Index of the score `total`; `None` when the rule gives none.
    pub fn total(&self) -> Option<usize> {
        self.total
    }

    /// What fills the column `band`; `None`: pairs of all.
    pub fn primary(&self) -> Option<Primary> {
        self.primary
    }

    /// Text of a flag, for example `screen:positive`.
    pub fn flag_text(&self, flag: Flag) -> &str {
        match flag {
            Flag::Screen(index) => self.screens.get(index).map_or("", |screen| screen.text.as_str()),
            Flag::Validity(index) => self.validities.get(index).map_or("", |validity| validity.text.as_str()),
            Flag::AgeOutside => "age_outside",
        }
    }
}

/// What fills the column `band`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Primary {
    /// Index of a score.
    Score(usize),
    /// Index of a decision.
    Decision(usize),
}

/// One question.
#[derive(Debug, Clone)]
pub struct Item {
    pub(crate) code: String,
    pub(crate) scale: Option<usize>,
    pub(crate) accepts: Accepts,
    pub(crate) lowest: f64,
    pub(crate) highest: f64,
    /// Every whole number between lowest and highest is an option.
    pub(crate) gapless: bool,
    pub(crate) optional: bool,
    pub(crate) scored: bool,
    pub(crate) ask_if: Option<Condition>,
}

/// What a question takes as an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Accepts {
    /// One of these, in the order in which they are shown.
    Choice(Vec<i64>),
    /// A number between the bounds, both inclusive.
    Number {
        /// Smallest.
        min: f64,
        /// Largest.
        max: f64,
        /// Whether fractions are refused.
        whole: bool,
    },
    /// A time of day in hours, [0, 24).
    Clock,
}

impl Item {
    /// Code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Index of its option set in [`Instrument::scales`].
    pub fn scale(&self) -> Option<usize> {
        self.scale
    }

    /// What it takes as an answer.
    pub fn accepts(&self) -> &Accepts {
        &self.accepts
    }

    /// Whether it may be left blank.
    pub fn is_optional(&self) -> bool {
        self.optional
    }

    /// False for an auxiliary question.
    pub fn is_scored(&self) -> bool {
        self.scored
    }

    /// Whether it is asked only under a condition.
    pub fn is_conditional(&self) -> bool {
        self.ask_if.is_some()
    }
}

/// One quantity.
#[derive(Debug, Clone)]
pub struct Score {
    pub(crate) code: String,
    pub(crate) report: bool,
    pub(crate) higher: Direction,
    pub(crate) range: Option<[f64; 2]>,
    pub(crate) whole: bool,
    pub(crate) formula: Formula,
    pub(crate) allowance: Allowance,
    pub(crate) times: f64,
    pub(crate) plus: f64,
    pub(crate) floor: bool,
    /// Items (after reversal) or quantities whose consistency alpha measures.
    pub(crate) parts: Vec<Term>,
    pub(crate) blocks: Vec<Block>,
}

impl Score {
    /// Code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// False for a step on the way.
    pub fn is_reported(&self) -> bool {
        self.report
    }

    /// What a higher value means.
    pub fn higher(&self) -> Direction {
        self.higher
    }

    /// Smallest and largest possible value, where known.
    pub fn range(&self) -> Option<[f64; 2]> {
        self.range
    }

    /// Whether every value (prorated ones aside) is a whole number.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Indices of the items whose consistency its alpha measures, each with whether the score reverses it.
    /// `None` when it is made of other quantities, or of fewer than two items.
    pub fn items(&self) -> Option<Vec<(usize, bool)>> {
        let items = self.parts.iter().map(|part| match part.source {
            Source::Item(item) => Some((item, part.flip.is_some())),
            Source::Score(_) => None,
        });
        items.collect::<Option<Vec<_>>>().filter(|items| 1 < items.len())
    }

    /// Whether any population has bands for it.
    pub fn has_bands(&self) -> bool {
        !self.blocks.is_empty()
    }
}

/// A result that is not a sum.
#[derive(Debug, Clone)]
pub struct Decision {
    pub(crate) code: String,
    pub(crate) levels: Vec<Level>,
}

impl Decision {
    /// Code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Levels from most to least severe; the last is the one given when every other is false.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }
}

/// One level of a decision.
#[derive(Debug, Clone)]
pub struct Level {
    pub(crate) code: String,
    pub(crate) attention: Attention,
    /// `None` for the level given otherwise.
    pub(crate) when: Option<Condition>,
}

impl Level {
    /// Code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Attention that it asks for; steady for the level given otherwise.
    pub fn attention(&self) -> Attention {
        self.attention
    }
}

/// A critical item; fires also on incomplete forms, whatever the total.
#[derive(Debug, Clone)]
pub struct Critical {
    pub(crate) item: usize,
    pub(crate) test: Test,
    pub(crate) kind: CriticalKind,
    pub(crate) strength: Strength,
    pub(crate) follow_on: Vec<String>,
    pub(crate) source: String,
}

impl Critical {
    /// Index of the item.
    pub fn item(&self) -> usize {
        self.item
    }

    /// Whether this value of the item fires.
    pub fn fires(&self, value: f64) -> bool {
        self.test.holds(value)
    }

    /// What the answer speaks of.
    pub fn kind(&self) -> CriticalKind {
        self.kind
    }

    /// How strong it is.
    pub fn strength(&self) -> Strength {
        self.strength
    }

    /// Codes of the instruments to ask next.
    pub fn follow_on(&self) -> &[String] {
        &self.follow_on
    }

    /// Document and clause.
    pub fn source(&self) -> &str {
        &self.source
    }
}

/// A check of the quality of the answers.
#[derive(Debug, Clone)]
pub(crate) struct Validity {
    /// Text of its flag.
    pub text: String,
    pub check: Check,
    pub effect: Effect,
}

/// What a validity check looks at.
#[derive(Debug, Clone)]
pub(crate) enum Check {
    Score(Condition),
    StraightLine,
    Fast { seconds_per_item: f64 },
    Contradiction { pairs: Vec<(usize, usize)>, distance: f64 },
}

/// A positive screen.
#[derive(Debug, Clone)]
pub(crate) struct Screen {
    pub code: String,
    /// Text of its flag.
    pub text: String,
    pub when: Condition,
}
