//! What stands in a report, in words that are ready to be printed.

use serde::Serialize;

/// A report.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Document {
    /// `zh` or `en`.
    pub lang: String,
    /// Who it is from, above the title.
    pub lead: String,
    /// Title.
    pub title: String,
    /// Lines beside the title: days, number.
    pub stamp: Vec<String>,
    /// A few large numbers with their labels.
    pub figures: Vec<(String, String)>,
    /// In order.
    pub sections: Vec<Section>,
    /// At the foot of every page.
    pub foot: String,
}

/// A part of a report.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Section {
    /// Heading.
    pub heading: String,
    /// Above the table.
    pub paragraphs: Vec<String>,
    /// At most one.
    pub table: Option<Table>,
    /// Below the table, small.
    pub notes: Vec<String>,
}

/// A table; every row has a cell for each column.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Table {
    /// What it shows, for those who hear it.
    pub caption: String,
    /// Names of the columns.
    pub head: Vec<String>,
    /// Added to the name of a column for both ends of its ranges.
    pub ends: (String, String),
    /// The first cell of each row names it.
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Cell {
    /// Words.
    Words {
        /// As printed.
        text: String,
    },
    /// A number that may be seen.
    Number {
        /// In the unit of its column; a share is 0–1.
        value: f64,
        /// Format of table programs: `0`, `0.00`, `0.0%`.
        format: &'static str,
        /// Between what it lies; a table program gets both ends in cells of their own.
        range: Option<(f64, f64)>,
        /// As printed, with the range.
        text: String,
    },
    /// A number that may not be seen, and that is not here.
    Hidden {
        /// What is printed in its place.
        text: String,
    },
}

impl Cell {
    /// Words.
    pub fn words(text: impl Into<String>) -> Self {
        Self::Words { text: text.into() }
    }

    /// As printed.
    pub fn text(&self) -> &str {
        match self {
            Self::Words { text } | Self::Number { text, .. } | Self::Hidden { text } => text,
        }
    }

    /// Does it hold a number, or the place of one?
    pub const fn is_number(&self) -> bool {
        !matches!(self, Self::Words { .. })
    }
}
