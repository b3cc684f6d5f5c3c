//! My page: what is kept, who looked, how the pages look.

use askama::Template;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::shell::ResidentShell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/me.html")]
pub struct MePage {
    pub shell: ResidentShell,
    name: String,
    phone: String,
    records: String,
    looks: String,
    messages: Vec<Message>,
    /// The account belongs to a person, whose records there are.
    pub own: bool,
    /// The person is somebody's guardian.
    pub guardian: bool,
}

/// What somebody who helps has let the person know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    /// Moment, formatted.
    pub time: String,
}

impl MePage {
    /// `name` as the person knows it, `phone` with its middle hidden, how many results are kept, how many looks there were in 90 days.
    pub fn new(
        shell: ResidentShell,
        name: String,
        phone: Option<&str>,
        records: u64,
        looks: u64,
        messages: Vec<Message>,
    ) -> Self {
        let lang = shell.lang;
        let phone = match phone {
            Some(phone) => lang.t1("me-phone", "phone", phone),
            None => lang.t("me-no-phone"),
        };
        let records = lang.t1("me-records", "count", records);
        let looks = lang.t1("me-looks", "count", looks);
        Self { shell, name, phone, records, looks, messages, own: true, guardian: false }
    }

    fn initial(&self) -> String {
        self.name.chars().take(1).collect()
    }
}

impl Samples for MePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let name = match lang {
            Lang::ZhCn => "林夏",
            Lang::En => "Lin Xia",
        };
        let message = Message { text: lang.t("notice-person-somebody-there"), time: lang.date(jiff::civil::date(2026, 4, 16)) };
        let page = |phone, records, looks, messages| {
            Self::new(ResidentShell::signed_in_sample(lang), name.to_owned(), phone, records, looks, messages)
        };
        vec![("full", page(Some("138****5678"), 3, 1, vec![message])), ("new", page(None, 0, 0, Vec::new()))]
    }
}
