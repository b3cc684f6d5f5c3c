//! What was given to other organisations about me, and taking my consent back.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::parts::Empty;
use crate::shell::ResidentShell;

/// One organisation that was given something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnReferralRow {
    pub receiver: String,
    /// What was given, why, and when.
    pub lines: Vec<String>,
    /// Address and idempotency id, where consent can be taken back.
    pub withdraw: Option<(String, String)>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/referrals.html")]
pub struct OwnReferralsPage {
    pub shell: ResidentShell,
    pub done: Option<String>,
    rows: Vec<OwnReferralRow>,
    empty: Option<Empty>,
}

impl OwnReferralsPage {
    /// The page, newest first.
    pub fn new(shell: ResidentShell, rows: Vec<OwnReferralRow>, done: Option<String>) -> Self {
        let lang = shell.lang;
        let empty =
            Empty { icon: "shield", title: lang.t("own-referrals-empty"), text: lang.t("own-referrals-empty-text"), step: None };
        let empty = rows.is_empty().then_some(empty);
        Self { shell, done, rows, empty }
    }
}

impl Samples for OwnReferralsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let say = |zh_cn: &str, en: &str| if lang == Lang::En { en.to_owned() } else { zh_cn.to_owned() };
        let row = OwnReferralRow {
            receiver: say("市第二医院心理科", "Second city hospital, psychology"),
            lines: vec![
                lang.t1("own-referral-fields", "fields", say("姓名，联系电话", "name, phone")),
                lang.t("own-referral-basis-consent"),
                say("11月22日 10:00", "22 November, 10:00"),
            ],
            withdraw: Some((links::own_referrals(), "1".to_owned())),
        };
        let shell = || ResidentShell::signed_in_sample(lang);
        vec![
            ("empty", Self::new(shell(), Vec::new(), None)),
            ("filled", Self::new(shell(), vec![row], Some(lang.t("own-referral-done")))),
        ]
    }
}
