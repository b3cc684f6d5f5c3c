//! The file of a person: what the reader's role opens of one person for one purpose.

use askama::Template;

use crate::pages::desk::parts::{PersonCard, SealedField};
use crate::parts::{Alert, AlertTone, LevelBadge, Step, Timeline};
use crate::shell::StaffShell;

/// A self-test that the person shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetLine {
    pub day: String,
    /// Name of the instrument.
    pub title: String,
    /// What its bands say, in the words of the instrument.
    pub band: String,
    pub total: String,
    /// What other versions made of the same answers.
    pub again: Vec<String>,
    /// Its scores over time.
    pub history: Option<String>,
    /// With whom it is shared.
    pub sharing: String,
}

/// A signal.
#[derive(Debug, Clone)]
pub struct SignalLine {
    pub at: String,
    pub level: LevelBadge,
    pub reason: String,
    /// Open, taken up, set aside, run out.
    pub state: String,
    pub href: String,
}

/// A warning with its steps.
#[derive(Debug, Clone)]
pub struct WarningLine {
    pub number: String,
    pub level: LevelBadge,
    pub state: String,
    pub href: String,
    pub steps: Timeline,
}

/// What the page is made of. Lists are none where the role does not open them.
#[derive(Debug, Clone)]
pub struct FileView {
    /// Masked name with sex and age.
    pub title: String,
    /// As whom and what for the file is open.
    pub opened: String,
    /// Leads back to the search, where another purpose can be chosen.
    pub person: PersonCard,
    pub sheets: Option<Vec<SheetLine>>,
    pub signals: Option<Vec<SignalLine>>,
    pub warnings: Vec<WarningLine>,
    /// Groups of the register that the role sees: title, line, address.
    pub groups: Option<Vec<(String, String, String)>>,
    /// Who looked lately.
    pub looks: Timeline,
    /// Parts that exist and are not shown.
    pub sealed: Vec<SealedField>,
    /// What may be begun about the person.
    pub steps: Vec<Step>,
    /// The records are stored only, since when.
    pub restricted: Option<String>,
    /// Name and phone were opened just now.
    pub done: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/people/file.html")]
pub struct FilePage {
    pub shell: StaffShell,
    opened: Alert,
    view: FileView,
}

impl FilePage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: FileView) -> Self {
        Self { opened: Alert::new(AlertTone::Info, view.opened.clone()), shell, view }
    }

    /// Says what was just done.
    pub fn say(&mut self, done: String) {
        self.view.done = Some(done);
    }
}
