//! A group report in words. Steps have the names that residents know; what is hidden is said to be hidden, and why.

use xinqiao_app::group_reports::{Axis, Column, Comparison, Estimate, GroupAxis, GroupLine, GroupReport, LineName, MeanLine};
use xinqiao_indicators::Cell as Count;
use xinqiao_reports::{Cell, Document, Section, Table};

use crate::i18n::Lang;
use crate::parts::band_name;

/// What stands around the numbers, in words.
#[derive(Debug, Clone)]
pub struct Facts {
    pub title: String,
    pub place: String,
    /// First and last day.
    pub window: String,
    /// Name, code and version of the questions.
    pub instrument: String,
    /// When it was counted.
    pub counted: String,
    /// From how many persons on a count is shown: of the whole, and below.
    pub floors: (u64, u64),
    /// Is it the whole campaign?
    pub is_whole: bool,
    /// Title of the campaign of before.
    pub earlier: Option<String>,
}

/// The document.
pub fn document(lang: Lang, facts: &Facts, report: &GroupReport) -> Document {
    let words = Words { lang, columns: &report.columns };
    let mut sections =
        vec![words.taking_part(&report.whole, facts), words.spread(&report.whole, facts), words.score(&report.whole)];
    sections.extend(report.axes.iter().filter_map(|axis| words.axis(axis, facts)));
    sections.push(words.change(report, facts));
    sections.push(words.how(facts));
    Document {
        lang: match lang {
            Lang::ZhCn => "zh",
            Lang::En => "en",
        }
        .to_owned(),
        lead: lang.t1("group-report-lead", "place", &facts.place),
        title: lang.t1("group-report-title", "title", &facts.title),
        stamp: vec![facts.window.clone(), facts.instrument.clone()],
        figures: words.figures(&report.whole),
        sections,
        foot: lang.t1("group-report-foot", "at", &facts.counted),
    }
}

struct Words<'a> {
    lang: Lang,
    columns: &'a [Column],
}

impl Words<'_> {
    fn figures(&self, whole: &GroupLine) -> Vec<(String, String)> {
        let t = |key: &str| self.lang.t(key);
        let count = |count: Count| count.shown().map_or_else(|| t("cell-hidden"), |count| self.lang.count(count));
        let share = whole.response.map_or_else(|| t("cell-hidden"), |share| percent(share.value));
        let mean = whole.mean.map_or_else(|| t("cell-hidden"), |mean| points(mean.mean.value));
        vec![
            (count(whole.asked), t("group-report-asked")),
            (count(whole.answered), t("group-report-answered")),
            (share, t("group-report-response")),
            (mean, t("group-report-mean")),
        ]
    }

    fn taking_part(&self, whole: &GroupLine, facts: &Facts) -> Section {
        let lang = self.lang;
        let count = |cell: Count| cell.shown().map(|count| lang.count(count));
        let text = match (count(whole.asked), count(whole.answered), whole.response) {
            (Some(asked), Some(answered), Some(response)) => lang.t3(
                "group-report-took-part",
                [("asked", &asked), ("answered", &answered), ("share", &self.with_range(response, percent))],
            ),
            (Some(asked), ..) => lang.t2("group-report-took-part-hidden", "asked", asked, "floor", facts.floors.0),
            _ => lang.t1("group-report-hidden-all", "floor", facts.floors.1),
        };
        Section { heading: lang.t("group-report-part-taking"), paragraphs: vec![text], ..Section::default() }
    }

    fn spread(&self, whole: &GroupLine, facts: &Facts) -> Section {
        let lang = self.lang;
        let rows = whole.shares.iter().map(|share| {
            vec![Cell::words(self.column(share.column)), self.count(share.count), self.estimate(share.share, Unit::Share)]
        });
        let table = Table {
            caption: lang.t("group-report-part-spread"),
            head: ["group-report-step", "group-report-sheets", "group-report-share"].map(|key| lang.t(key)).to_vec(),
            ends: self.ends(),
            rows: rows.collect(),
        };
        let mut notes = vec![lang.t("group-report-note-steps")];
        notes.extend(self.columns.contains(&Column::Rest).then(|| lang.t1("group-report-note-rest", "floor", facts.floors.0)));
        Section { heading: lang.t("group-report-part-spread"), paragraphs: Vec::new(), table: Some(table), notes }
    }

    fn score(&self, whole: &GroupLine) -> Section {
        let lang = self.lang;
        let text = match whole.mean {
            Some(MeanLine { persons, mean, sd }) => lang.t3(
                "group-report-score",
                [("mean", &self.with_range(mean, points)), ("sd", &points(sd)), ("count", &lang.count(persons))],
            ),
            None => lang.t("group-report-score-hidden"),
        };
        Section { heading: lang.t("group-report-part-score"), paragraphs: vec![text], ..Section::default() }
    }

    /// A table of groups; none for a place without places below it.
    fn axis(&self, axis: &GroupAxis, facts: &Facts) -> Option<Section> {
        let lang = self.lang;
        let (heading, name) = match axis.axis {
            Axis::Place => ("group-report-part-place", "group-report-place"),
            Axis::Sex => ("group-report-part-sex", "group-report-sex"),
            Axis::Age => ("group-report-part-age", "group-report-age"),
        };
        let heading = lang.t(heading);
        if !axis.is_told {
            let paragraphs = vec![lang.t("group-report-axis-hidden")];
            return Some(Section { heading, paragraphs, ..Section::default() });
        }
        if axis.lines.is_empty() {
            return None;
        }
        let mut head =
            vec![lang.t(name), lang.t("group-report-asked"), lang.t("group-report-answered"), lang.t("group-report-response")];
        head.extend(self.columns.iter().map(|column| self.column(*column)));
        head.extend([lang.t("group-report-mean"), lang.t("group-report-sd")]);
        let rows = axis.lines.iter().map(|(name, line)| self.row(name, line)).collect();
        let table = Table { caption: heading.clone(), head, ends: self.ends(), rows };
        let notes = vec![lang.t1("group-report-note-hidden", "floor", facts.floors.1), lang.t("group-report-note-few")];
        Some(Section { heading, paragraphs: Vec::new(), table: Some(table), notes })
    }

    fn row(&self, name: &LineName, line: &GroupLine) -> Vec<Cell> {
        let mut row = vec![
            Cell::words(self.line_name(name)),
            self.count(line.asked),
            self.count(line.answered),
            self.estimate(line.response, Unit::Share),
        ];
        row.extend(line.shares.iter().map(|share| match share.count {
            // nobody answered: there is no share, and nothing is hidden
            Count::Count(0) if line.answered == Count::Count(0) => Cell::words(self.lang.t("group-report-none")),
            _ => self.estimate(share.share, Unit::Share),
        }));
        row.push(self.estimate(line.mean.map(|mean| mean.mean), Unit::Points));
        row.push(match line.mean {
            Some(mean) => Cell::Number { value: mean.sd, format: "0.00", range: None, text: points(mean.sd) },
            None => self.hidden(),
        });
        row
    }

    fn change(&self, report: &GroupReport, facts: &Facts) -> Section {
        let lang = self.lang;
        let mut paragraphs = Vec::new();
        match (&report.earlier, &facts.earlier) {
            (Some((_, Comparison { response, mean })), Some(title)) => {
                paragraphs.push(lang.t1("group-report-change-of", "title", title));
                paragraphs.push(response.map_or_else(
                    || lang.t("group-report-change-response-hidden"),
                    |share| lang.t1("group-report-change-response", "change", self.with_range(share, percent_points)),
                ));
                paragraphs.push(mean.map_or_else(
                    || lang.t("group-report-change-mean-hidden"),
                    |mean| {
                        let key = if mean.low <= 0.0 && 0.0 <= mean.high {
                            "group-report-change-mean-same"
                        } else {
                            "group-report-change-mean"
                        };
                        lang.t1(key, "change", self.with_range(mean, signed))
                    },
                ));
            }
            _ => paragraphs.push(lang.t("group-report-change-none")),
        }
        Section { heading: lang.t("group-report-part-change"), paragraphs, ..Section::default() }
    }

    fn how(&self, facts: &Facts) -> Section {
        let lang = self.lang;
        let mut paragraphs = vec![
            lang.t1("group-report-how-once", "at", &facts.counted),
            lang.t("group-report-how-person"),
            lang.t("group-report-how-interval"),
            lang.t2("group-report-how-floor", "whole", facts.floors.0, "below", facts.floors.1),
        ];
        paragraphs.extend((!facts.is_whole).then(|| lang.t("group-report-how-part")));
        paragraphs.push(lang.t("group-report-how-no-diagnosis"));
        Section { heading: lang.t("group-report-part-how"), paragraphs, ..Section::default() }
    }

    fn column(&self, column: Column) -> String {
        match column {
            Column::Step(step) => band_name(self.lang, step),
            Column::Without => self.lang.t("group-report-without"),
            Column::Rest => self.lang.t("group-report-rest"),
        }
    }

    fn line_name(&self, name: &LineName) -> String {
        let lang = self.lang;
        match name {
            LineName::Place(name, _) => name.clone(),
            LineName::Female => lang.t("group-report-female"),
            LineName::Male => lang.t("group-report-male"),
            LineName::Unknown => lang.t("group-report-unknown"),
            LineName::Age(0, Some(last)) => lang.t1("group-report-age-below", "age", last + 1),
            LineName::Age(first, Some(last)) => lang.t2("group-report-age-span", "first", *first, "last", *last),
            LineName::Age(first, None) => lang.t1("group-report-age-from", "age", *first),
        }
    }

    fn ends(&self) -> (String, String) {
        (self.lang.t("group-report-low"), self.lang.t("group-report-high"))
    }

    fn hidden(&self) -> Cell {
        Cell::Hidden { text: self.lang.t("cell-hidden") }
    }

    fn count(&self, count: Count) -> Cell {
        match count {
            Count::Count(count) => Cell::Number { value: count as f64, format: "0", range: None, text: self.lang.count(count) },
            Count::Hidden => self.hidden(),
        }
    }

    fn estimate(&self, estimate: Option<Estimate>, unit: Unit) -> Cell {
        let Some(estimate) = estimate else { return self.hidden() };
        let (format, told): (_, fn(f64) -> String) = match unit {
            Unit::Share => ("0.0%", percent),
            Unit::Points => ("0.00", points),
        };
        let Estimate { value, low, high } = estimate;
        Cell::Number { value, format, range: Some((low, high)), text: self.with_range(estimate, told) }
    }

    fn with_range(&self, of: Estimate, told: fn(f64) -> String) -> String {
        let [value, low, high] = [of.value, of.low, of.high].map(told);
        self.lang.t3("group-report-range", [("value", &value), ("low", &low), ("high", &high)])
    }
}

#[derive(Clone, Copy)]
enum Unit {
    Share,
    Points,
}

fn percent(share: f64) -> String {
    format!("{:.1}%", 100.0 * share)
}

fn percent_points(share: f64) -> String {
    format!("{:+.1}", 100.0 * share)
}

fn points(points: f64) -> String {
    format!("{points:.2}")
}

fn signed(points: f64) -> String {
    format!("{points:+.2}")
}
