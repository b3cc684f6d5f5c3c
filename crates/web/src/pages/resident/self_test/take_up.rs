//! Somebody has begun a test on another device: go on with those answers, or begin anew.

use askama::Template;
use xinqiao_kernel::TestForm;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::shell::ResidentShell;

/// The two choices.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/self_test/take_up.html")]
pub struct TakeUpPage {
    pub shell: ResidentShell,
    title: String,
    begun: String,
    answered: String,
    action: String,
}

impl TakeUpPage {
    /// `begun` is a day and time in words; `answered` of `total` questions have an answer.
    pub fn new(
        shell: ResidentShell,
        title: String,
        begun: &str,
        (answered, total, form): (u32, u32, TestForm),
        action: String,
    ) -> Self {
        let lang = shell.lang;
        Self {
            begun: lang.t1("take-up-begun", "when", begun),
            answered: match form {
                TestForm::Fixed => lang.t2("take-up-answered", "answered", answered, "total", total),
                TestForm::Adaptive => lang.t2("take-up-answered-most", "answered", answered, "total", total),
            },
            shell,
            title,
            action,
        }
    }
}

impl Samples for TakeUpPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let title = if lang == Lang::ZhCn { "情绪自测" } else { "Mood check" };
        let page = |shell, title: String| {
            Self::new(
                shell,
                title,
                &lang.month_day(jiff::civil::date(2026, 4, 18)),
                (4, 9, TestForm::Fixed),
                links::self_test_take_up("phq-9"),
            )
        };
        vec![
            ("normal", page(ResidentShell::signed_in_sample(lang), title.to_owned())),
            ("long", page(ResidentShell::signed_in_sample(lang), title.repeat(12))),
            ("large", page(ResidentShell { signed_in: true, ..ResidentShell::large_sample(lang) }, title.to_owned())),
        ]
    }
}
