//! Samples of the page of the rules. All figures are invented.

use super::{QualityPage, QualityView, RuleLine};
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::aggregates::Tab;
use crate::pages::desk::sample::say;
use crate::shell::{Area, StaffShell};

fn rule(lang: Lang) -> RuleLine {
    let half = |time: &str| lang.t1("quality-half", "time", time);
    let most = |time: &str| lang.t1("quality-most", "time", time);
    RuleLine {
        name: say(lang, "自测落在“尽快聊聊”这一档", "The self-assessment came out at “talk soon”"),
        code: "assessment-default 1 talk-soon".to_owned(),
        bad: vec![lang.t("quality-bad-imprecise"), lang.t("quality-bad-lapses")],
        people: Some("1,204".to_owned()),
        judged: Some("880".to_owned()),
        precision: Some(("12%".to_owned(), lang.t2("quality-range", "low", "10%", "high", "14%"))),
        lapsed: Some("96".to_owned()),
        missed: Some(Some("6".to_owned())),
        decide: Some((half("3 h"), most("1 d"))),
        acknowledge: None,
        endings: vec![
            (lang.t("ending-supported"), Some("106".to_owned())),
            (lang.t("ending-explained-by-person"), Some("774".to_owned())),
            (lang.t("ending-test-entry"), None),
            (lang.t("ending-lapsed"), Some("96".to_owned())),
        ],
    }
}

fn view(lang: Lang) -> QualityView {
    let tab = |label: String, current| Tab { label, href: links::quality(), current };
    let few = RuleLine {
        name: say(lang, "近两周多次有不想活下去的念头", "Thoughts of not wanting to live, more than once"),
        code: "assessment-default 1 suicide-item-often".to_owned(),
        bad: Vec::new(),
        people: None,
        judged: None,
        precision: None,
        lapsed: Some("0".to_owned()),
        missed: None,
        decide: None,
        acknowledge: None,
        endings: Vec::new(),
    };
    let third = lang.t2("quality-quarter", "year", "2026", "number", "3");
    QualityView {
        periods: vec![tab(lang.t("quality-now"), false), tab(third.clone(), true)],
        period: third,
        rules: vec![rule(lang), few],
        empty: lang.t("quality-empty"),
        how: vec![
            lang.t("quality-how-persons"),
            lang.t("quality-how-right"),
            lang.t("quality-how-bad"),
            lang.t2("quality-how-floor", "floor", 5, "least", 20),
        ],
        file: Some(links::quality_file()),
        sources: vec![lang.t2("quality-source-missed", "name", say(lang, "医院", "hospital"), "count", "7")],
        beside: Vec::new(),
        fault: None,
    }
}

impl Samples for QualityPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |view| Self::new(StaffShell::sample(lang, Area::Aggregates), view);
        let empty = QualityView { rules: Vec::new(), file: None, fault: Some(lang.t("fault-quarter")), ..view(lang) };
        vec![("normal", page(view(lang))), ("empty", page(empty))]
    }
}
