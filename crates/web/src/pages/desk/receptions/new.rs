//! Receiving somebody: where, and nothing else.

use askama::Template;
use xinqiao_disputes::StepId;
use xinqiao_kernel::id::ReceptionId;

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::parts::Choice;
use crate::shell::StaffShell;

/// The name of the form.
pub const NAME: &str = "reception";

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/receptions/new.html")]
pub struct ReceptionNewPage {
    pub shell: StaffShell,
    form: PostForm,
}

impl ReceptionNewPage {
    /// The page of a form.
    pub fn new(shell: StaffShell, form: PostForm) -> Self {
        Self { shell, form }
    }
}

/// The form.
pub fn new_form(lang: Lang, (id, step): (ReceptionId, StepId), places: Vec<Choice>) -> PostForm {
    PostForm::new(NAME, links::receptions(), lang.t("reception-receive"))
        .primary()
        .with_hidden("reception", id.to_string())
        .with_hidden("step", step.to_string())
        .with_entry(Entry::new(NAME, "place", lang.t("reception-place"), EntryKind::Select(places)).required())
}
