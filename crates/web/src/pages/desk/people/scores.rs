//! The history of one score of a person: chart, table, norms.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use xinqiao_app::norms::{HistoryPoint, ScoreHistory, ScoreName, UsedNorm};
use xinqiao_factor::{Change, Verdict};
use xinqiao_kernel::id::PersonId;

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show;
use crate::pages::Samples;
use crate::pages::desk::rescores::{counted, second};
use crate::pages::desk::sample::{say, uuid};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::parts::{ChartPoint, HistoryChart};
use crate::shell::{Area, StaffShell};
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// One score.
#[derive(Debug, Clone)]
pub struct ScoreLine {
    pub at: String,
    pub score: String,
    /// From where to where the error reaches.
    pub band: String,
    pub since_last: String,
    pub since_first: String,
}

/// A norm with what it says about the latest score.
#[derive(Debug, Clone)]
pub struct NormLine {
    pub name: String,
    /// Years, n, mean and SD, what to keep in mind.
    pub facts: String,
    pub t: String,
    pub percentile: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/people/scores.html")]
pub struct ScoresPage {
    pub shell: StaffShell,
    file: String,
    name: String,
    title: String,
    chart: Option<HistoryChart>,
    lines: Vec<ScoreLine>,
    norms: Vec<NormLine>,
    /// When it was answered, and what another version made of it.
    again: Vec<(String, String, String)>,
    how: Vec<String>,
}

/// The points of a history for the drawing.
pub(in crate::pages) fn drawn(lang: Lang, title: &str, found: &ScoreHistory) -> Option<HistoryChart> {
    let points: Vec<ChartPoint> = found
        .points
        .iter()
        .map(|point| {
            let band = point.measured.map(|measured| (measured.band.lower, measured.band.upper));
            ChartPoint { at: point.at, score: point.score, band }
        })
        .collect();
    HistoryChart::of(lang.t1("scores-chart", "title", title), found.range?, &points)
}

pub(in crate::pages) fn page_title(site: &Site, lang: Lang, code: &str, version: &str, is_plain: bool) -> String {
    let pack = site.app.library().instrument_version(code, version);
    let text = pack.and_then(|pack| words::text_of(pack, lang));
    text.map_or_else(|| code.to_owned(), |text| if is_plain { text.title.clone() } else { text.name.clone() })
}

/// The handler.
pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, code)): Path<(PersonId, String)>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.score_history(caller, id, &code).await.map_err(|fault| visitor.fault(fault))?;
    let title = page_title(&site, lang, &found.instrument, &found.version, false);
    let shell = shell(&site, &visitor, caller, Area::People, None).await?;
    Ok(show(&ScoresPage {
        file: links::person(id),
        name: found.name.clone(),
        chart: drawn(lang, &title, &found),
        lines: found.points.iter().rev().map(|point| line(&|at| moment(&site, lang, at), lang, point)).collect(),
        norms: found.norms.iter().map(|norm| norm_line(lang, norm)).collect(),
        again: again(&site, lang, &found),
        how: how(lang, &found),
        title,
        shell,
    }))
}

/// Both results of each sheet that was counted again: by which version, when.
fn again(site: &Site, lang: Lang, found: &ScoreHistory) -> Vec<(String, String, String)> {
    let told = found.again.iter().map(|(at, one)| {
        let first = counted(lang, &site.app, (&one.instrument, &one.from_version), &one.before);
        let first = lang.t2("rescore-first", "version", &one.from_version, "result", first);
        (moment(site, lang, *at), first, second(lang, &site.app, one, &lang.date(site.app.day(one.at))))
    });
    told.collect()
}

fn line(moment: &dyn Fn(Timestamp) -> String, lang: Lang, point: &HistoryPoint) -> ScoreLine {
    let none = || lang.t("scores-none");
    let (band, last, first) = match point.measured {
        Some(measured) => {
            let band = lang.t2("scores-band", "low", tenths(measured.band.lower), "high", tenths(measured.band.upper));
            let told = |change: Option<Change>| change.map_or_else(none, |change| self::change(lang, change));
            (band, told(measured.since_last), told(measured.since_first))
        }
        None => (none(), none(), none()),
    };
    ScoreLine { at: moment(point.at), score: words::number(point.score), band, since_last: last, since_first: first }
}

fn change(lang: Lang, change: Change) -> String {
    let key = match change.verdict {
        Verdict::Higher => "scores-higher",
        Verdict::WithinError => "scores-within",
        Verdict::Lower => "scores-lower",
    };
    // i18n: scores-higher scores-within scores-lower
    lang.t2(key, "by", signed(change.difference), "rci", format!("{:.2}", change.index))
}

fn norm_line(lang: Lang, norm: &UsedNorm) -> NormLine {
    let at = usize::from(lang == Lang::En);
    let (name, mut facts) = match &norm.name {
        ScoreName::Table { version, title, note, years, .. } => {
            let years = match years {
                Some((from, to)) => lang.t2("scores-years", "from", from, "to", to),
                None => lang.t("scores-no-years"),
            };
            (title[at].clone(), vec![lang.t1("scores-table", "version", version), years, note[at].clone()])
        }
        ScoreName::Own { place, version, from, until } => {
            let days = lang.t2("scores-days", "from", lang.date(*from), "until", lang.date(*until));
            (lang.t1("scores-own", "place", place), vec![lang.t1("scores-table", "version", version), days])
        }
    };
    let moments =
        [("n", lang.count(norm.latest.persons)), ("mean", format!("{:.2}", norm.mean)), ("sd", format!("{:.2}", norm.sd))];
    facts.insert(0, lang.t3("scores-moments", moments.each_ref().map(|(name, value)| (*name, value.as_str()))));
    let t = &norm.latest;
    let shown = [("t", tenths(t.t)), ("low", tenths(t.t_interval.lower)), ("high", tenths(t.t_interval.upper))];
    NormLine {
        name,
        facts: facts.join(&lang.t("join-comma")),
        t: lang.t3("scores-t", shown.each_ref().map(|(name, value)| (*name, value.as_str()))),
        percentile: t
            .percentile
            .map_or_else(|| lang.t("scores-none"), |percent| lang.t1("scores-percentile", "percent", tenths(percent))),
    }
}

fn how(lang: Lang, found: &ScoreHistory) -> Vec<String> {
    if let Some(bank) = &found.bank {
        let mut lines = vec![lang.t1("scores-how-t", "bank", bank), lang.t("scores-how-t-change")];
        lines.extend((0 < found.left_out).then(|| lang.t1("scores-how-left-out", "count", found.left_out)));
        return lines;
    }
    let mut lines = vec![lang.t("scores-how-norm")];
    match &found.error {
        Some((error, at)) => {
            let norm = found.norms.get(*at);
            let name = norm.map(|norm| norm_line(lang, norm).name).unwrap_or_default();
            let reliability = norm.and_then(|norm| norm.reliability.clone());
            let (is, kind) = reliability.unwrap_or((0.0, String::new()));
            let shown = [("error", format!("{error:.2}")), ("norm", name), ("reliability", format!("{kind} {is:.3}"))];
            lines.push(lang.t3("scores-how-error", shown.each_ref().map(|(name, value)| (*name, value.as_str()))));
            lines.push(lang.t("scores-how-change"));
        }
        None => lines.push(lang.t("scores-how-no-error")),
    }
    if 0 < found.left_out {
        lines.push(lang.t1("scores-how-left-out", "count", found.left_out));
    }
    lines
}

fn tenths(value: f64) -> String {
    format!("{value:.1}")
}

fn signed(value: f64) -> String {
    if 0.0 < value { format!("+{}", words::number(value)) } else { words::number(value) }
}

impl Samples for ScoresPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let point = |day: i64, score| ChartPoint {
            at: Timestamp::from_second(1_763_000_000 + 86_400 * day).unwrap_or(Timestamp::UNIX_EPOCH),
            score,
            band: Some((score - 2.8, score + 2.8)),
        };
        let change = |index, difference, verdict| self::change(lang, Change { difference, index, verdict });
        let line = ScoreLine {
            at: say(lang, "11月20日 09:40", "20 November, 09:40"),
            score: "8".to_owned(),
            band: lang.t2("scores-band", "low", "5.2", "high", "10.8"),
            since_last: change(-2.92, -6.0, Verdict::Lower),
            since_first: change(0.49, 1.0, Verdict::WithinError),
        };
        let norm = NormLine {
            name: lang.t1("scores-own", "place", say(lang, "甘州区", "Ganzhou district")),
            facts: lang.t1("scores-table", "version", 2),
            t: lang.t3("scores-t", [("t", "61.8"), ("low", "61.5"), ("high", "62.1")]),
            percentile: lang.t1("scores-percentile", "percent", "88.0"),
        };
        let title = say(lang, "PHQ-9", "PHQ-9");
        let page = |chart, lines, norms, how| Self {
            shell: StaffShell::sample(lang, Area::People),
            file: links::person(PersonId::from_uuid(uuid(7))),
            name: say(lang, "李**", "L**"),
            title: title.clone(),
            chart,
            lines,
            norms,
            again: vec![(
                say(lang, "11月20日 09:40", "20 November, 09:40"),
                lang.t2("rescore-first", "version", 1, "result", say(lang, "8分，轻度", "8 points, mild")),
                lang.t3(
                    "rescore-second",
                    [("version", "2"), ("day", "2026-11-23"), ("result", &say(lang, "8分，中度", "8 points, moderate"))],
                ),
            )],
            how,
        };
        let label = lang.t1("scores-chart", "title", &title);
        let chart = HistoryChart::of(label, [0.0, 27.0], &[point(0, 7.0), point(6, 14.0), point(20, 8.0)]);
        vec![
            (
                "three",
                page(chart, vec![line.clone(); 3], vec![norm], vec![lang.t("scores-how-norm"), lang.t("scores-how-change")]),
            ),
            ("one-without-norm", page(None, vec![line], Vec::new(), vec![lang.t("scores-how-no-error")])),
        ]
    }
}
