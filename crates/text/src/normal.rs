//! The normalised text: one form for many ways of writing, each character with its place in the original.

use std::collections::BTreeMap;

use crate::rules::TextToml;

/// What a character does to the structure of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Plain,
    Clause,
    Sentence,
}

/// Tables of normalisation, from the pack.
#[derive(Debug, Clone)]
pub(crate) struct Normaliser {
    folds: BTreeMap<char, char>,
    noise: Vec<char>,
    clause: Vec<char>,
    sentence: Vec<char>,
}

/// Where a normalised character comes from. Numbers count from 0.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// Index of the character in the original text.
    pub original: usize,
    pub clause: u32,
    pub sentence: u32,
}

/// A normalised text.
#[derive(Debug, Clone)]
pub(crate) struct Normal {
    pub text: String,
    /// One for each character of `text`.
    pub places: Vec<Place>,
    /// The original characters, folded, for looking at neighbours that were left out.
    pub original: Vec<char>,
    /// Character index for each byte of `text`, and one more for its end.
    pub index: Vec<usize>,
}

impl Normaliser {
    pub fn of(raw: &TextToml) -> Self {
        let folds = raw.same.iter().filter_map(|pair| {
            let mut signs = pair.chars();
            Some((signs.next()?, signs.next()?))
        });
        Self {
            folds: folds.collect(),
            noise: raw.noise.chars().collect(),
            clause: raw.clause.chars().collect(),
            sentence: raw.sentence.chars().collect(),
        }
    }

    /// One form of a character: half width, small letters, simplified.
    pub fn fold(&self, sign: char) -> char {
        let half = match sign {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
            _ => sign,
        };
        let small = half.to_ascii_lowercase();
        self.folds.get(&small).copied().unwrap_or(small)
    }

    /// The one form of a character of a pattern; nothing for noise.
    pub fn fold_pattern(&self, sign: char) -> Option<char> {
        let folded = self.fold(sign);
        (!self.is_noise(folded)).then_some(folded)
    }

    fn is_noise(&self, sign: char) -> bool {
        let invisible = matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{20e3}');
        invisible || self.noise.contains(&sign) || (sign != '\n' && (sign.is_whitespace() || sign.is_control()))
    }

    fn role(&self, sign: char) -> Role {
        if self.sentence.contains(&sign) {
            Role::Sentence
        } else if self.clause.contains(&sign) {
            Role::Clause
        } else {
            Role::Plain
        }
    }

    /// The text in its one form. Time and memory grow with its length.
    pub fn read(&self, text: &str) -> Normal {
        let original: Vec<char> = text.chars().map(|sign| self.fold(sign)).collect();
        let mut signs: Vec<(usize, char, Role)> = Vec::with_capacity(original.len());
        for (at, sign) in original.iter().copied().enumerate() {
            if !self.is_noise(sign) {
                signs.push((at, sign, self.role(sign)));
            }
        }
        let spelt = spelt_out(&signs);
        let mut normal = Normal {
            text: String::with_capacity(text.len()),
            places: Vec::with_capacity(signs.len()),
            original,
            index: Vec::new(),
        };
        let (mut clause, mut sentence) = (0, 0);
        for ((at, sign, role), spelt) in signs.into_iter().zip(spelt) {
            if spelt {
                continue;
            }
            normal.index.extend(std::iter::repeat_n(normal.places.len(), sign.len_utf8()));
            normal.text.push(sign);
            normal.places.push(Place { original: at, clause, sentence });
            clause += u32::from(role != Role::Plain);
            sentence += u32::from(role == Role::Sentence);
        }
        // the end of the text ends a clause and a sentence like any sign
        let original = normal.original.len();
        normal.index.push(normal.places.len());
        normal.text.push('\n');
        normal.places.push(Place { original, clause, sentence });
        normal.index.push(normal.places.len());
        normal
    }
}

/// Which signs stand between single characters, as in 我，想，死: they do not end anything.
fn spelt_out(signs: &[(usize, char, Role)]) -> Vec<bool> {
    let mut before = vec![0_usize; signs.len()];
    let mut after = vec![0_usize; signs.len()];
    let mut run = 0;
    for (slot, (_, _, role)) in before.iter_mut().zip(signs) {
        *slot = run;
        run = if *role == Role::Plain { run + 1 } else { 0 };
    }
    run = 0;
    for (slot, (_, _, role)) in after.iter_mut().zip(signs).rev() {
        *slot = run;
        run = if *role == Role::Plain { run + 1 } else { 0 };
    }
    let runs = before.into_iter().zip(after);
    signs.iter().zip(runs).map(|((_, _, role), (before, after))| *role != Role::Plain && before == 1 && after == 1).collect()
}

impl Normal {
    /// Do both normalised characters stand in one clause?
    pub fn one_clause(&self, a: usize, b: usize) -> bool {
        matches!((self.places.get(a), self.places.get(b)), (Some(a), Some(b)) if a.clause == b.clause)
    }

    /// Number of the sentence of a normalised character.
    pub fn sentence(&self, at: usize) -> u32 {
        self.places.get(at).map_or(0, |place| place.sentence)
    }

    /// Number of the clause of a normalised character.
    pub fn clause(&self, at: usize) -> u32 {
        self.places.get(at).map_or(0, |place| place.clause)
    }

    /// First and one-past-last character of a normalised range, in the original text.
    pub fn original_range(&self, start: usize, end: usize) -> (usize, usize) {
        let first = self.places.get(start).map_or(0, |place| place.original);
        let last = self.places.get(end.saturating_sub(1)).map_or(first, |place| place.original);
        (first, (last + 1).min(self.original.len()))
    }

    /// The end of a range without the signs at its end.
    pub fn without_signs(&self, start: usize, end: usize) -> usize {
        let sign = |at: usize| self.places.get(at + 1).is_none_or(|next| self.clause(at) != next.clause);
        let mut end = end;
        while start + 1 < end && sign(end - 1) {
            end -= 1;
        }
        end
    }

    /// Does a Latin letter or digit stand in the original right before the range, or right after it?
    pub fn letter_beside(&self, start: usize, end: usize) -> (bool, bool) {
        let (first, last) = self.original_range(start, end);
        let letter = |at: Option<&char>| at.is_some_and(char::is_ascii_alphanumeric);
        (first.checked_sub(1).is_some_and(|at| letter(self.original.get(at))), letter(self.original.get(last)))
    }
}
