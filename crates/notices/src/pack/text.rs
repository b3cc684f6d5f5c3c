//! A text with its slots.

use std::fmt::Write as _;

/// What may be filled in. Nothing here can hold anything about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// How many things wait.
    Count,
    /// By when.
    Due,
    /// The desk of the program.
    Link,
    /// The operator's neutral name of the service.
    Service,
}

impl Slot {
    /// All slots.
    pub const ALL: [Self; 4] = [Self::Count, Self::Due, Self::Link, Self::Service];

    /// As it stands between braces.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Due => "due",
            Self::Link => "link",
            Self::Service => "service",
        }
    }
}

/// A text, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    Slot(Slot),
}

/// What is filled in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filling<'a> {
    pub count: u32,
    pub due: &'a str,
    pub link: &'a str,
    pub service: &'a str,
}

impl Form {
    /// Takes a text apart. Errors: what stands between braces and is no slot, or a brace alone.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (words, from) = rest.split_at(at);
            let inside = from.strip_prefix('{').and_then(|inside| inside.split_once('}'));
            let (name, after) = inside.ok_or_else(|| "a brace alone".to_owned())?;
            let slot = Slot::ALL.into_iter().find(|slot| slot.code() == name).ok_or_else(|| format!("{{{name}}}"))?;
            if !words.is_empty() {
                pieces.push(Piece::Words(words.to_owned()));
            }
            pieces.push(Piece::Slot(slot));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Words(rest.to_owned()));
        }
        Ok(Self(pieces))
    }

    /// Is something filled in there?
    pub fn has(&self, slot: Slot) -> bool {
        self.0.contains(&Piece::Slot(slot))
    }

    pub(crate) fn fill(&self, filling: &Filling<'_>) -> String {
        self.0.iter().fold(String::new(), |mut text, piece| {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Slot(Slot::Count) => {
                    let _ = write!(text, "{}", filling.count);
                }
                Piece::Slot(Slot::Due) => text.push_str(filling.due),
                Piece::Slot(Slot::Link) => text.push_str(filling.link),
                Piece::Slot(Slot::Service) => text.push_str(filling.service),
            }
            text
        })
    }
}

/// The text of one language, subject and way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub(crate) title: Option<Form>,
    pub(crate) due: Option<Form>,
    pub(crate) open: Form,
}
