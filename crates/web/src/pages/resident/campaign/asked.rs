//! A campaign that asks a person, as the first page shows it.

use xinqiao_kernel::id::CampaignId;

use crate::i18n::Lang;
use crate::links;

/// One campaign that asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub title: String,
    /// The school or place that asks.
    pub by: String,
    /// Its last day, in words.
    pub until: String,
    pub minutes: u32,
    pub href: String,
    /// The person agreed and answered some questions.
    pub begun: bool,
}

impl Asked {
    pub(in crate::pages::resident) fn length(&self, lang: &Lang) -> String {
        lang.t1("asked-minutes", "minutes", self.minutes)
    }

    pub(in crate::pages::resident) fn button(&self, lang: &Lang) -> String {
        if self.begun { lang.t("continue") } else { lang.t("asked-look") }
    }

    /// For samples and the gallery.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let (title, by) = match lang {
            Lang::ZhCn => ("青松中学高一年级春季关心调查", "青松中学"),
            Lang::En => ("Qingsong school: how is grade 10?", "Qingsong school"),
        };
        let until = lang.t1("asked-until", "day", lang.month_day(jiff::civil::date(2026, 4, 18)));
        let href = links::campaign_asked(CampaignId::from_uuid(uuid::Uuid::nil()));
        let one = Self { title: title.to_owned(), by: by.to_owned(), until, minutes: 3, href, begun: false };
        vec![one.clone(), Self { begun: true, ..one }]
    }
}
