//! Samples of the screening pages.

use xinqiao_kernel::id::{CampaignId, ImportId};

use super::*;
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, PostForm};
use crate::pages::desk::sample::{say, uuid};
use crate::parts::{Choice, Level, LevelBadge, Sla, SlaState, Timeline, TimelineEntry, Tone};
use crate::shell::{Area, StaffShell};

fn campaign() -> CampaignId {
    CampaignId::from_uuid(uuid(5))
}

fn shell(lang: Lang) -> StaffShell {
    StaffShell::sample(lang, Area::Campaigns)
}

fn title(lang: Lang) -> String {
    say(lang, "青松中学高一年级春季测评", "Qingsong school, grade 10, spring")
}

impl Samples for CampaignsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let row = |title, state, progress: &str, share| CampaignRow {
            title,
            href: links::campaign(campaign()),
            place: say(lang, "甘州区青松中学", "Qingsong school, Ganzhou"),
            instrument: "PHQ-9".to_owned(),
            window: say(lang, "4月6日—4月18日", "6–18 April"),
            state,
            progress: progress.to_owned(),
            share,
        };
        let long = say(
            lang,
            "一个名字很长很长的筛查，写满一整行还要再写一行",
            "A screening whose title is so long that it fills a line and needs another one",
        )
        .repeat(2);
        let rows = vec![
            row(title(lang), CampaignState::Running, "574 / 612", 93),
            row(long, CampaignState::Coming, "0 / 0", 0),
            row(say(lang, "教职工心理关爱", "Care for the school's staff"), CampaignState::Over, "80 / 80", 100),
        ];
        vec![
            ("normal", Self::new(shell(lang), rows, true, None)),
            ("empty", Self::new(shell(lang), Vec::new(), true, None)),
            ("empty-reader", Self::new(shell(lang), Vec::new(), false, None)),
        ]
    }
}

fn view(lang: Lang) -> CampaignView {
    let band = |attention, zh: &str, en: &str, share| BandShare { attention, text: Some(say(lang, zh, en)), share };
    CampaignView {
        id: campaign(),
        title: title(lang),
        place: say(lang, "甘州区青松中学", "Qingsong school, Ganzhou"),
        state: CampaignState::Running,
        instrument: say(lang, "情绪自测（PHQ-9），第1版", "PHQ-9, version 1"),
        window: say(lang, "4月6日—4月18日", "6–18 April"),
        done: None,
        members: "612".to_owned(),
        responses: "574".to_owned(),
        answered: Some(say(lang, "占应答的93.8%", "93.8% of those asked")),
        share: 94,
        declined: "9".to_owned(),
        signals: Some("12".to_owned()),
        talks: Some(links::campaign_talks(campaign())),
        bands: vec![
            band(1, "431人，75.1%", "431, 75.1%", 75),
            band(2, "98人，17.1%", "98, 17.1%", 17),
            BandShare { attention: 3, text: None, share: 0 },
            BandShare { attention: 4, text: None, share: 0 },
        ],
        how: vec![
            say(
                lang,
                "分母是答完的574人；按量表包第1版分档。",
                "Out of 574 complete sheets; bands of version 1 of the instrument.",
            ),
            say(
                lang,
                "少于5人的格子不显示，并隐去能推出它的另一格。",
                "Cells below 5 are hidden, and so is another cell that would give them away.",
            ),
        ],
        consent: say(
            lang,
            "为了解同学们近两周的状态，请您自愿作答。心理老师会看到结果，只用来关心您；不参加没有任何影响。结果保存两年。",
            "We ask how you have been these two weeks. Taking part is voluntary. The school counsellor sees the result and uses it only to care for you. It is kept for two years.",
        ),
        imports: vec![ImportLine {
            file: "2026-spring-1.xlsx".to_owned(),
            href: links::import(uuid(6)),
            at: say(lang, "4月10日 09:12，贺丽娟", "10 April, 09:12, He Lijuan"),
            state: say(lang, "已导入", "Imported"),
            counts: say(lang, "新增560，更新0，跳过3，有问题2", "560 new, 0 updated, 3 skipped, 2 with faults"),
        }],
        units: units(lang),
        manage: links::campaign_manage(campaign()),
        can_import: true,
    }
}

fn units(lang: Lang) -> UnitsView {
    let bar = |zh: &str, en: &str, settled: u64| UnitBar {
        name: say(lang, zh, en),
        counts: format!("{settled} / 51"),
        share: u8::try_from(settled * 100 / 51).unwrap_or(100),
        href: links::campaign_completion(campaign()),
        reminded: (settled < 45).then(|| lang.t1("campaign-reminded-at", "at", say(lang, "4月15日 08:00", "15 April, 08:00"))),
        unit: "1/".to_owned(),
        remind: (settled < 51).then(|| links::campaign_remind(campaign())),
    };
    let bars = vec![bar("高一1班", "Class 1", 51), bar("高一2班", "Class 2", 50), bar("高一10班", "Class 10", 44)];
    UnitsView { trail: Vec::new(), bars }
}

fn manage_view(lang: Lang) -> ManageView {
    let entry = |title: &str, zh: &str, en: &str| TimelineEntry {
        title: lang.t(title),
        time: say(lang, zh, en),
        lines: vec![lang.t1("duty-by", "name", say(lang, "祁望舒", "Qi Wangshu"))],
        icon: "check",
        tone: Tone::Plain,
    };
    let form = PostForm::new("resume", links::campaign_step(campaign()), lang.t("campaign-step-resume"))
        .with_intro(lang.t("campaign-step-resume-text"))
        .with_entry(Entry::new("resume", "reason", lang.t("campaign-reason"), EntryKind::Lines).required())
        .primary();
    ManageView {
        title: title(lang),
        href: links::campaign(campaign()),
        state: CampaignState::Paused,
        done: Some(lang.t("campaign-step-done")),
        paused: vec![
            lang.t("campaign-paused-why"),
            lang.t3("campaign-paused-expected", [("days", "5"), ("talks", "49"), ("waiting", "3")]),
            lang.t2("campaign-paused-capacity", "staff", 2, "talks", 40),
        ],
        facts: vec![(lang.t("campaign-asks"), "MSSMHS-60, PHQ-9".to_owned())],
        timeline: Timeline {
            entries: vec![
                entry("campaign-did-signed-off", "4月3日 10:20", "3 April, 10:20"),
                entry("campaign-did-planned", "4月2日 16:05", "2 April, 16:05"),
            ],
        },
        sittings: vec![(say(lang, "高一1班", "Class 1"), say(lang, "4月8日 10:00", "8 April, 10:00"), "2".to_owned())],
        forms: vec![(lang.t("campaign-step-resume"), form)],
    }
}

impl Samples for ManagePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let bare = ManageView {
            state: CampaignState::Planned,
            done: None,
            paused: Vec::new(),
            sittings: Vec::new(),
            forms: Vec::new(),
            ..manage_view(lang)
        };
        let mut long = ManageView { title: title(lang).repeat(4), ..manage_view(lang) };
        long.forms.iter_mut().for_each(|(_, form)| form.fault = Some(lang.t("conflict-campaign-changed")));
        vec![
            ("normal", Self::new(shell(lang), manage_view(lang))),
            ("empty", Self::new(shell(lang), bare)),
            ("long", Self::new(shell(lang), long)),
        ]
    }
}

fn class_shell(lang: Lang) -> StaffShell {
    StaffShell::sample(lang, Area::Classes)
}

impl Samples for ClassesPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let line = ClassLine {
            title: title(lang),
            href: links::campaign_completion(campaign()),
            unit: say(lang, "高一10班", "Class 10"),
            window: say(lang, "4月6日—4月18日", "6–18 April"),
            counts: "44 / 51".to_owned(),
            share: 86,
        };
        vec![("normal", Self::new(class_shell(lang), vec![line])), ("empty", Self::new(class_shell(lang), Vec::new()))]
    }
}

impl Samples for TalksPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let line = |level, step: String, sla| TalkLine {
            name: say(lang, "林**", "Lin **"),
            unit: say(lang, "高一10班", "Class 10"),
            level: LevelBadge::plain(lang, level),
            step,
            sla,
            at: say(lang, "4月8日 10:20", "8 April, 10:20"),
            href: links::campaign(campaign()),
        };
        let soon = Sla::new(SlaState::Soon, say(lang, "剩40分", "40 min left"), 85);
        let view = |lines| TalksView {
            title: title(lang),
            back: links::campaign(campaign()),
            lines,
            aside: Some(lang.t1("talks-aside", "count", 2)),
            pager: None,
        };
        let lines = vec![
            line(Level::Red, lang.t("talks-waits"), Some(soon)),
            line(Level::Yellow, say(lang, "待核实", "To be verified"), None),
            line(Level::Blue, lang.t("talks-missed"), None),
        ];
        let shell = || StaffShell::sample(lang, Area::Campaigns);
        vec![
            ("normal", Self::new(shell(), view(lines))),
            ("empty", Self::new(shell(), TalksView { aside: None, ..view(Vec::new()) })),
        ]
    }
}

impl Samples for CompletionPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let member = |zh: &str, en: &str, settled| MemberLine { name: say(lang, zh, en), settled };
        let view = CompletionView {
            title: title(lang),
            unit: say(lang, "高一10班", "Class 10"),
            window: say(lang, "4月6日—4月18日", "6–18 April"),
            counts: "44 / 51".to_owned(),
            share: 86,
            members: vec![member("夏知秋", "Xia Zhiqiu", false), member("方舟", "Fang Zhou", true)],
            sittings: vec![(say(lang, "4月8日 10:00", "8 April, 10:00"), say(lang, "机房2", "Computer room 2"))],
            pager: None,
        };
        let empty = CompletionView { members: Vec::new(), sittings: Vec::new(), ..view.clone() };
        vec![("normal", Self::new(class_shell(lang), view)), ("empty", Self::new(class_shell(lang), empty))]
    }
}

impl Samples for CampaignPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let empty = CampaignView {
            state: CampaignState::Coming,
            members: "0".to_owned(),
            responses: "0".to_owned(),
            answered: None,
            share: 0,
            declined: "0".to_owned(),
            signals: None,
            talks: None,
            bands: Vec::new(),
            imports: Vec::new(),
            done: Some(say(lang, "建好了。接下来可以导入答卷。", "Created. Next, answers can be imported.")),
            ..view(lang)
        };
        let mut long = CampaignView { title: title(lang).repeat(4), can_import: false, state: CampaignState::Over, ..view(lang) };
        long.consent = long.consent.repeat(8);
        vec![
            ("normal", Self::new(shell(lang), view(lang))),
            ("empty", Self::new(shell(lang), empty)),
            ("long", Self::new(shell(lang), long)),
        ]
    }
}

impl Samples for CampaignCreatePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let form = || {
            let places = vec![Choice::new("1", say(lang, "甘州区青松中学", "Qingsong school, Ganzhou"))];
            let instruments = vec![Choice::new("phq-9@1", "PHQ-9"), Choice::new("gad-7@1", "GAD-7")];
            create_form(lang, places, instruments)
        };
        let wrong = form()
            .filled([("title", "2026"), ("instrument", "gad-7@1"), ("opens_on", "2026-04-18"), ("closes_on", "2026-04-06")])
            .with_error("closes_on", say(lang, "结束日期要在开始日期之后。", "The last day must come after the first."))
            .with_error("consent", say(lang, "请写上知情同意书。", "Please write the consent text."));
        vec![("empty", Self::new(shell(lang), form())), ("errors", Self::new(shell(lang), wrong))]
    }
}

impl Samples for ImportUploadPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |form| Self::new(shell(lang), campaign(), title(lang), form);
        let wrong = upload_form(lang, campaign(), Vec::new())
            .filled([("id_column", say(lang, "学号", "student no").as_str()), ("item_prefix", "Q")])
            .with_error("file", say(lang, "这个文件不是CSV，也不是Excel。", "This file is neither CSV nor Excel."))
            .with_error(
                "item_prefix",
                say(lang, "找到8列以Q开头，量表有9题。", "8 columns begin with Q; the instrument has 9 items."),
            );
        vec![("empty", page(upload_form(lang, campaign(), Vec::new()))), ("errors", page(wrong))]
    }
}

fn import(lang: Lang, state: ImportState) -> ImportView {
    let line = |row: &str, id: &str, outcome, reason: (&str, &str), cell: Option<(&str, &str, &str)>| LedgerLine {
        row: row.to_owned(),
        id: id.to_owned(),
        outcome,
        reason: say(lang, reason.0, reason.1),
        cell: cell.map(|(column, expected, found)| (column.to_owned(), expected.to_owned(), found.to_owned())),
    };
    let tab = |label, count: &str, current| LedgerTab {
        label: lang.t(label),
        count: count.to_owned(),
        href: links::import(uuid(6)),
        current,
    };
    ImportView {
        id: ImportId::from_uuid(uuid(6)),
        campaign: campaign(),
        campaign_title: title(lang),
        file: "2026-spring-1.xlsx".to_owned(),
        about: vec![
            say(lang, "贺丽娟，4月10日 09:12", "He Lijuan, 10 April, 09:12"),
            say(lang, "文件指纹 9c41e07b", "file hash 9c41e07b"),
            say(lang, "编号列：学号；题目列：Q1—Q9；选项值加 -1", "code: student_no; items: Q1–Q9; -1 added"),
        ],
        state,
        raised: None,
        fault: None,
        tabs: vec![tab("row-failed", "2", true), tab("ledger-all", "565", false)],
        counts: ImportCounts {
            created: "560".to_owned(),
            updated: "0".to_owned(),
            skipped: "3".to_owned(),
            failed: "2".to_owned(),
        },
        rows: vec![
            line("17", "S-0417", RowOutcome::Failed, ("选项值超出范围", "The value is out of range"), Some(("Q9", "0–3", "7"))),
            line("233", "", RowOutcome::Failed, ("没有编号", "The code is missing"), Some(("student_no", "S-0001", ""))),
            line("301", "S-0236", RowOutcome::Skipped, ("本人选择不参加", "The person does not take part"), None),
            line("1", "S-0108", RowOutcome::Created, ("", ""), None),
            line("2", "S-0391", RowOutcome::Updated, ("同一编号，答案有变", "Same code, other answers"), None),
        ],
        can_run: true,
        has_copy: true,
        pager: Some(Pager {
            lang,
            text: say(lang, "第1—5行，共565行", "Rows 1–5 of 565"),
            newer: None,
            older: Some(links::import(uuid(6))),
        }),
    }
}

impl Samples for ImportPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |view| Self::new(shell(lang), view);
        let running = ImportState::Running(say(lang, "已写入200行，共565行。", "200 of 565 rows written."));
        let empty = ImportView {
            rows: Vec::new(),
            can_run: false,
            has_copy: false,
            pager: None,
            counts: ImportCounts {
                created: "0".to_owned(),
                updated: "0".to_owned(),
                skipped: "0".to_owned(),
                failed: "0".to_owned(),
            },
            ..import(lang, ImportState::Checked)
        };
        vec![
            ("checked", page(import(lang, ImportState::Checked))),
            ("running", page(import(lang, running))),
            ("imported", page(import(lang, ImportState::Imported(say(lang, "4月10日 09:20", "on 10 April, 09:20"))))),
            ("empty", page(empty)),
        ]
    }
}
