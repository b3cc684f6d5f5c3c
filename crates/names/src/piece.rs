//! The pieces of a name under which it is found.
//!
//! A piece is a short text with the kind in front. Whoever keeps names sealed keeps a keyed hash of each piece; a search makes the pieces
//! of what was typed and looks for their hashes.

use std::collections::BTreeSet;

use crate::reading::{Sound, sounds};
use crate::surname;

/// At most so many pieces for one name: rare characters with many readings must not flood the index.
pub const MOST_PIECES: usize = 96;
/// At most so many ways to read the beginning of a name up to one of its characters.
const MOST_READINGS: usize = 12;
/// Words in Latin letters are found by their first 2 to 16 letters.
const WORD_LETTERS: usize = 16;

/// The pieces of a full name.
///
/// For 罗小明: `s:罗` (beginning of the surname), `g:罗小` and `g:小明` (any two characters), `p:luo`, `p:luoxiao`, `p:luoxiaoming` (pinyin up to
/// each character, in every reading), `m:luox` and `m:luoxm` (surname and initials), `i:lx` and `i:lxm` (initials).
pub fn pieces(name: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let characters = characters(name);
    add(&mut found, characters.first().map(|first| format!("s:{first}")));
    add(&mut found, characters.windows(2).map(|pair| format!("g:{}{}", pair[0], pair[1])));
    let sounds = sounds(name);
    let surname = surname::length(&characters).min(sounds.len());
    let mut read = Readings::nothing();
    for sound in &sounds {
        words(&mut found, &read, sound);
        read = read.then(&sound.readings);
        add(&mut found, read.texts().map(|text| format!("p:{text}")));
    }
    initials(&mut found, &sounds, surname);
    found
}

/// Initials, and the surname's pinyin with the initials behind it.
fn initials(found: &mut BTreeSet<String>, sounds: &[Sound], surname: usize) {
    let (mut read, mut initials, mut mixed) = (Readings::nothing(), Readings::nothing(), Readings::nothing());
    for (at, sound) in sounds.iter().enumerate() {
        let first: Vec<String> = sound.readings.iter().map(|reading| reading[..1].to_owned()).collect();
        initials = initials.then(&first);
        mixed = mixed.then(&first);
        if at < surname {
            read = read.then(&sound.readings);
            mixed = read.clone();
        }
        if at > 0 {
            add(found, initials.texts().map(|text| format!("i:{text}")));
        }
        if at + 1 > surname {
            add(found, mixed.texts().map(|text| format!("m:{text}")));
        }
    }
}

fn add(found: &mut BTreeSet<String>, more: impl IntoIterator<Item = String>) {
    for piece in more {
        if found.len() < MOST_PIECES {
            found.insert(piece);
        }
    }
}

/// The pieces of a phone number: the whole of it and its last four digits.
pub fn phone_pieces(phone: &str) -> BTreeSet<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let mut found = BTreeSet::new();
    if digits.len() >= 4 {
        found.insert(format!("e:{}", &digits[digits.len() - 4..]));
        found.insert(format!("t:{digits}"));
    }
    found
}

/// The characters of a name that are no spaces, points or Latin letters.
pub(crate) fn characters(name: &str) -> Vec<char> {
    name.chars().filter(|one| one.is_alphabetic() && !one.is_ascii()).collect()
}

fn words(found: &mut BTreeSet<String>, before: &Readings, sound: &Sound) {
    if !sound.is_word {
        return;
    }
    for text in before.texts() {
        for word in &sound.readings {
            let begin = if text.is_empty() { 2 } else { 1 };
            add(found, (begin..word.len().min(WORD_LETTERS)).map(|end| format!("p:{text}{}", &word[..end])));
        }
    }
}

/// Ways to read the beginning of a name, the likeliest first; each with how far it is from the likeliest.
#[derive(Clone)]
struct Readings(Vec<(usize, String)>);

impl Readings {
    fn nothing() -> Self {
        Self(vec![(0, String::new())])
    }

    fn texts(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(_, text)| text)
    }

    /// Each of these with each of the next.
    fn then(&self, next: &[String]) -> Self {
        let mut all: Vec<(usize, String)> = Vec::with_capacity(self.0.len() * next.len());
        for (far, text) in &self.0 {
            all.extend(next.iter().enumerate().map(|(rank, reading)| (far + rank, format!("{text}{reading}"))));
        }
        all.sort();
        let mut seen = BTreeSet::new();
        all.retain(|(_, text)| seen.insert(text.clone()));
        all.truncate(MOST_READINGS);
        Self(all)
    }
}
