//! What the command takes.

use std::path::PathBuf;

/// Score a file of answers with a published instrument.
///
/// Writes one row for each row of the file, in its order: row, id, the kept columns, total, every other score, band, complete,
/// critical, flags. A row with an answer that the instrument does not take is written with empty scores and the flag `error`, and is
/// listed in OUT.errors.csv. Blank cells and the words NA, NaN, `.` and `-` are missing answers.
///
/// Exit code 0: all rows scored; 3: some rows are bad; 2: the command or a file is wrong and nothing was written.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ScoreArgs {
    /// Code of the instrument, such as phq-9; phq-9/1 for one version of it.
    pub instrument: String,

    /// CSV (UTF-8, UTF-16 or GB18030; comma, semicolon or tab) or XLSX, with a header row.
    pub file: PathBuf,

    /// Columns of the items, in the order of the items, separated by commas.
    #[arg(long, value_name = "COLS", value_delimiter = ',', conflicts_with = "prefix")]
    pub items: Vec<String>,

    /// Columns of the items are this prefix followed by the item's code: phq for phq1, phq2, …
    #[arg(long, value_name = "P")]
    pub prefix: Option<String>,

    /// Number to add to every answer to a question with options: -1 for a file that counts from 1 where the instrument counts from 0.
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true)]
    pub shift: i32,

    /// The file's reverse-keyed items have been reversed already: undo that first.
    #[arg(long)]
    pub already_reversed: bool,

    /// Column that is written as id.
    #[arg(long, value_name = "COL")]
    pub id: Option<String>,

    /// Columns to copy, separated by commas.
    #[arg(long, value_name = "COLS", value_delimiter = ',')]
    pub keep: Vec<String>,

    /// File to write; it appears only when complete. Without it rows go to the standard output, unless only --summary is asked for.
    #[arg(long, value_name = "OUT.csv")]
    pub out: Option<PathBuf>,

    /// Fill in missing items by the person's mean, as far as the instrument allows; adds the column prorated.
    #[arg(long)]
    pub prorate: bool,

    /// Use the bands of this setting, such as china.
    #[arg(long, value_name = "S")]
    pub setting: Option<String>,

    /// Column of the sex, for bands that differ by it: male, female, m, f, 男, 女, or 1 and 2 as in GB/T 2261.1; 0 and 9 are unknown.
    #[arg(long, value_name = "COL")]
    pub sex: Option<String>,

    /// Column of the age in years, for bands that differ by it.
    #[arg(long, value_name = "COL")]
    pub age: Option<String>,

    /// Sheet of a workbook; the first when left out.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// Print count, mean, standard deviation, range, alpha, bands and critical answers.
    #[arg(long, value_name = "FORMAT", num_args = 0..=1, default_missing_value = "text")]
    pub summary: Option<Format>,
}

/// How the summary is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}
