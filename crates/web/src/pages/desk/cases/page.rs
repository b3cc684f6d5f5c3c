//! One case: what the next step lacks, what is owed, and a section for each part that the reader's seat opens, with its forms.

use askama::Template;
use xinqiao_kernel::id::CaseId;

use super::Chart;
use crate::i18n::Lang;
use crate::pages::desk::parts::{PersonCard, PostForm, Record};
use crate::parts::{Alert, Step};
use crate::shell::StaffShell;

/// Something that the next stage lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    pub text: String,
    /// Who can bring it, in words.
    pub who: String,
    /// The section where it is brought.
    pub href: String,
}

/// Something that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    pub text: String,
    /// By whom and until when, formatted.
    pub meta: String,
    /// The word for a day that has passed.
    pub late: Option<String>,
}

/// One line of a section.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    pub title: String,
    pub badge: Option<String>,
    /// Smaller words below: days, states.
    pub notes: Vec<String>,
    /// What somebody wrote, a paragraph each.
    pub words: Vec<String>,
}

/// The scores of one measure: a drawing, and the same as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    pub title: String,
    /// What the trend shows, in the words of the pack.
    pub summary: String,
    pub chart: Option<Chart>,
    /// Day and score, formatted, oldest first.
    pub rows: Vec<(String, String)>,
}

/// One part of the case.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "pages/desk/cases/section.html")]
pub struct Section {
    pub lang: Lang,
    /// For the address within the page.
    pub id: &'static str,
    pub title: String,
    pub lead: Option<String>,
    pub lines: Vec<Line>,
    pub measures: Vec<Measure>,
    /// Said when there is nothing.
    pub none: String,
    pub link: Option<Step>,
    /// Title and form, folded.
    pub forms: Vec<(String, PostForm)>,
}

impl Section {
    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.measures.is_empty()
    }
}

impl askama::filters::HtmlSafe for Section {}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct CaseView {
    pub id: CaseId,
    pub number: String,
    /// Masked name with sex and age.
    pub name: String,
    /// Where it stands, in words; none for seats that do not see it.
    pub status: Option<String>,
    pub lead: String,
    pub told: Option<Alert>,
    /// For whoever works on the case.
    pub lacking: Vec<Lacking>,
    pub owed: Vec<Owed>,
    pub person: PersonCard,
    pub main: Vec<Section>,
    pub side: Vec<Section>,
    /// None for seats without notes.
    pub record: Option<Record>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/cases/case.html")]
pub struct CasePage {
    pub shell: StaffShell,
    view: CaseView,
}

impl CasePage {
    /// The page of a case.
    pub const fn new(shell: StaffShell, view: CaseView) -> Self {
        Self { shell, view }
    }
}
