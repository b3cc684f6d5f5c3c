//! Which rules and which words of levels hold where. Both are data: `packs/jurisdictions/places.toml`.

mod compile;
mod raw;

use std::collections::BTreeMap;

use jiff::civil::Date;
use xinqiao_kernel::place::PlacePath;

use crate::{Code, Level, RuleSet};

pub use compile::lacks;
pub use raw::{JurisdictionsToml, PLAIN, PlaceToml, WordsToml};

/// What one organisation calls the levels: shown beside the colour, never stored. 一级 may be the gravest or the mildest
/// (domain_rules C.1, H.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelWords {
    pub(crate) code: Code,
    pub(crate) words: WordsToml,
}

impl LevelWords {
    /// Code of the set.
    pub const fn code(&self) -> &Code {
        &self.code
    }

    /// The word of `level`.
    pub fn of(&self, level: Level) -> &str {
        self.words.of(level)
    }
}

/// What a line says about the words of its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Words {
    /// Nothing: as above.
    Inherited,
    /// Colours only.
    Plain,
    /// A set, by its place in the list.
    Set(usize),
}

/// One line: what begins to hold at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// By their place in the list; none: as above.
    pub rules: Option<usize>,
    pub words: Words,
}

/// A line for a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ruled<'a> {
    /// The place, and everything below it down to the next line.
    pub place: &'a PlacePath,
    /// The rules that begin here; none: those from above go on.
    pub rules: Option<&'a Code>,
    /// The day from which they hold; before it those from above go on.
    pub from: Option<Date>,
    /// The set of words that begins here, or [`PLAIN`]; none: as above.
    pub words: Option<&'a str>,
}

/// Which rules and which words of levels hold where. Made by [`Jurisdictions::compile`]; the root always has rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Jurisdictions {
    pub(crate) rules: Vec<RuleSet>,
    pub(crate) words: Vec<LevelWords>,
    /// Index of the rules that hold where no nearer line says otherwise.
    pub(crate) root: usize,
    pub(crate) lines: BTreeMap<PlacePath, Line>,
}

impl Jurisdictions {
    /// The table of a pack file, with the rules that it names out of those that are installed.
    ///
    /// Errors: all faults at once, each with its key.
    pub fn compile(raw: &JurisdictionsToml, installed: &[&RuleSet]) -> Result<Self, Vec<crate::Fault>> {
        compile::compile(raw, installed)
    }

    /// The rules that hold where no line says otherwise, whatever the day.
    pub fn default_rules(&self) -> &RuleSet {
        &self.rules[self.root]
    }

    /// The rules that hold at `place` on `day`: those of the nearest line above it whose rules are in force by then.
    /// Those of the root hold whatever the day, so that no place is ever without rules.
    pub fn rules_for(&self, place: &PlacePath, day: Date) -> &RuleSet {
        let mut lines = place.upwards().filter_map(|above| self.lines.get(&above)?.rules);
        let in_force = |index: &usize| *index == self.root || self.rules[*index].valid_from() <= day;
        lines.find(in_force).map_or(self.default_rules(), |index| &self.rules[index])
    }

    /// What the organisation of `place` calls the levels; `None`: colours only.
    pub fn words_at(&self, place: &PlacePath) -> Option<&LevelWords> {
        let nearest = place.upwards().find_map(|above| match self.lines.get(&above)?.words {
            Words::Inherited => None,
            said @ (Words::Plain | Words::Set(_)) => Some(said),
        })?;
        match nearest {
            Words::Set(index) => self.words.get(index),
            Words::Plain | Words::Inherited => None,
        }
    }

    /// What somebody reads who works at all of `places`: their words where they are the same at each, otherwise colours only.
    pub fn words_of_reader<'a>(&self, places: impl IntoIterator<Item = &'a PlacePath>) -> Option<&LevelWords> {
        let mut places = places.into_iter();
        let first = self.words_at(places.next()?)?;
        places.all(|place| self.words_at(place) == Some(first)).then_some(first)
    }

    /// All rules that some place uses, the root's first.
    pub fn in_use(&self) -> impl Iterator<Item = &RuleSet> {
        let others = self.rules.iter().enumerate().filter(|(index, _)| *index != self.root).map(|(_, rules)| rules);
        std::iter::once(self.default_rules()).chain(others)
    }

    /// The rules of a pack that some place uses.
    pub fn rules(&self, pack: &str) -> Option<&RuleSet> {
        self.rules.iter().find(|rules| rules.id().as_str() == pack)
    }

    /// All lines, by place: the root first, each place before those below it.
    pub fn lines(&self) -> impl Iterator<Item = Ruled<'_>> {
        self.lines.iter().map(|(place, line)| {
            let rules = line.rules.map(|index| &self.rules[index]);
            let words = match line.words {
                Words::Inherited => None,
                Words::Plain => Some(PLAIN),
                Words::Set(index) => self.words.get(index).map(|set| set.code.as_str()),
            };
            // the root's rules hold whatever the day
            let from = rules.filter(|_| line.rules != Some(self.root)).map(RuleSet::valid_from);
            Ruled { place, rules: rules.map(RuleSet::id), from, words }
        })
    }
}
