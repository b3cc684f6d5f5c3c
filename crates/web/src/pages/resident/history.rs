//! My scores of one self-test over time, in plain words: no level, no norm.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use xinqiao_app::norms::ScoreHistory;
use xinqiao_factor::Verdict;

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::page::show;
use crate::pages::Samples;
use crate::pages::desk::people::{drawn, page_title};
use crate::parts::{ChartPoint, HistoryChart};
use crate::shell::ResidentShell;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/history.html")]
pub struct HistoryPage {
    pub shell: ResidentShell,
    title: String,
    chart: Option<HistoryChart>,
    /// Day, points, what can be said of the change; the newest first.
    rows: Vec<(String, String, String)>,
    /// What a corrected way of counting made of the same answers.
    again: Vec<String>,
}

/// The handler.
pub async fn page(State(site): State<Site>, visitor: Visitor, Path(code): Path<String>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.own_history(caller, &code).await.map_err(|fault| visitor.fault(fault))?;
    let title = page_title(&site, lang, &found.instrument, &found.version, true);
    let rows = rows(lang, &found, &|at| lang.date(site.app.day(at)));
    let again = again(lang, &found, &|at| lang.date(site.app.day(at)));
    Ok(show(&HistoryPage { chart: drawn(lang, &title, &found), rows, again, title, shell: site.resident_shell(&visitor) }))
}

fn rows(lang: Lang, found: &ScoreHistory, day: &dyn Fn(Timestamp) -> String) -> Vec<(String, String, String)> {
    let told = found.points.iter().rev().map(|point| {
        let since = point.measured.and_then(|measured| measured.since_last);
        let words = since.map_or_else(String::new, |change| change_words(lang, change.verdict));
        let key = if found.bank.is_some() { "own-history-t" } else { "own-history-points" };
        // i18n: own-history-t own-history-points
        (day(point.at), lang.t1(key, "points", words::number(point.score)), words)
    });
    told.collect()
}

/// Points before and after; a result without points says nothing here.
fn again(lang: Lang, found: &ScoreHistory, day: &dyn Fn(Timestamp) -> String) -> Vec<String> {
    let points = |total: f64| lang.t1("own-history-points", "points", words::number(total));
    let told = found.again.iter().filter_map(|(at, one)| {
        let (before, after) = one.before.total.zip(one.after.total)?;
        let shown = [("day", day(*at)), ("before", points(before)), ("after", points(after))];
        Some(lang.t3("own-history-again", shown.each_ref().map(|(name, value)| (*name, value.as_str()))))
    });
    told.collect()
}

fn change_words(lang: Lang, verdict: Verdict) -> String {
    lang.t(match verdict {
        Verdict::Higher => "own-history-higher",
        Verdict::WithinError => "own-history-within",
        Verdict::Lower => "own-history-lower",
    })
}

impl Samples for HistoryPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let title = match lang {
            Lang::ZhCn => "情绪自测",
            Lang::En => "Mood",
        };
        let point = |day: i64, score| ChartPoint {
            at: Timestamp::from_second(1_763_000_000 + 86_400 * day).unwrap_or(Timestamp::UNIX_EPOCH),
            score,
            band: Some((score - 2.8, score + 2.8)),
        };
        let row = |day: i8, points: &str, words: String| {
            (lang.date(jiff::civil::date(2026, 4, day)), lang.t1("own-history-points", "points", points), words)
        };
        let chart = HistoryChart::of(lang.t1("scores-chart", "title", title), [0.0, 27.0], &[point(0, 7.0), point(9, 12.0)]);
        let rows = vec![row(16, "12", change_words(lang, Verdict::Higher)), row(2, "7", String::new())];
        let shell = ResidentShell::signed_in_sample(lang);
        let again = vec![lang.t3("own-history-again", [("day", "4-16"), ("before", "12"), ("after", "11")])];
        let one = vec![row(2, "7", String::new())];
        vec![
            ("two", Self { shell: shell.clone(), title: title.to_owned(), chart, rows, again }),
            ("one", Self { shell, title: title.to_owned(), chart: None, rows: one, again: Vec::new() }),
        ]
    }
}
