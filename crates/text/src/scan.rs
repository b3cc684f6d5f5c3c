//! One pass over the text that finds every phrase, cue and word for a person.

use aho_corasick::AhoCorasick;

use crate::Subject;
use crate::normal::Normal;
use crate::pattern::Gap;

/// What a sequence of words belongs to; numbers are indices into the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    /// A word of a class: a part of other sequences.
    Class(usize),
    /// A word that no gap may hold: 不, 没.
    Break,
    Phrase(usize),
    Idiom,
    NoCue,
    Cue(usize),
    Cancel(usize),
    Person(Subject),
    Speech,
}

/// A sequence with the gap before each part but the first.
#[derive(Debug, Clone)]
pub(crate) struct Sequence {
    pub owner: Owner,
    pub gaps: Vec<Gap>,
}

/// Which part of which sequence something can be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub sequence: usize,
    pub part: usize,
}

/// Where a literal part is used.
#[derive(Debug, Clone)]
pub(crate) struct Use {
    place: Place,
    /// The part begins, ends with a Latin letter or digit, which no other may stand beside.
    letter: (bool, bool),
}

impl Use {
    pub fn of(place: Place, text: &str) -> Self {
        let letter = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
        Self { place, letter: (letter(text.chars().next()), letter(text.chars().next_back())) }
    }
}

/// Something found, in normalised characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub owner: Owner,
    pub start: usize,
    pub end: usize,
}

/// The automaton over all literal parts of all sequences.
#[derive(Debug, Clone)]
pub(crate) struct Scanner {
    pub automaton: AhoCorasick,
    /// For each pattern of the automaton.
    pub uses: Vec<Vec<Use>>,
    /// For each class, the parts that any of its words can be.
    pub classes: Vec<Vec<Place>>,
    pub sequences: Vec<Sequence>,
}

/// The latest ends of the first parts of a sequence: of which part, where the sequence began, where the part ended.
type Begun = Vec<(usize, usize, usize)>;

/// So many beginnings of one sequence are kept at a time.
const KEPT: usize = 6;

impl Scanner {
    /// Everything in the text, in the order of ends.
    pub fn marks(&self, normal: &Normal) -> Vec<Mark> {
        let mut pass = Pass {
            scanner: self,
            normal,
            marks: Vec::new(),
            slots: vec![0; self.sequences.len()],
            begun: Vec::new(),
            breaks: Vec::new(),
            no_cues: Vec::new(),
        };
        for found in self.automaton.find_overlapping_iter(&normal.text) {
            let at = |byte: usize| normal.index.get(byte).copied();
            let (Some(start), Some(end)) = (at(found.start()), at(found.end())) else { continue };
            for word in self.uses.get(found.pattern().as_usize()).into_iter().flatten() {
                if word.letter != (false, false) {
                    let beside = normal.letter_beside(start, end);
                    if (word.letter.0 && beside.0) || (word.letter.1 && beside.1) {
                        continue;
                    }
                }
                pass.found(word.place, start, end);
            }
        }
        pass.marks
    }
}

/// What is known while a text is passed.
struct Pass<'a> {
    scanner: &'a Scanner,
    normal: &'a Normal,
    marks: Vec<Mark>,
    /// For each sequence one more than its index in `begun`, or 0: most sequences never begin.
    slots: Vec<usize>,
    begun: Vec<Begun>,
    /// Words that no gap may hold, in the order of ends.
    breaks: Vec<(usize, usize)>,
    /// Expressions that hold such a word and break nothing, in the order of ends.
    no_cues: Vec<(usize, usize)>,
}

impl Pass<'_> {
    /// A part stands at `start..end`. A class may stand for parts of other sequences; classes never hold themselves, so this ends.
    fn found(&mut self, place: Place, start: usize, end: usize) {
        let scanner = self.scanner;
        let Some(sequence) = scanner.sequences.get(place.sequence) else { return };
        let Some(from) = self.begin(sequence, place, start) else { return };
        if place.part != sequence.gaps.len() {
            let Some(slot) = self.slots.get_mut(place.sequence) else { return };
            if *slot == 0 {
                self.begun.push(Begun::new());
                *slot = self.begun.len();
            }
            let Some(kept) = self.begun.get_mut(*slot - 1) else { return };
            if kept.len() == KEPT {
                kept.remove(0);
            }
            kept.push((place.part, from, end));
            return;
        }
        match sequence.owner {
            Owner::Class(class) => {
                for inner in scanner.classes.get(class).into_iter().flatten() {
                    self.found(*inner, from, end);
                }
                self.marks.push(Mark { owner: sequence.owner, start: from, end });
            }
            Owner::Break => self.breaks.push((from, end)),
            owner => {
                if owner == Owner::NoCue {
                    self.no_cues.push((from, end));
                }
                self.marks.push(Mark { owner, start: from, end: self.normal.without_signs(from, end) });
            }
        }
    }

    /// Where the sequence began whose part stands at `start`; nothing if no earlier part fits.
    fn begin(&self, sequence: &Sequence, place: Place, start: usize) -> Option<usize> {
        let Some(before) = place.part.checked_sub(1) else { return Some(start) };
        let begun = self.begun.get(self.slots.get(place.sequence)?.checked_sub(1)?)?;
        let gap = sequence.gaps.get(before)?;
        let fits = |(earlier, _, end): &&(usize, usize, usize)| *earlier == before && self.spans(gap, *end, start);
        begun.iter().rev().find(fits).map(|(_, from, _)| *from)
    }

    /// May the gap reach from one to the other?
    fn spans(&self, gap: &Gap, end: usize, start: usize) -> bool {
        let chars = usize::try_from(gap.chars).unwrap_or(usize::MAX);
        let last = end.saturating_sub(1);
        let joined = match gap.wide {
            true => self.normal.sentence(last) == self.normal.sentence(start),
            false => self.normal.one_clause(last, start),
        };
        end <= start && start - end <= chars && joined && !self.broken(end, start)
    }

    /// Does a word that no gap may hold stand in `from..until`?
    fn broken(&self, from: usize, until: usize) -> bool {
        if from == until {
            return false;
        }
        let inside = |(start, end): &&(usize, usize)| from <= *start && *end <= until;
        let harmless = |(start, end): &(usize, usize)| {
            let late = self.no_cues.iter().rev().take_while(|(_, known)| *end <= *known);
            late.into_iter().any(|(known, _)| known <= start)
        };
        let near = self.breaks.iter().rev().take_while(|(_, end)| from < *end);
        near.filter(inside).any(|word| !harmless(word))
    }
}
