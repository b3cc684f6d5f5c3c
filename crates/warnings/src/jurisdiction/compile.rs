//! From the written table to a sound one, or to the list of its faults: each says where it is, what would be right and what is there.

use std::collections::{BTreeMap, BTreeSet};

use xinqiao_kernel::place::PlacePath;

use super::raw::{JurisdictionsToml, PLAIN, PlaceToml, WordsToml};
use super::{Jurisdictions, LevelWords, Line, Words};
use crate::level::Level;
use crate::rule::{Fault, RuleSet};

/// The longest word of a level, in characters: it stands in a badge.
const LONGEST_WORD: usize = 12;

pub(super) fn compile(raw: &JurisdictionsToml, installed: &[&RuleSet]) -> Result<Jurisdictions, Vec<Fault>> {
    let mut check = Check { faults: Vec::new(), installed, used: Vec::new() };
    let words: Vec<LevelWords> = raw
        .words
        .iter()
        .map(|(code, words)| {
            check.words(code.as_str(), words);
            LevelWords { code: code.clone(), words: words.clone() }
        })
        .collect();
    let mut lines: BTreeMap<PlacePath, Line> = BTreeMap::new();
    let mut first: BTreeMap<PlacePath, usize> = BTreeMap::new();
    for (n, place) in (1..).zip(&raw.places) {
        let line = check.line(n, place, &words);
        let Some(path) = check.path(n, place) else { continue };
        if let Some(earlier) = first.get(&path) {
            let expected =
                format!("one line for each place; place[{earlier}] is about it already: put what both say into one line");
            check.fault(format!("place[{n}].path"), expected, format!("{:?} a second time", place.path));
        } else {
            first.insert(path.clone(), n);
            lines.insert(path, line);
        }
    }
    let root = lines.get(&PlacePath::root()).and_then(|line| line.rules);
    if root.is_none() && !check.faults.iter().any(|fault| fault.key.ends_with(".rules")) {
        let expected = "a line with path = \"\" that names rules: what holds where no other line says otherwise";
        check.fault("place", expected, "no such line");
    }
    match root {
        Some(root) if check.faults.is_empty() => {
            let rules = check.used.into_iter().cloned().collect();
            Ok(Jurisdictions { rules, words, root, lines })
        }
        _ => Err(check.faults),
    }
}

/// What rules lack that the default has: somebody in this place would be seen less well, or a warning that moves here could not go on.
/// A place may see more, ask for more second persons and set other times.
pub fn lacks(default: &RuleSet, other: &RuleSet) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut lack = |key: &str, what: &str, word: &str| {
        let of = default.id();
        let expected =
            format!("{what} {word}, as {of} has it (its places would go without): write it, or let no place use these rules");
        faults.push(Fault { key: key.to_owned(), expected, found: "no such word".to_owned() });
    };
    let has_signal = |code: &crate::Code| other.signals().iter().any(|rule| rule.code == *code);
    for rule in default.signals().iter().filter(|rule| !has_signal(&rule.code)) {
        lack("signal", "a rule", rule.code.as_str());
    }
    for outcome in default.outcomes().iter().filter(|one| !other.outcomes().contains(one)) {
        lack("outcomes", "the outcome", outcome.code());
    }
    for reason in default.dismissals().iter().filter(|one| !other.dismissals().contains(one)) {
        lack("dismissals", "the reason", reason.code());
    }
    for level in Level::ALL {
        if default.confirm_needs_two(*level) && !other.confirm_needs_two(*level) {
            lack("confirm_needs_two", "a second person for", level.code());
        }
        if default.close_needs_two(*level) && !other.close_needs_two(*level) {
            lack("close_needs_two", "a second person for", level.code());
        }
    }
    faults
}

struct Check<'a> {
    faults: Vec<Fault>,
    installed: &'a [&'a RuleSet],
    /// Rules that some line names, each once.
    used: Vec<&'a RuleSet>,
}

impl Check<'_> {
    fn fault(&mut self, key: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) {
        self.faults.push(Fault { key: key.into(), expected: expected.into(), found: found.into() });
    }

    fn path(&mut self, n: usize, place: &PlaceToml) -> Option<PlacePath> {
        let found = place.path.parse().ok();
        if found.is_none() {
            let expected = "codes from the root down, each followed by '/', such as \"620000/620700/\"; \"\" is the root";
            self.fault(format!("place[{n}].path"), expected, format!("{:?}", place.path));
        }
        found
    }

    fn line(&mut self, n: usize, place: &PlaceToml, sets: &[LevelWords]) -> Line {
        if place.source.trim().is_empty() {
            self.fault(format!("place[{n}].source"), "who decided so: document and clause", "nothing");
        }
        if place.rules.is_none() && place.words.is_none() {
            self.fault(format!("place[{n}]"), "rules, words or both: what begins to hold here", "neither");
        }
        let rules = place.rules.as_ref().and_then(|id| {
            let found = self.installed.iter().copied().find(|rules| rules.id() == id);
            match found {
                Some(rules) => Some(self.used.iter().position(|one| one.id() == id).unwrap_or_else(|| {
                    self.used.push(rules);
                    self.used.len() - 1
                })),
                None => {
                    let known: Vec<&str> = self.installed.iter().map(|rules| rules.id().as_str()).collect();
                    let expected = format!(
                        "a pack of warning rules that is installed ({}): put it into warnings/{id}, or name another",
                        known.join(", ")
                    );
                    self.fault(format!("place[{n}].rules"), expected, id.as_str());
                    None
                }
            }
        });
        let words = match &place.words {
            None => Words::Inherited,
            Some(code) if code.as_str() == PLAIN => Words::Plain,
            Some(code) => sets.iter().position(|set| set.code == *code).map_or_else(
                || {
                    let mut known: Vec<&str> = sets.iter().map(|set| set.code.as_str()).collect();
                    known.push(PLAIN);
                    let expected = format!(
                        "a set of words of this file ({}): write a table [words.{code}], or name another",
                        known.join(", ")
                    );
                    self.fault(format!("place[{n}].words"), expected, code.as_str());
                    Words::Inherited
                },
                Words::Set,
            ),
        };
        Line { rules, words }
    }

    fn words(&mut self, code: &str, raw: &WordsToml) {
        if code == PLAIN {
            self.fault(format!("words.{code}"), format!("another code: {PLAIN} means colours only"), code);
        }
        if raw.source.trim().is_empty() {
            self.fault(format!("words.{code}.source"), "document and clause", "nothing");
        }
        let mut seen = BTreeSet::new();
        for level in Level::ALL {
            let word = raw.of(*level).trim();
            let key = || format!("words.{code}.{level}");
            if word.is_empty() || LONGEST_WORD < word.chars().count() {
                self.fault(key(), format!("a word of 1 to {LONGEST_WORD} characters"), format!("{word:?}"));
            } else if !seen.insert(word) {
                self.fault(key(), "another word for each level", format!("{word} twice"));
            }
        }
    }
}
