//! Exported files: lines of JSON, or CSV cells with the same content. Either is verified without the database.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Entry, Fault, Part, Row, Seal, SignedHead, Suite, Walk, What};

/// The form of the files.
pub const FORM: &str = "xinqiao-audit/1";
/// The columns of a CSV file.
pub const COLUMNS: [&str; 19] = [
    "kind",
    "export",
    "seal",
    "position",
    "link",
    "id",
    "account",
    "role",
    "action",
    "purpose",
    "place",
    "person",
    "record_kind",
    "record",
    "outcome",
    "detail",
    "at",
    "previous",
    "more",
];

/// One line of an exported file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Line {
    /// the first: who took the file out, when and what for
    Export(Watermark),
    Seal(Seal),
    Row {
        /// the export that this line belongs to, so that a line that was copied out still tells
        export: Uuid,
        seal: i64,
        position: i64,
        link: String,
        #[serde(flatten)]
        row: Row,
    },
    /// a row that the retention job took
    Gone {
        seal: i64,
        position: i64,
        link: String,
    },
    /// a row outside of what was asked for
    Outside {
        seal: i64,
        position: i64,
        link: String,
    },
    /// a row that no seal covers yet
    Unsealed {
        export: Uuid,
        #[serde(flatten)]
        row: Row,
    },
    /// the last
    End(End),
}

/// Who took the file out, when and what for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watermark {
    pub form: String,
    pub export: Uuid,
    /// login of whoever took it out
    pub by: String,
    pub at: Timestamp,
    pub purpose: String,
    pub place: String,
    /// an excerpt: rows of these places (paths, joined by commas) and below, the others stand as links; none holds all rows of the time
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<String>,
    pub from: Timestamp,
    pub until: Timestamp,
}

/// What the file holds, and a hash over all lines before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    pub seals: i64,
    pub rows: i64,
    pub unsealed: i64,
    pub sha256: String,
    /// the head of the chain when the file was made, if the deployment has a key
    pub head: Option<SignedHead>,
}

/// Why a line cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LineFault {
    #[error("it is not a line of an audit export: {0}")]
    Json(#[from] serde_json::Error),
    #[error("it has {found} cells, {} were expected", COLUMNS.len())]
    Cells { found: usize },
    #[error("the column {column} holds {found:?}, expected {expected}")]
    Cell { column: &'static str, expected: &'static str, found: String },
}

impl Line {
    /// As one line of JSON.
    ///
    /// # Errors
    /// None that a line can cause.
    pub fn to_json(&self) -> Result<String, LineFault> {
        Ok(serde_json::to_string(self)?)
    }

    /// From one line of JSON.
    pub fn from_json(text: &str) -> Result<Self, LineFault> {
        Ok(serde_json::from_str(text)?)
    }

    /// As CSV cells. A cell that a table program would take for a formula begins with an apostrophe, and so does one that begins with an
    /// apostrophe itself: [`Line::from_cells`] takes exactly one away.
    pub fn to_cells(&self) -> Result<Vec<String>, LineFault> {
        let mut cells = vec![String::new(); COLUMNS.len()];
        let id = |id: &Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        let mut put = |column: &str, value: String| {
            if let Some(at) = COLUMNS.iter().position(|known| *known == column) {
                cells[at] = guarded(value);
            }
        };
        let kind = match self {
            Self::Export(_) => "export",
            Self::Seal(_) => "seal",
            Self::Row { .. } => "row",
            Self::Gone { .. } => "gone",
            Self::Outside { .. } => "outside",
            Self::Unsealed { .. } => "unsealed",
            Self::End(_) => "end",
        };
        put("kind", kind.to_owned());
        match self {
            Self::Export(mark) => {
                put("export", mark.export.to_string());
                put("more", serde_json::to_string(mark)?);
            }
            Self::End(end) => put("more", serde_json::to_string(end)?),
            Self::Seal(seal) => {
                put("seal", seal.no.to_string());
                put("position", seal.rows.to_string());
                put("link", seal.root.clone());
                put("at", seal.at.to_string());
                put("previous", seal.previous.clone());
                put("more", format!("{} {} {}", seal.suite, seal.total, seal.hash));
            }
            Self::Row { seal, position, link, .. }
            | Self::Gone { seal, position, link }
            | Self::Outside { seal, position, link } => {
                put("seal", seal.to_string());
                put("position", position.to_string());
                put("link", link.clone());
            }
            Self::Unsealed { .. } => {}
        }
        if let Self::Row { export, row, .. } | Self::Unsealed { export, row } = self {
            put("export", export.to_string());
            put("id", row.id.to_string());
            put("account", id(&row.account));
            put("role", row.role.clone());
            put("action", row.action.clone());
            put("purpose", row.purpose.clone());
            put("place", row.place.clone());
            put("person", id(&row.person));
            put("record_kind", row.record_kind.clone());
            put("record", id(&row.record));
            put("outcome", row.outcome.clone());
            put("detail", row.detail.clone());
            put("at", row.at.to_string());
        }
        Ok(cells)
    }

    /// From CSV cells.
    pub fn from_cells(cells: &[String]) -> Result<Self, LineFault> {
        if cells.len() != COLUMNS.len() {
            return Err(LineFault::Cells { found: cells.len() });
        }
        let read = Cells(cells);
        let place =
            || -> Result<(i64, i64, String), LineFault> { Ok((read.int("seal")?, read.int("position")?, read.text("link"))) };
        match read.text("kind").as_str() {
            "export" => Ok(Self::Export(serde_json::from_str(&read.text("more"))?)),
            "end" => Ok(Self::End(serde_json::from_str(&read.text("more"))?)),
            "seal" => read.seal().map(Self::Seal),
            "row" => {
                let (seal, position, link) = place()?;
                Ok(Self::Row { export: read.id("export")?, seal, position, link, row: read.row()? })
            }
            "unsealed" => Ok(Self::Unsealed { export: read.id("export")?, row: read.row()? }),
            "gone" => place().map(|(seal, position, link)| Self::Gone { seal, position, link }),
            "outside" => place().map(|(seal, position, link)| Self::Outside { seal, position, link }),
            other => Err(LineFault::Cell { column: "kind", expected: "a kind of line", found: other.to_owned() }),
        }
    }
}

/// Signs with which a table program takes a cell for a formula, and the guard itself.
const GUARDED: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

fn guarded(value: String) -> String {
    if value.starts_with(GUARDED) { format!("'{value}") } else { value }
}

struct Cells<'a>(&'a [String]);

impl Cells<'_> {
    fn text(&self, column: &str) -> String {
        let cell = COLUMNS.iter().position(|known| *known == column).and_then(|at| self.0.get(at));
        let cell = cell.map(String::as_str).unwrap_or_default();
        cell.strip_prefix('\'').unwrap_or(cell).to_owned()
    }

    fn parsed<T: std::str::FromStr>(&self, column: &'static str, expected: &'static str) -> Result<T, LineFault> {
        let found = self.text(column);
        found.parse().map_err(|_| LineFault::Cell { column, expected, found })
    }

    fn int(&self, column: &'static str) -> Result<i64, LineFault> {
        self.parsed(column, "a whole number")
    }

    fn id(&self, column: &'static str) -> Result<Uuid, LineFault> {
        self.parsed(column, "an id")
    }

    fn id_opt(&self, column: &'static str) -> Result<Option<Uuid>, LineFault> {
        if self.text(column).is_empty() { Ok(None) } else { self.id(column).map(Some) }
    }

    fn at(&self) -> Result<Timestamp, LineFault> {
        self.parsed("at", "an instant")
    }

    fn row(&self) -> Result<Row, LineFault> {
        Ok(Row {
            id: self.id("id")?,
            account: self.id_opt("account")?,
            role: self.text("role"),
            action: self.text("action"),
            purpose: self.text("purpose"),
            place: self.text("place"),
            person: self.id_opt("person")?,
            record_kind: self.text("record_kind"),
            record: self.id_opt("record")?,
            outcome: self.text("outcome"),
            detail: self.text("detail"),
            at: self.at()?,
        })
    }

    fn seal(&self) -> Result<Seal, LineFault> {
        let more = self.text("more");
        let mut words = more.split(' ');
        let mut word = || words.next().unwrap_or_default().to_owned();
        let wrong = |found: String| LineFault::Cell { column: "more", expected: "suite, total and hash of the seal", found };
        let suite: Suite = word().parse().map_err(|_| wrong(more.clone()))?;
        let total = word().parse().map_err(|_| wrong(more.clone()))?;
        Ok(Seal {
            no: self.int("seal")?,
            rows: self.int("position")?,
            total,
            previous: self.text("previous"),
            root: self.text("link"),
            suite,
            at: self.at()?,
            hash: word(),
        })
    }
}

/// A walk along an exported file, line by line.
#[derive(Debug)]
pub struct FileWalk {
    pub walk: Walk,
    pub mark: Option<Watermark>,
    /// the head at its end, not yet checked
    pub head: Option<SignedHead>,
    /// rows that no seal covers
    pub unsealed: i64,
    open: Option<(Seal, Vec<Entry>)>,
    rows: i64,
    seals: i64,
    ended: bool,
}

impl FileWalk {
    /// Before the first line.
    pub const fn new(walk: Walk) -> Self {
        Self { walk, mark: None, head: None, unsealed: 0, open: None, rows: 0, seals: 0, ended: false }
    }

    fn file_fault(&mut self) {
        let seal = self.walk.last.as_ref().map_or(0, |seal| seal.no);
        self.walk.tell(Fault { seal, position: None, row: None, what: What::FileChanged });
    }

    fn close(&mut self) {
        if let Some((seal, entries)) = self.open.take() {
            self.walk.pass(&seal, &entries);
        }
    }

    fn put(&mut self, seal: i64, position: i64, link: String, part: Part) {
        match &mut self.open {
            Some((open, entries)) if open.no == seal => entries.push(Entry { position, link, part }),
            _ => {
                let row = match &part {
                    Part::Row(row) => Some(row.id),
                    Part::Gone | Part::Outside | Part::Missing(_) => None,
                };
                self.walk.tell(Fault { seal, position: Some(position), row, what: What::Stray });
            }
        }
    }

    /// Takes one line; `sha256` tells the hash over all lines before it, as they stand in the file.
    pub fn take(&mut self, line: Line, sha256: impl FnOnce() -> String) {
        if self.ended {
            self.file_fault();
            return;
        }
        match line {
            Line::Export(mark) => {
                self.walk.holds_until(mark.until);
                if mark.below.is_some() {
                    self.walk.is_excerpt();
                }
                self.mark = Some(mark);
            }
            Line::Seal(seal) => {
                self.close();
                self.seals += 1;
                self.open = Some((seal, Vec::new()));
            }
            Line::Row { seal, position, link, row, .. } => {
                self.rows += 1;
                self.put(seal, position, link, Part::Row(Box::new(row)));
            }
            Line::Gone { seal, position, link } => self.put(seal, position, link, Part::Gone),
            Line::Outside { seal, position, link } => self.put(seal, position, link, Part::Outside),
            Line::Unsealed { row, .. } => {
                self.close();
                self.unsealed += 1;
                self.walk.unsealed(&row);
            }
            Line::End(end) => {
                self.close();
                self.ended = true;
                let fits =
                    end.sha256 == sha256() && (end.seals, end.rows, end.unsealed) == (self.seals, self.rows, self.unsealed);
                self.head = end.head;
                if !fits {
                    self.file_fault();
                }
            }
        }
    }

    /// After the last line.
    pub fn end(&mut self) {
        self.close();
        if !self.ended {
            self.file_fault();
        }
        self.walk.end();
    }
}
