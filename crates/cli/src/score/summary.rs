//! The whole file in a few numbers.

use std::io::{self, Write};

use serde_json::{Map, Value, json};
use xinqiao_packs::{InstrumentPack, LANGUAGES};
use xinqiao_psychometrics::{Answers, Instrument, Outcome, ScoreSummary, Summary};

use super::args::Format;

/// Counts as the rows stream by.
pub(super) struct Tally<'a> {
    instrument: &'a Instrument,
    summary: Summary<'a>,
    /// Forms at each level of each decision, and in the last place those that are undecided.
    decisions: Vec<Vec<u64>>,
    /// Forms on which a named condition holds, does not, is unknown.
    rules: Vec<[u64; 3]>,
    /// Positive screens.
    screens: Vec<u64>,
    /// Forms on which an item fired, by item.
    critical: Vec<u64>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(instrument: &'a Instrument) -> Self {
        Self {
            instrument,
            summary: Summary::new(instrument),
            decisions: instrument.decisions().iter().map(|decision| vec![0; decision.levels().len() + 1]).collect(),
            rules: vec![[0; 3]; instrument.rules().len()],
            screens: vec![0; instrument.screens().len()],
            critical: vec![0; instrument.items().len()],
        }
    }

    pub(super) fn push(&mut self, answers: &Answers, outcome: &Outcome) {
        self.summary.push(answers, outcome);
        for (counts, decided) in self.decisions.iter_mut().zip(&outcome.decisions) {
            let place = decided.level.unwrap_or(counts.len() - 1);
            counts[place] += 1;
        }
        for (counts, held) in self.rules.iter_mut().zip(&outcome.rules) {
            counts[match held {
                Some(true) => 0,
                Some(false) => 1,
                None => 2,
            }] += 1;
        }
        for (count, positive) in self.screens.iter_mut().zip(&outcome.screens) {
            *count += u64::from(*positive == Some(true));
        }
        for (place, hit) in outcome.critical.iter().enumerate() {
            if outcome.critical[..place].iter().all(|before| before.item != hit.item) {
                self.critical[hit.item] += 1;
            }
        }
    }

    pub(super) fn print(&self, pack: &InstrumentPack, bad: u64, format: Format, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Text => self.print_text(pack, bad, out),
            Format::Json => writeln!(out, "{:#}", self.json(bad)),
        }
    }

    fn print_text(&self, pack: &InstrumentPack, bad: u64, out: &mut dyn Write) -> io::Result<()> {
        let name = LANGUAGES.iter().find_map(|language| pack.text(language)).map_or("", |text| text.name.as_str());
        writeln!(out, "{} version {} {name}", self.instrument.code(), self.instrument.version())?;
        write!(out, "n {}, complete {}", self.summary.rows(), self.summary.complete())?;
        writeln!(out, "{}", if bad == 0 { String::new() } else { format!(", bad rows {bad}") })?;
        for score in self.total_first() {
            let figure = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.4}"));
            let end = |value: Option<f64>| {
                let mut text = Vec::new();
                value.into_iter().for_each(|value| super::number::append(&mut text, value));
                if text.is_empty() { "-".to_owned() } else { String::from_utf8_lossy(&text).into_owned() }
            };
            writeln!(
                out,
                "{}: n {}, mean {}, sd {}, min {}, max {}, alpha {}",
                score.score,
                score.n,
                figure(score.mean),
                figure(score.sd),
                end(score.min),
                end(score.max),
                figure(score.alpha),
            )?;
            counts(out, score.bands.iter().copied())?;
        }
        for (decision, levels) in self.levels() {
            writeln!(out, "{decision}:")?;
            counts(out, levels.into_iter())?;
        }
        for (rule, [yes, no, unknown]) in self.rules() {
            writeln!(out, "rule {rule}: yes {yes}, no {no}, unknown {unknown}")?;
        }
        for (screen, count) in self.screens() {
            writeln!(out, "screen {screen}: {count}")?;
        }
        for (item, count) in self.criticals() {
            writeln!(out, "critical {item}: {count}")?;
        }
        Ok(())
    }

    fn json(&self, bad: u64) -> Value {
        let mut whole = Map::new();
        whole.insert("instrument".to_owned(), json!(self.instrument.code()));
        whole.insert("version".to_owned(), json!(self.instrument.version()));
        whole.insert("n".to_owned(), json!(self.summary.rows()));
        whole.insert("complete".to_owned(), json!(self.summary.complete()));
        whole.insert("bad_rows".to_owned(), json!(bad));
        let scores = self.total_first();
        if let Some(total) = scores.iter().find(|score| score.score == "total") {
            let figures = figures(total).into_iter().filter(|(key, _)| key != "n" && key != "complete");
            whole.extend(figures);
        }
        let scores: Map<String, Value> = scores.iter().map(|score| (score.score.to_owned(), figures(score).into())).collect();
        whole.insert("scores".to_owned(), scores.into());
        if !self.instrument.decisions().is_empty() {
            let decisions = self.levels().map(|(code, levels)| (code.to_owned(), object(levels)));
            whole.insert("decisions".to_owned(), decisions.collect::<Map<_, _>>().into());
        }
        if !self.rules.is_empty() {
            let rules = self
                .rules()
                .map(|(code, [yes, no, unknown])| (code.to_owned(), json!({ "true": yes, "false": no, "unknown": unknown })));
            whole.insert("rules".to_owned(), rules.collect::<Map<_, _>>().into());
        }
        if !self.screens.is_empty() {
            whole.insert("screens".to_owned(), object(self.screens()));
        }
        whole.insert("critical".to_owned(), object(self.criticals()));
        whole.into()
    }

    fn total_first(&self) -> Vec<ScoreSummary<'a>> {
        let mut scores = self.summary.scores();
        scores.sort_by_key(|score| score.score != "total");
        scores
    }

    fn levels(&self) -> impl Iterator<Item = (&'a str, Vec<(&'a str, u64)>)> {
        self.instrument.decisions().iter().zip(&self.decisions).map(|(decision, counts)| {
            let levels = decision.levels().iter().map(|level| level.code()).chain(["undecided"]);
            (decision.code(), levels.zip(counts.iter().copied()).collect())
        })
    }

    fn rules(&self) -> impl Iterator<Item = (&'a str, [u64; 3])> {
        self.instrument.rules().zip(self.rules.iter().copied())
    }

    fn screens(&self) -> impl Iterator<Item = (&'a str, u64)> {
        self.instrument.screens().zip(self.screens.iter().copied())
    }

    /// Every item that can be critical, zeros too.
    fn criticals(&self) -> impl Iterator<Item = (&'a str, u64)> {
        let items = self.instrument.items().iter().zip(&self.critical).enumerate();
        let listed = items.filter(|(index, _)| self.instrument.criticals().iter().any(|critical| critical.item() == *index));
        listed.map(|(_, (item, count))| (item.code(), *count))
    }
}

/// `none 41, mild 61, …`, and once more as `41/61/…`.
fn counts<'a>(out: &mut dyn Write, counts: impl Iterator<Item = (&'a str, u64)> + Clone) -> io::Result<()> {
    let named: Vec<String> = counts.clone().map(|(code, count)| format!("{code} {count}")).collect();
    if named.is_empty() {
        return Ok(());
    }
    let bare: Vec<String> = counts.map(|(_, count)| count.to_string()).collect();
    writeln!(out, "  bands {}: {}", bare.join("/"), named.join(", "))
}

fn object<'a>(counts: impl IntoIterator<Item = (&'a str, u64)>) -> Value {
    counts.into_iter().map(|(code, count)| (code.to_owned(), json!(count))).collect::<Map<_, _>>().into()
}

fn figures(score: &ScoreSummary<'_>) -> Map<String, Value> {
    let mut figures = Map::new();
    figures.insert("n".to_owned(), json!(score.n));
    figures.insert("complete".to_owned(), json!(score.complete));
    let numbers = [("mean", score.mean), ("sd", score.sd), ("min", score.min), ("max", score.max), ("alpha", score.alpha)];
    figures.extend(numbers.map(|(key, value)| (key.to_owned(), json!(value))));
    figures.insert("bands".to_owned(), object(score.bands.iter().copied()));
    figures
}
