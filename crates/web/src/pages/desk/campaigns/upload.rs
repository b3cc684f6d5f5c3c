//! A file of answers is handed in, with how its columns are to be read.

use askama::Template;
use xinqiao_kernel::id::CampaignId;

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::parts::Choice;
use crate::shell::StaffShell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/campaigns/form.html")]
pub struct ImportUploadPage {
    pub shell: StaffShell,
    title: String,
    trail: Option<(String, String)>,
    form: PostForm,
    note: Option<String>,
}

impl ImportUploadPage {
    /// The page of a campaign and a form built by [`upload_form`].
    pub fn new(shell: StaffShell, campaign: CampaignId, campaign_title: String, form: PostForm) -> Self {
        let title = shell.lang.t("import-file");
        let note = Some(shell.lang.t("import-note"));
        Self { shell, title, trail: Some((links::campaign(campaign), campaign_title)), form, note }
    }
}

/// Posts, as multipart: `part` where the campaign has several `parts` (number and name), `file`, `id_column`, `item_columns` or `item_prefix`, `shift`, `already_reversed`, `name_column`, `birth_column`,
/// `sex_column`, `answered_on_column`, `sheet`.
pub fn upload_form(lang: Lang, campaign: CampaignId, parts: Vec<Choice>) -> PostForm {
    let name = "import";
    let line =
        |field, label: &str, hint: &str| Entry::new(name, field, lang.t(label), EntryKind::Line("text")).with_hint(lang.t(hint));
    let file = Entry::new(name, "file", lang.t("import-file-label"), EntryKind::File(".csv,.txt,.xlsx"));
    let shift = Entry { value: "0".to_owned(), ..Entry::new(name, "shift", lang.t("import-shift"), EntryKind::Line("number")) };
    let reversed = EntryKind::Checks(vec![Pick::new("yes", lang.t("import-reversed-yes"))]);
    let form =
        PostForm::new(name, links::campaign_import(campaign), lang.t("import-check")).primary().with_intro(lang.t("import-text"));
    let form = match parts.is_empty() {
        true => form,
        false => form.with_entry(
            Entry::new(name, "part", lang.t("import-part"), EntryKind::Select(parts))
                .required()
                .with_hint(lang.t("import-part-hint")),
        ),
    };
    let form = form
        .with_entry(file.required().with_hint(lang.t("import-file-hint")))
        .with_entry(line("id_column", "import-id", "import-id-hint").required())
        .with_entry(line("item_columns", "import-items", "import-items-hint"))
        .with_entry(line("item_prefix", "import-prefix", "import-prefix-hint"))
        .with_entry(shift.with_hint(lang.t("import-shift-hint")))
        .with_entry(Entry::new(name, "already_reversed", lang.t("import-reversed"), reversed))
        .with_entry(line("name_column", "import-name", "import-optional"))
        .with_entry(line("birth_column", "import-birth", "import-optional"))
        .with_entry(line("sex_column", "import-sex", "import-optional"))
        .with_entry(line("answered_on_column", "import-answered", "import-answered-hint"))
        .with_entry(line("sheet", "import-sheet", "import-sheet-hint"));
    PostForm { multipart: true, ..form }
}
