//! Samples of the group report. All figures are invented.

use jiff::civil::date;
use xinqiao_app::group_reports::{
    Axis, Column, Comparison, Estimate, GroupAxis, GroupLine, GroupReport, LineName, MeanLine, Share,
};
use xinqiao_indicators::Cell;
use xinqiao_kernel::id::{AccountId, CampaignId};

use super::{Facts, GroupReportPage, GroupReportPageView, Taking, document};
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::sample::{say, uuid};
use crate::shell::{Area, StaffShell};

const COLUMNS: [Column; 4] = [Column::Step(1), Column::Step(2), Column::Step(3), Column::Rest];

fn share(value: f64) -> Option<Estimate> {
    Some(Estimate { value, low: value * 0.9, high: value * 1.1 })
}

fn line(asked: u64, answered: u64) -> GroupLine {
    let count =
        |column, part: u64| Share { column, count: Cell::Count(answered * part / 100), share: share(part as f64 / 100.0) };
    let mean = MeanLine { persons: answered, mean: Estimate { value: 4.21, low: 3.9, high: 4.52 }, sd: 4.4 };
    GroupLine {
        asked: Cell::Count(asked),
        answered: Cell::Count(answered),
        response: share(answered as f64 / asked as f64),
        shares: COLUMNS.into_iter().zip([62, 24, 9, 5]).map(|(column, part)| count(column, part)).collect(),
        mean: Some(mean),
    }
}

fn hidden() -> GroupLine {
    let share = |column| Share { column, count: Cell::Hidden, share: None };
    GroupLine { asked: Cell::Hidden, answered: Cell::Hidden, response: None, shares: COLUMNS.map(share).to_vec(), mean: None }
}

fn report(lang: Lang) -> GroupReport {
    let place = |zh, en| LineName::Place(say(lang, zh, en), xinqiao_kernel::place::PlacePath::root());
    let earlier = xinqiao_app::campaigns::Campaign {
        id: CampaignId::from_uuid(uuid(6)),
        place: xinqiao_kernel::place::PlacePath::root(),
        title: say(lang, "去年秋季测评", "Last autumn"),
        instrument: "phq-9".to_owned(),
        version: "1".to_owned(),
        consent_text: String::new(),
        opens_on: date(2025, 11, 1),
        closes_on: date(2025, 11, 14),
        created_by: AccountId::from_uuid(uuid(7)),
        stage: xinqiao_campaigns::Stage::Closed,
        steps: 3,
    };
    let change = Comparison { response: share(0.021), mean: Some(Estimate { value: -0.2, low: -0.6, high: 0.2 }) };
    let axes = vec![
        GroupAxis {
            axis: Axis::Place,
            lines: vec![
                (place("高一（1）班", "Class 10-1"), line(204, 190)),
                (place("高一（2）班（走读生与住校生混合编班）", "Class 10-2 (day pupils and boarders together)"), hidden()),
                (place("高一（3）班", "Class 10-3"), hidden()),
            ],
            is_told: true,
        },
        GroupAxis {
            axis: Axis::Sex,
            lines: vec![(LineName::Female, line(300, 290)), (LineName::Male, line(312, 284))],
            is_told: true,
        },
        GroupAxis { axis: Axis::Age, lines: Vec::new(), is_told: false },
    ];
    GroupReport {
        counted_at: jiff::Timestamp::UNIX_EPOCH,
        columns: COLUMNS.to_vec(),
        whole: line(612, 574),
        axes,
        earlier: Some((earlier, change)),
    }
}

fn facts(lang: Lang) -> Facts {
    Facts {
        title: say(lang, "青松中学高一年级春季测评", "Qingsong school, grade 10, spring"),
        place: say(lang, "甘州区青松中学", "Qingsong school, Ganzhou"),
        window: lang.t2("campaign-from-until", "from", lang.date(date(2026, 4, 6)), "until", lang.date(date(2026, 4, 18))),
        instrument: "PHQ-9".to_owned(),
        counted: lang.date(date(2026, 4, 20)),
        floors: (10, 10),
        is_whole: true,
        earlier: Some(say(lang, "去年秋季测评", "Last autumn")),
    }
}

impl Samples for GroupReportPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let campaign = CampaignId::from_uuid(uuid(5));
        let taking = |label: &str, href: String| Taking { label: label.to_owned(), href };
        let view = |report, files: Vec<Taking>| GroupReportPageView {
            campaign,
            campaign_title: facts(lang).title,
            name: lang.t("group-report-nav"),
            report,
            again: None,
            below: files.clone(),
            files,
        };
        let page = |view| Self::new(StaffShell::sample(lang, Area::Campaigns), view);
        let files = vec![taking("PDF", links::group_report_pdf(campaign)), taking("Excel", links::group_report_excel(campaign))];
        let all_hidden = GroupReport { whole: hidden(), axes: Vec::new(), earlier: None, ..report(lang) };
        let part = Facts { is_whole: false, earlier: None, ..facts(lang) };
        let working = GroupReportPageView {
            again: Some(links::reliability(campaign)),
            ..view(Err(lang.t1("data-trust-working", "sheets", 24_000)), Vec::new())
        };
        vec![
            ("working", page(working)),
            ("normal", page(view(Ok(document(lang, &facts(lang), &report(lang))), files))),
            ("hidden", page(view(Ok(document(lang, &part, &all_hidden)), Vec::new()))),
            ("not_yet", page(view(Err(lang.t("group-report-not-moving")), Vec::new()))),
        ]
    }
}
