//! What somebody typed to find a person.

use std::collections::BTreeSet;

use crate::piece::{characters, phone_pieces, pieces};
use crate::reading::plain;
use crate::syllable::{cuts, longer_than};

/// Longest text that is looked for, in characters.
pub const LONGEST: usize = 40;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// characters of a name: one is the beginning of the surname, two and more stand anywhere in the name
    Characters(String),
    /// pinyin or initials: lower case, without spaces, ü as v or, as passports write it, as yu
    Letters(String),
    /// a whole phone number, digits only
    Phone(String),
    /// the last four digits of a phone number
    PhoneEnd(String),
    /// 18 digits, or 17 and X: a citizen number; whether it is a sound one is for the caller to check
    Number(String),
}

/// Why nothing can be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unclear {
    /// nothing was typed
    #[error("nothing was typed")]
    Empty,
    /// more than [`LONGEST`] characters
    #[error("the text is longer than {LONGEST} characters")]
    TooLong,
    /// a single letter would find a quarter of everybody
    #[error("one letter alone is too little")]
    OneLetter,
    /// digits are four (end of a phone), 7 to 12 (a phone) or 18 (a citizen number)
    #[error("so many digits are neither a phone number nor its last four digits nor a citizen number")]
    Digits,
    /// characters and letters in one, or signs
    #[error("characters, letters and digits are mixed")]
    Mixed,
}

/// How well a person fits; the smaller the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// the whole name, the whole pinyin, the number or the phone
    Whole,
    /// the beginning
    Beginning,
    /// surname and initials, or initials
    Initials,
    /// somewhere
    Piece,
}

impl Query {
    /// Reads what was typed. Full-width letters and digits count as plain ones. Errors: [`Unclear`].
    pub fn parse(typed: &str) -> Result<Self, Unclear> {
        let text: String = typed.trim().chars().map(narrow).collect();
        if text.is_empty() {
            return Err(Unclear::Empty);
        }
        if text.chars().count() > LONGEST {
            return Err(Unclear::TooLong);
        }
        let signs = |one: &char| !one.is_whitespace() && !matches!(one, '·' | '•' | '\'' | '’' | '-' | '.' | '+');
        let kept: String = text.chars().filter(signs).collect();
        if let Some(number) = citizen_number(&kept) {
            return Ok(Self::Number(number));
        }
        if !kept.is_empty() && kept.bytes().all(|byte| byte.is_ascii_digit()) {
            return match kept.len() {
                4 => Ok(Self::PhoneEnd(kept)),
                7..=12 => Ok(Self::Phone(kept)),
                _ => Err(Unclear::Digits),
            };
        }
        let letters = plain(&kept.to_lowercase());
        if !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return if letters.len() == 1 { Err(Unclear::OneLetter) } else { Ok(Self::Letters(letters)) };
        }
        let found: String = characters(&kept).into_iter().collect();
        if found.is_empty() || found.chars().count() != kept.chars().count() {
            Err(Unclear::Mixed)
        } else {
            Ok(Self::Characters(found))
        }
    }

    /// The pieces to look for: somebody is found who has all pieces of one of the alternatives. Empty for a citizen number, which is
    /// looked up whole.
    pub fn alternatives(&self) -> Vec<Vec<String>> {
        match self {
            Self::Characters(text) => {
                let all: Vec<char> = text.chars().collect();
                if let [only] = all[..] {
                    return vec![vec![format!("s:{only}")]];
                }
                let mut pairs: Vec<String> = all.windows(2).map(|pair| format!("g:{}{}", pair[0], pair[1])).collect();
                pairs.dedup();
                pairs.truncate(4);
                vec![pairs]
            }
            Self::Letters(text) => {
                let all: BTreeSet<String> = spellings(text).iter().flat_map(|text| letters(text)).collect();
                all.into_iter().map(|piece| vec![piece]).collect()
            }
            Self::Phone(digits) => vec![vec![format!("t:{digits}")]],
            Self::PhoneEnd(digits) => vec![vec![format!("e:{digits}")]],
            Self::Number(_) => Vec::new(),
        }
    }

    /// Does the person fit, and how well? Decided from the opened name and phone, never from hashes.
    pub fn fit(&self, name: &str, phone: Option<&str>) -> Option<Fit> {
        match self {
            Self::Characters(text) => {
                let whole: String = characters(name).into_iter().collect();
                let single = text.chars().count() == 1;
                match () {
                    () if whole == *text => Some(Fit::Whole),
                    () if whole.starts_with(text.as_str()) => Some(Fit::Beginning),
                    () if !single && whole.contains(text.as_str()) => Some(Fit::Piece),
                    () => None,
                }
            }
            Self::Letters(text) => spellings(text).iter().filter_map(|text| letters_fit(text, name)).min(),
            Self::Phone(digits) => phone_fit("t", digits, phone),
            Self::PhoneEnd(digits) => phone_fit("e", digits, phone),
            Self::Number(_) => None,
        }
    }
}

fn phone_fit(kind: &str, digits: &str, phone: Option<&str>) -> Option<Fit> {
    phone_pieces(phone?).contains(&format!("{kind}:{digits}")).then_some(Fit::Whole)
}

/// As it was typed, and with each lyu and nyu of passports as ü or not: `chenyu` is 陈雨, `nyuying` is 女英.
fn spellings(text: &str) -> BTreeSet<String> {
    const MOST: usize = 3;
    let mut all = BTreeSet::from([text.to_owned()]);
    // from the end, so that what stands before keeps its place
    for (at, _) in text.rmatch_indices("yu").filter(|(at, _)| text[..*at].ends_with(['l', 'n'])).take(MOST) {
        let more: Vec<String> = all.iter().map(|known| format!("{}v{}", &known[..at], &known[at + 2..])).collect();
        all.extend(more);
    }
    all
}

/// Whole pinyin, or pinyin that ends inside a syllable, or initials.
fn letters(text: &str) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = [format!("p:{text}"), format!("m:{text}"), format!("i:{text}")].into();
    for (at, can) in cuts(text).into_iter().enumerate() {
        let rest = &text[at..];
        if can && !rest.is_empty() && rest.len() < 6 {
            found.extend(longer_than(rest).map(|syllable| format!("p:{}{syllable}", &text[..at])));
        }
    }
    found
}

fn letters_fit(text: &str, name: &str) -> Option<Fit> {
    let own = pieces(name);
    if own.contains(&format!("p:{text}")) {
        let longer = format!("p:{text}");
        let is_whole = own.iter().filter(|piece| piece.starts_with("p:")).all(|piece| piece.len() <= longer.len());
        return Some(if is_whole { Fit::Whole } else { Fit::Beginning });
    }
    if own.contains(&format!("m:{text}")) || own.contains(&format!("i:{text}")) {
        return Some(Fit::Initials);
    }
    letters(text).iter().any(|piece| own.contains(piece)).then_some(Fit::Beginning)
}

fn citizen_number(text: &str) -> Option<String> {
    let upper = text.to_ascii_uppercase();
    let (digits, last) = upper.split_at_checked(17)?;
    let sound = digits.bytes().all(|byte| byte.is_ascii_digit())
        && last.len() == 1
        && last.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X');
    sound.then_some(upper)
}

/// Full-width letters, digits and spaces as plain ones.
fn narrow(one: char) -> char {
    match one {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(one) - 0xfee0).unwrap_or(one),
        '\u{3000}' => ' ',
        other => other,
    }
}
