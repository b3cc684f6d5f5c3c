//! Levels of attention.

/// How much attention somebody needs, least first. Written `none`, `blue`, `yellow`, `red`.
///
/// Blue, yellow and red are the colours of the warning loop (requirements Z4-55) and map to its levels of the same name; a level of this model
/// is a hint to the duty desk and opens no warning by itself. As attention 0–4 of other systems: none 0, blue 1, yellow 2, red 3 and 4.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing known calls for attention. It does not mean that all is well: see [`crate::Basis`].
    #[default]
    None,
    /// 蓝色
    Blue,
    /// 黄色
    Yellow,
    /// 红色
    Red,
}

impl Level {
    /// All levels, least first.
    pub const ALL: [Self; 4] = [Self::None, Self::Blue, Self::Yellow, Self::Red];

    /// The word of packs, events and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Blue => "blue",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }

    /// The next level down; none below none.
    pub const fn lower(self) -> Self {
        match self {
            Self::None | Self::Blue => Self::None,
            Self::Yellow => Self::Blue,
            Self::Red => Self::Yellow,
        }
    }
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// One value for each level that can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByLevel<T> {
    pub blue: T,
    pub yellow: T,
    pub red: T,
}

impl<T> ByLevel<T> {
    /// The value of `level`; nothing for [`Level::None`].
    pub const fn of(&self, level: Level) -> Option<&T> {
        match level {
            Level::None => None,
            Level::Blue => Some(&self.blue),
            Level::Yellow => Some(&self.yellow),
            Level::Red => Some(&self.red),
        }
    }
}
