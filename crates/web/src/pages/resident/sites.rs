//! Service points: where one can go, when, and whom to call.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::parts::Empty;
use crate::shell::ResidentShell;

/// One service point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteCard {
    pub name: String,
    pub address: String,
    /// Opening hours, formatted.
    pub hours: String,
    pub phone: Option<String>,
    /// What there is: a lift, a quiet room, a children's corner.
    pub notes: Vec<String>,
}

impl SiteCard {
    fn phone_link(&self) -> Option<String> {
        self.phone.as_deref().map(links::telephone)
    }
}

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/sites.html")]
pub struct SitesPage {
    pub shell: ResidentShell,
    /// Which area the list shows: `甘州区`.
    pub area: Option<String>,
    sites: Vec<SiteCard>,
    empty: Option<Empty>,
}

impl SitesPage {
    /// The list in the order of `sites`.
    pub fn new(shell: ResidentShell, area: Option<String>, sites: Vec<SiteCard>) -> Self {
        let lang = shell.lang;
        let empty = sites.is_empty().then(|| Empty {
            icon: "pin",
            title: lang.t("sites-empty"),
            text: lang.t("sites-empty-text"),
            step: None,
        });
        Self { shell, area, sites, empty }
    }
}

impl Samples for SitesPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let chinese = lang == Lang::ZhCn;
        let pick = |zh: &str, en: &str| if chinese { zh.to_owned() } else { en.to_owned() };
        let site = |zh: &str, en: &str, phone: Option<&str>| SiteCard {
            name: pick(zh, en),
            address: pick("东街街道，文化站二楼", "Dongjie street, second floor of the culture station"),
            hours: pick("周一至周五 09:00–17:30", "Monday to Friday, 09:00–17:30"),
            phone: phone.map(str::to_owned),
            notes: vec![pick("有电梯", "Lift"), pick("可以带孩子来", "Children are welcome")],
        };
        let sites = vec![
            site("甘州区心理服务指导中心", "Ganzhou guidance centre", Some("0936-555 0112")),
            site("东街街道心理服务站", "Dongjie service point", None),
            site(&"碱滩镇心理服务站".repeat(4), &"Jiantan service point ".repeat(4), Some("0936-555 0145")),
        ];
        vec![
            ("three", Self::new(ResidentShell::sample(lang), Some(pick("甘州区", "Ganzhou")), sites)),
            ("empty", Self::new(ResidentShell::sample(lang), None, Vec::new())),
        ]
    }
}
