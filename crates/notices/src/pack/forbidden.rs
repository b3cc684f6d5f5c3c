//! Words that would tell a stranger who reads over somebody's shoulder what the letter is about.

/// A list of words. Chinese words are found anywhere; words of Latin letters as whole words in any case, or as beginnings when they end with `*`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forbidden {
    words: Vec<String>,
}

impl Forbidden {
    pub(super) fn new(words: &[String]) -> Self {
        Self { words: words.iter().map(|word| plain(word)).collect() }
    }

    /// The first forbidden word in a text. Spaces and other signs between Chinese characters, letters of full width and case do not hide it.
    pub fn find(&self, text: &str) -> Option<&str> {
        let text = plain(text);
        let letters: String = text.chars().filter(|sign| sign.is_alphanumeric()).collect();
        self.words
            .iter()
            .map(String::as_str)
            .find(|word| if word.is_ascii() { holds_latin(&text, word) } else { letters.contains(*word) })
    }
}

/// Is it a word that can be looked for?
pub(super) fn is_word(word: &str) -> bool {
    let plain = plain(word);
    let core = plain.strip_suffix('*').unwrap_or(&plain);
    if core.is_ascii() {
        !core.is_empty() && core.bytes().all(|sign| sign.is_ascii_alphanumeric())
    } else {
        core.len() == plain.len() && core.chars().all(char::is_alphanumeric)
    }
}

fn holds_latin(text: &str, word: &str) -> bool {
    let (core, is_beginning) = word.strip_suffix('*').map_or((word, false), |core| (core, true));
    text.split(|sign: char| !sign.is_ascii_alphanumeric())
        .any(|found| if is_beginning { found.starts_with(core) } else { found == core })
}

/// Small letters of normal width.
fn plain(text: &str) -> String {
    let narrow = text.chars().map(|sign| match u32::from(sign) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(sign),
        _ => sign,
    });
    narrow.flat_map(char::to_lowercase).collect()
}
