//! Samples of the page of counts. All figures are invented.

use super::{AggregatesPage, AggregatesView, Line, MonthLine, PlaceLine, Tab};
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::sample::say;
use crate::shell::{Area, StaffShell};

fn line(name: String, href: Option<String>, cells: [Option<&str>; 4]) -> Line {
    Line { place: PlaceLine { name, href }, cells: cells.map(|cell| cell.map(str::to_owned)).to_vec() }
}

fn view(lang: Lang) -> AggregatesView {
    let tab = |zh: &str, en: &str, current| Tab { label: say(lang, zh, en), href: links::aggregates(), current };
    let city = say(lang, "张掖市", "Zhangye");
    let month = |zh: &str, en: &str, count: Option<&str>, share, current| MonthLine {
        month: tab(zh, en, current),
        count: count.map(str::to_owned),
        share,
    };
    AggregatesView {
        title: lang.t("aggregates-warnings"),
        way: vec![PlaceLine { name: city.clone(), href: None }],
        measures: vec![tab("预警", "Warnings", true), tab("线索", "Signals", false), tab("自测", "Self-tests", false)],
        months: vec![tab("2026年10月", "October 2026", true), tab("2026年9月", "September 2026", false)],
        month: say(lang, "2026年10月", "October 2026"),
        columns: vec![lang.t("level-red"), lang.t("level-yellow"), lang.t("level-blue"), lang.t("aggregates-sum")],
        whole: line(city, None, [Some("12"), Some("57"), Some("131"), Some("200")]),
        below: vec![
            line(say(lang, "甘州区", "Ganzhou"), Some(links::aggregates()), [None, Some("31"), None, Some("120")]),
            line(
                say(lang, "肃南裕固族自治县", "Sunan Yugur autonomous county"),
                Some(links::aggregates()),
                [None, Some("0"), None, None],
            ),
            line(say(lang, "民乐县", "Minle"), None, [Some("0"), Some("26"), Some("32"), None]),
        ],
        series: vec![
            month("2026年9月", "September 2026", None, 0, false),
            month("2026年10月", "October 2026", Some("200"), 100, true),
        ],
        how: vec![
            lang.t("aggregates-how-persons"),
            lang.t2("aggregates-how-floors", "city", 5, "below", 10),
            lang.t1("aggregates-how-once", "at", say(lang, "11月1日 09:00", "1 November, 09:00")),
        ],
        rules: Some(links::quality()),
        beside: vec![(lang.t("missed-title"), links::missed()), (lang.t("areas-title"), links::areas())],
        file: Some(links::aggregates_file()),
        fault: None,
    }
}

impl Samples for AggregatesPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |view| Self::new(StaffShell::sample(lang, Area::Aggregates), view);
        let empty =
            AggregatesView { below: Vec::new(), rules: None, file: None, fault: Some(lang.t("fault-month")), ..view(lang) };
        vec![("normal", page(view(lang))), ("lowest", page(empty))]
    }
}
