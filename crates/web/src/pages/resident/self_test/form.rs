//! Before the first question of a test that has two forms: fewer questions, each led to by the answers, or all of them.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::shell::ResidentShell;

/// The two choices.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/self_test/form.html")]
pub struct FormPage {
    pub shell: ResidentShell,
    title: String,
    few: String,
    all: String,
    action: String,
}

impl FormPage {
    /// At most `longest` questions, or all of them.
    pub fn new(shell: ResidentShell, title: String, (longest, all): (u32, u32), action: String) -> Self {
        let lang = shell.lang;
        let (few, all) = (lang.t1("form-few", "most", longest), lang.t1("form-all", "count", all));
        Self { shell, title, few, all, action }
    }
}

impl Samples for FormPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let title = if lang == Lang::ZhCn { "状态小测" } else { "How are things?" };
        let page = |shell, title: String| Self::new(shell, title, (12, 28), links::self_test("phq-9"));
        vec![
            ("normal", page(ResidentShell::sample(lang), title.to_owned())),
            ("long", page(ResidentShell::signed_in_sample(lang), title.repeat(12))),
            ("large", page(ResidentShell::large_sample(lang), title.to_owned())),
        ]
    }
}
