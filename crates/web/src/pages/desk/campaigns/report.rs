//! What a file holds and what becomes of each row: a dry run first, then the import itself.

use askama::Template;
use xinqiao_kernel::id::{CampaignId, ImportId};

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::address;
use crate::pages::desk::parts::{Pager, PostForm};
use crate::shell::StaffShell;

/// Where an import stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportState {
    /// A dry run: nothing was written.
    Checked,
    /// Being written; how far it is, in words.
    Running(String),
    /// Written; when, formatted.
    Imported(String),
}

/// How many rows had each outcome, formatted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportCounts {
    pub created: String,
    pub updated: String,
    pub skipped: String,
    pub failed: String,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowOutcome {
    Created,
    Updated,
    Skipped,
    Failed,
}

/// One row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// Number of the row, without the header.
    pub row: String,
    /// The id column of the row; never a name.
    pub id: String,
    pub outcome: RowOutcome,
    /// Why, in words; empty where there is nothing to say.
    pub reason: String,
    /// Where a cell is wrong: column, what was expected, what stands there.
    pub cell: Option<(String, String, String)>,
}

/// A part of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerTab {
    pub label: String,
    /// How many rows, formatted.
    pub count: String,
    pub href: String,
    pub current: bool,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct ImportView {
    pub id: ImportId,
    pub campaign: CampaignId,
    pub campaign_title: String,
    pub file: String,
    /// By whom, when, first signs of the file's hash, how columns were read, a line each.
    pub about: Vec<String>,
    pub state: ImportState,
    /// How many signals the import raised, in words.
    pub raised: Option<String>,
    /// Why the last try to import broke off, in words.
    pub fault: Option<String>,
    pub counts: ImportCounts,
    pub rows: Vec<LedgerLine>,
    /// Which rows are listed.
    pub tabs: Vec<LedgerTab>,
    /// At least one row can be written.
    pub can_run: bool,
    /// The file is still kept, so a copy with its faults marked can be made.
    pub has_copy: bool,
    pub pager: Option<Pager>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/campaigns/report.html")]
pub struct ImportPage {
    pub shell: StaffShell,
    title: String,
    lead: String,
    progress: Option<String>,
    run: Option<PostForm>,
    copy: Option<String>,
    lines: Vec<Line>,
    view: ImportView,
}

#[derive(Debug, Clone)]
struct Line {
    outcome: String,
    badge: &'static str,
    ledger: LedgerLine,
}

impl ImportPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: ImportView) -> Self {
        let lang = shell.lang;
        let (title, lead, progress) = match &view.state {
            ImportState::Checked => (lang.t("report-checked"), lang.t("report-checked-text"), None),
            ImportState::Running(progress) => (lang.t("report-running"), lang.t("report-running-text"), Some(progress.clone())),
            ImportState::Imported(at) => (lang.t("report-imported"), lang.t1("report-imported-text", "at", at), None),
        };
        let run = (view.state == ImportState::Checked && view.can_run)
            .then(|| PostForm::new("run", address::import_run(view.id), lang.t("report-run")).primary());
        let copy = view.has_copy.then(|| links::import_copy(view.id));
        let lines = view.rows.iter().cloned().map(|ledger| line(lang, ledger)).collect();
        Self { shell, title, lead, progress, run, copy, lines, view }
    }
}

fn line(lang: Lang, ledger: LedgerLine) -> Line {
    let (outcome, badge) = match ledger.outcome {
        RowOutcome::Created => (lang.t("row-created"), "badge bg-primary-lt"),
        RowOutcome::Updated => (lang.t("row-updated"), "badge bg-primary-lt"),
        RowOutcome::Skipped => (lang.t("row-skipped"), "badge"),
        RowOutcome::Failed => (lang.t("row-failed"), "badge bg-warm-lt"),
    };
    Line { outcome, badge, ledger }
}
