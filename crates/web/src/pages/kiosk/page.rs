//! What such a device shows between the questions.

use askama::Template;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::shell::ResidentShell;

/// How the device stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KioskState {
    /// It waits for the code of the next person.
    Free {
        /// somebody has just finished, or left it
        thanks: bool,
        /// what was typed, and what is wrong with it
        typed: String,
        error: Option<String>,
    },
    /// It acts for somebody: title of the campaign and where it goes on.
    Taken { title: String, href: String },
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/kiosk/page.html")]
pub struct KioskPage {
    pub shell: ResidentShell,
    pub state: KioskState,
}

impl Samples for KioskPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let free = |thanks, error: bool| KioskState::Free {
            thanks,
            typed: if error { "7K3M".to_owned() } else { String::new() },
            error: error.then(|| lang.t("fault-hand-over-code")),
        };
        let title =
            if lang == Lang::ZhCn { "青松中学高一年级春季关心调查" } else { "Qingsong school: how is grade 10?" };
        let taken = |title: String| KioskState::Taken { title, href: "/campaigns/0".to_owned() };
        let page = |state| Self { shell: ResidentShell::sample(lang), state };
        vec![
            ("free", page(free(false, false))),
            ("thanks", page(free(true, false))),
            ("wrong", page(free(false, true))),
            ("taken", page(taken(title.to_owned()))),
            ("long-large", Self { shell: ResidentShell::large_sample(lang), state: taken(title.repeat(8)) }),
        ]
    }
}
