//! How the characters of a name are read: every reading, without tones.

use pinyin::ToPinyinMulti as _;

use crate::surname;

/// What one character, or one word in Latin letters, sounds like. The first reading is the likeliest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sound {
    pub readings: Vec<String>,
    /// a word in Latin letters, which is looked for from its second letter on
    pub is_word: bool,
}

/// The sounds of a name in order; signs that have none are left out.
pub(crate) fn sounds(name: &str) -> Vec<Sound> {
    let mut sounds: Vec<Sound> = Vec::new();
    let mut word = String::new();
    let characters: Vec<char> = name.chars().collect();
    let surname = surname::reading(&characters);
    for (at, one) in characters.iter().enumerate() {
        if one.is_ascii_alphabetic() {
            word.push(one.to_ascii_lowercase());
            continue;
        }
        end_word(&mut sounds, &mut word);
        let mut readings: Vec<String> = surname.get(at).map(|read| vec![(*read).to_owned()]).unwrap_or_default();
        for reading in one.to_pinyin_multi().into_iter().flatten() {
            let plain = plain(reading.plain());
            // a reading that nobody can type (ḿ, ń) is not indexed
            if plain.bytes().all(|byte| byte.is_ascii_lowercase()) && !readings.contains(&plain) {
                readings.push(plain);
            }
        }
        if !readings.is_empty() {
            sounds.push(Sound { readings, is_word: false });
        }
    }
    end_word(&mut sounds, &mut word);
    sounds
}

fn end_word(sounds: &mut Vec<Sound>, word: &mut String) {
    if !word.is_empty() {
        sounds.push(Sound { readings: vec![std::mem::take(word)], is_word: true });
    }
}

/// ü is written v.
pub(crate) fn plain(syllable: &str) -> String {
    syllable.replace('ü', "v")
}
