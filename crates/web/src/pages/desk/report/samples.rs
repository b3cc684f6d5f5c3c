//! Samples of the page for reports. All people are invented.

use super::{ReportPage, ReportView};
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::pages::desk::people::Hit;
use crate::pages::desk::sample::{say, uuid};
use crate::shell::{Area, StaffShell};

fn form(lang: Lang) -> PostForm {
    let ticks = vec![
        Pick::new("talks-of-dying", say(lang, "说过想死，想过办法", "speaks of dying and has thought of a way")),
        Pick::new("changed", say(lang, "和平时明显不一样", "clearly changed")),
    ];
    PostForm::new("report", links::report(), lang.t("report-do"))
        .with_entry(Entry::new("report", "observations", lang.t("report-observations"), EntryKind::Checks(ticks)))
        .with_entry(Entry::new("report", "words", lang.t("report-words"), EntryKind::Lines))
}

impl Samples for ReportPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |view: ReportView| Self::new(StaffShell::sample(lang, Area::Report), view);
        let hit = |at: u128| Hit {
            name: say(lang, "罗**，男，16岁", "L**, man, 16"),
            initial: say(lang, "罗", "L"),
            place: say(lang, "甘州区梁家墩镇太和村", "Taihe village, Liangjiadun, Ganzhou district"),
            phone: Some("138****6021".to_owned()),
            href: links::person(uuid(at)),
        };
        let blank = || ReportView { may_pick: true, ..ReportView::default() };
        let typed = || say(lang, "罗小明", "luoxm");
        let own = vec![(
            say(lang, "网格或社区走访", "visit of a grid worker"),
            say(lang, "4月16日 13:46", "16 April, 13:46"),
            lang.t("report-state-taken-over"),
        )];
        let chosen = Some((say(lang, "罗**，男，16岁", "L**, man, 16"), say(lang, "太和村", "Taihe village")));
        vec![
            ("blank", page(blank())),
            ("hits", page(ReportView { typed: typed(), hits: Some((0..3).map(hit).collect()), is_cut: true, ..blank() })),
            ("none", page(ReportView { typed: typed(), hits: Some(Vec::new()), ..blank() })),
            ("form", page(ReportView { chosen, form: Some(form(lang)), own: own.clone(), ..blank() })),
            ("done", page(ReportView { done: Some(lang.t("report-done")), own, ..blank() })),
        ]
    }
}
