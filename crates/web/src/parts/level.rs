//! Warning level: shape, colour and word together. Staff pages only.

use askama::Template;

use crate::i18n::Lang;

/// Level of a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Red,
    Yellow,
    Blue,
}

impl Level {
    fn class(self) -> &'static str {
        match self {
            Level::Red => "red",
            Level::Yellow => "yellow",
            Level::Blue => "blue",
        }
    }

    /// The word of the level, and behind it that of the reader's organisation.
    pub fn name_with(self, lang: Lang, own: Option<&OwnWords>) -> String {
        let name = self.name(lang);
        own.map_or(name.clone(), |own| lang.t2("level-with-own", "level", name, "own", own.of(self)))
    }

    /// The word of the level.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Level::Red => lang.t("level-red"),
            Level::Yellow => lang.t("level-yellow"),
            Level::Blue => lang.t("level-blue"),
        }
    }
}

/// What the reader's organisation calls the levels. It stands behind the colour, never instead of it: elsewhere the same word may mean the
/// opposite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWords {
    pub red: String,
    pub yellow: String,
    pub blue: String,
}

impl OwnWords {
    /// The word for a level.
    pub fn of(&self, level: Level) -> &str {
        match level {
            Level::Red => &self.red,
            Level::Yellow => &self.yellow,
            Level::Blue => &self.blue,
        }
    }

    /// All three beside their colours, and that the colour counts.
    pub fn legend(&self, lang: Lang) -> String {
        lang.t3("level-own-legend", [("red", &self.red), ("yellow", &self.yellow), ("blue", &self.blue)])
    }
}

/// Badge of a level.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r##"<span class="xq-level xq-level-{{ class }}{% if pill %} is-pill{% endif %}"><svg class="xq-lv" aria-hidden="true"><use href="#lv-{{ class }}"/></svg>{{ name }}</span>"##
)]
pub struct LevelBadge {
    class: &'static str,
    name: String,
    pill: bool,
}

impl LevelBadge {
    /// The level beside other words.
    pub fn plain(lang: Lang, level: Level) -> Self {
        Self { class: level.class(), name: level.name(lang), pill: false }
    }

    /// The same with the word of the reader's organisation behind the colour.
    pub fn called(self, lang: Lang, own: Option<&str>) -> Self {
        match own {
            Some(own) => Self { name: lang.t2("level-with-own", "level", self.name, "own", own), ..self },
            None => self,
        }
    }

    /// The level on a ground of its own.
    pub fn pill(lang: Lang, level: Level) -> Self {
        Self { pill: true, ..Self::plain(lang, level) }
    }
}
