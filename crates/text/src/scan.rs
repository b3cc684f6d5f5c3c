//! One pass over the text that finds every phrase, cue and word for a person.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;

use crate::Subject;
use crate::normal::Normal;

/// What a sequence of words belongs to; numbers are indices into the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    Phrase(usize),
    Idiom,
    NoCue,
    Cue(usize),
    Cancel(usize),
    Person(Subject),
    Speech,
}

/// A sequence with the widest gap before each part but the first.
#[derive(Debug, Clone)]
pub(crate) struct Sequence {
    pub owner: Owner,
    pub gaps: Vec<u32>,
}

/// Where a literal part is used.
#[derive(Debug, Clone)]
pub(crate) struct Use {
    sequence: usize,
    part: usize,
    /// The part begins, ends with a Latin letter or digit, which no other may stand beside.
    letter: (bool, bool),
}

impl Use {
    pub fn of(sequence: usize, part: usize, text: &str) -> Self {
        let letter = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
        Self { sequence, part, letter: (letter(text.chars().next()), letter(text.chars().next_back())) }
    }
}

/// Something found, in normalised characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub owner: Owner,
    pub start: usize,
    pub end: usize,
}

/// The automaton over all parts of all sequences.
#[derive(Debug, Clone)]
pub(crate) struct Scanner {
    pub automaton: AhoCorasick,
    /// For each pattern of the automaton.
    pub uses: Vec<Vec<Use>>,
    pub sequences: Vec<Sequence>,
}

/// The latest ends of the first parts of a sequence: of which part, where the sequence began, where the part ended.
type Begun = Vec<(usize, usize, usize)>;

/// So many beginnings of one sequence are kept at a time.
const KEPT: usize = 6;

impl Scanner {
    /// Everything in the text, in the order of ends.
    pub fn marks(&self, normal: &Normal) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut begun: HashMap<usize, Begun> = HashMap::new();
        for found in self.automaton.find_overlapping_iter(&normal.text) {
            let at = |byte: usize| normal.index.get(byte).copied();
            let (Some(start), Some(end)) = (at(found.start()), at(found.end())) else { continue };
            for place in self.uses.get(found.pattern().as_usize()).into_iter().flatten() {
                if place.letter != (false, false) {
                    let beside = normal.letter_beside(start, end);
                    if (place.letter.0 && beside.0) || (place.letter.1 && beside.1) {
                        continue;
                    }
                }
                let Some(sequence) = self.sequences.get(place.sequence) else { continue };
                let Some(from) = begin(begun.get(&place.sequence), sequence, place.part, start, normal) else { continue };
                if place.part == sequence.gaps.len() {
                    marks.push(Mark { owner: sequence.owner, start: from, end });
                } else {
                    let kept = begun.entry(place.sequence).or_default();
                    if kept.len() == KEPT {
                        kept.remove(0);
                    }
                    kept.push((place.part, from, end));
                }
            }
        }
        marks
    }
}

/// Where the sequence began whose part `part` stands at `start`; nothing if no earlier part fits.
fn begin(begun: Option<&Begun>, sequence: &Sequence, part: usize, start: usize, normal: &Normal) -> Option<usize> {
    let Some(before) = part.checked_sub(1) else { return Some(start) };
    let gap = usize::try_from(*sequence.gaps.get(before)?).unwrap_or(usize::MAX);
    let fits = |end: usize| end <= start && start - end <= gap && normal.one_clause(end.saturating_sub(1), start);
    begun?.iter().rev().find(|(earlier, _, end)| *earlier == before && fits(*end)).map(|(_, from, _)| *from)
}
