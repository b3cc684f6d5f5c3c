//! A device is handed to somebody who answers a campaign on it: for whom, and the code.

use askama::Template;
use xinqiao_kernel::id::CampaignId;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::pages::desk::sample::{say, uuid};
use crate::shell::{Area, StaffShell};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/campaigns/hand_over.html")]
pub struct HandOverPage {
    pub shell: StaffShell,
    campaign: (String, String),
    form: PostForm,
    /// the code, and until when it can be used
    opened: Option<(String, String)>,
}

impl HandOverPage {
    /// The page of a campaign and a form built by [`hand_over_form`].
    pub fn new(shell: StaffShell, (id, title): (CampaignId, String), form: PostForm, opened: Option<(String, String)>) -> Self {
        let opened = opened.map(|(code, until)| (code, shell.lang.t1("hand-over-until", "time", until)));
        Self { shell, campaign: (links::campaign(id), title), form, opened }
    }
}

/// Posts `number`.
pub fn hand_over_form(lang: Lang, id: CampaignId) -> PostForm {
    let number = Entry::new("hand-over", "number", lang.t("hand-over-number"), EntryKind::Line("text"));
    PostForm::new("hand-over", links::campaign_hand_over(id), lang.t("hand-over-open"))
        .primary()
        .with_intro(lang.t("hand-over-about"))
        .with_entry(number.required().with_hint(lang.t("hand-over-number-hint")))
}

impl Samples for HandOverPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let id = CampaignId::from_uuid(uuid(5));
        let shell = || StaffShell::sample(lang, Area::Campaigns);
        let title = say(lang, "青松中学高一年级春季测评", "Qingsong school, grade 10, spring");
        let form = || hand_over_form(lang, id);
        let wrong = form().with_error("number", lang.t("fault-hand-over-number"));
        vec![
            ("form", Self::new(shell(), (id, title.clone()), form(), None)),
            ("opened", Self::new(shell(), (id, title.clone()), form(), Some(("7K3M-92QX".to_owned(), "14:35".to_owned())))),
            ("wrong-long", Self::new(shell(), (id, title.repeat(6)), wrong, None)),
        ]
    }
}
