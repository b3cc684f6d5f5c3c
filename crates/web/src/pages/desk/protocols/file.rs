//! The sealed file, opened once: references, words, and who opened it before.

use askama::Template;

use crate::parts::Timeline;
use crate::shell::StaffShell;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct AidFileView {
    /// Label and address of the sealed page.
    pub back: (String, String),
    /// Label and value: where the records are kept.
    pub contents: Vec<(String, String)>,
    pub words: Timeline,
    /// Who, when, what for.
    pub openings: Vec<(String, String, String)>,
}

/// The page. Nothing leads back to it: each opening is asked for anew.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/protocols/file.html")]
pub struct AidFilePage {
    pub shell: StaffShell,
    pub view: AidFileView,
}
