//! Green channels, or aid files: what the reader owes first.

use askama::Template;

use crate::pages::desk::parts::Pager;
use crate::parts::{Empty, Sla};
use crate::shell::StaffShell;

/// One protocol. Nothing in it names what happened to anybody.
#[derive(Debug, Clone)]
pub struct ProtocolRow {
    pub href: String,
    /// Masked name.
    pub title: String,
    /// Where it is led, since when.
    pub note: String,
    /// Which step is next, and who owes it.
    pub state: String,
    pub sla: Option<Sla>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/protocols/list.html")]
pub struct ProtocolsPage {
    pub shell: StaffShell,
    pub title: String,
    pub lead: String,
    /// Label, address, is it this page: the lists of moving work.
    pub tabs: Vec<(String, String, bool)>,
    pub owed: Vec<ProtocolRow>,
    pub rows: Vec<ProtocolRow>,
    pub empty: Option<Empty>,
    pub pager: Option<Pager>,
    /// What the foot says of traces and of who reads them.
    pub foot: String,
}
