//! What the command takes.

use std::path::PathBuf;

use xinqiao_factor::{Method, Rotation};

/// Reliability and structure of a questionnaire's data: items, alpha, omega, factors, fit of one factor, retest.
///
/// The first column is the id of the person, every other column an item with whole numbers; blank cells and the words NA, NaN, `.` and
/// `-` are missing answers. Prints a report with remarks and the rule behind each.
///
/// Exit code 0: the report was made; 2: the command or a file is wrong and nothing was written.
#[derive(Debug, Clone, clap::Args)]
pub struct PsychometricsArgs {
    /// CSV (UTF-8, UTF-16 or GB18030; comma, semicolon or tab) or XLSX, with a header row
    pub file: PathBuf,

    /// Column of the id; the first when left out
    #[arg(long, value_name = "COL")]
    pub id: Option<String>,

    /// Columns of the items, separated by commas; all but the id when left out
    #[arg(long, value_name = "COLS", value_delimiter = ',')]
    pub items: Vec<String>,

    /// Columns that count the other way round, separated by commas
    #[arg(long, value_name = "COLS", value_delimiter = ',', conflicts_with = "scale")]
    pub reverse: Vec<String>,

    /// Lowest and highest answer, such as 0-3; the lowest and highest of each column when left out
    #[arg(long, value_name = "LOW-HIGH", conflicts_with = "scale")]
    pub range: Option<String>,

    /// Code of an instrument, such as phq-9: its items, reversals and sub-scales
    #[arg(long, value_name = "CODE")]
    pub scale: Option<String>,

    /// With --scale: columns of the items are this prefix followed by the item's code
    #[arg(long, value_name = "P", requires = "scale", conflicts_with = "items")]
    pub prefix: Option<String>,

    /// With --scale: number to add to every answer, -1 for a file that counts from 1 where the instrument counts from 0
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true, requires = "scale")]
    pub shift: i32,

    /// With --scale: the file's reverse-keyed items have been reversed already
    #[arg(long, requires = "scale")]
    pub already_reversed: bool,

    /// The same persons a second time: a file with the same columns
    #[arg(long, value_name = "FILE2")]
    pub retest: Option<PathBuf>,

    /// Number of factors; as many as stand out from chance when left out
    #[arg(long, value_name = "N")]
    pub factors: Option<usize>,

    /// How factors are turned
    #[arg(long, value_name = "HOW", default_value = "oblimin")]
    pub rotation: Turn,

    /// How the interval of alpha is found
    #[arg(long, value_name = "HOW", default_value = "feldt")]
    pub interval: Way,

    /// Leave out polychoric correlations and what rests on them
    #[arg(long)]
    pub no_polychoric: bool,

    /// Seed of the random data that eigenvalues are compared with
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// Sheet of a workbook; the first when left out
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// Language of the report: zh-CN or en
    #[arg(long, value_name = "LANG", default_value = "zh-CN", value_parser = ["zh-CN", "zh", "en"])]
    pub lang: String,

    /// Write every number as JSON; the file appears only when complete
    #[arg(long, value_name = "OUT.json")]
    pub out: Option<PathBuf>,
}

/// How factors are turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Turn {
    /// Not at all.
    None,
    /// Uncorrelated.
    Varimax,
    /// May correlate.
    Oblimin,
}

impl From<Turn> for Rotation {
    fn from(turn: Turn) -> Self {
        match turn {
            Turn::None => Self::None,
            Turn::Varimax => Self::Varimax,
            Turn::Oblimin => Self::Oblimin,
        }
    }
}

/// How the interval of alpha is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Way {
    /// F distribution.
    Feldt,
    /// Normal distribution of ln(1 − alpha).
    Bonett,
}

impl From<Way> for Method {
    fn from(way: Way) -> Self {
        match way {
            Way::Feldt => Self::Feldt,
            Way::Bonett => Self::Bonett,
        }
    }
}
