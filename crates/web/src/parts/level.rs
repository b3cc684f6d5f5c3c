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

    /// The word of the level.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Level::Red => lang.t("level-red"),
            Level::Yellow => lang.t("level-yellow"),
            Level::Blue => lang.t("level-blue"),
        }
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

    /// The level on a ground of its own.
    pub fn pill(lang: Lang, level: Level) -> Self {
        Self { pill: true, ..Self::plain(lang, level) }
    }
}
