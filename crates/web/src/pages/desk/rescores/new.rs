//! The form of a new plan.

use askama::Template;
use xinqiao_kernel::id::RescoreId;

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::parts::Choice;
use crate::shell::StaffShell;

/// The name of the form.
pub const NAME: &str = "rescore";

/// The page. Without two versions of an instrument there is no form.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/rescores/new.html")]
pub struct RescoreNewPage {
    pub shell: StaffShell,
    form: Option<PostForm>,
    how: Vec<String>,
}

impl RescoreNewPage {
    /// The page with its form.
    pub fn new(shell: StaffShell, form: Option<PostForm>) -> Self {
        let lang = shell.lang;
        let how = ["rescore-how-try", "rescore-how-both", "rescore-how-private", "rescore-how-counts"];
        // i18n: rescore-how-try rescore-how-both rescore-how-private rescore-how-counts
        Self { how: how.iter().map(|key| lang.t(key)).collect(), shell, form }
    }
}

/// Posts `rescore`, `versions`, `place`, `from`, `until`, `reason`.
pub fn new_form(lang: Lang, id: RescoreId, versions: Vec<Choice>, places: Vec<Choice>) -> PostForm {
    let entry = |name: &'static str, key: &str, kind| Entry::new(NAME, name, lang.t(key), kind);
    // i18n: rescore-versions rescore-place rescore-from rescore-until rescore-reason
    PostForm::new(NAME, links::rescores(), lang.t("rescore-begin"))
        .primary()
        .with_hidden("rescore", id.to_string())
        .with_entry(
            entry("versions", "rescore-versions", EntryKind::Select(versions))
                .required()
                .with_hint(lang.t("rescore-versions-hint")),
        )
        .with_entry(entry("place", "rescore-place", EntryKind::Select(places)).required().with_hint(lang.t("rescore-place-hint")))
        .with_entry(entry("from", "rescore-from", EntryKind::Line("date")).with_hint(lang.t("rescore-from-hint")))
        .with_entry(entry("until", "rescore-until", EntryKind::Line("date")).with_hint(lang.t("rescore-until-hint")))
        .with_entry(entry("reason", "rescore-reason", EntryKind::Lines).required().with_hint(lang.t("rescore-reason-hint")))
}
