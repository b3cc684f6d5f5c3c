//! What was measured, as a table for people and JSON for programs.

use std::fmt::Write as _;

use serde::Serialize;

use crate::baseline::Ratios;
use crate::cells::CellFigures;
use crate::cpu;
use crate::cut::Survived;
use crate::decide::DecideFigures;
use crate::desk::DeskFigures;
use crate::irt::IrtFigures;
use crate::levels::LevelFigures;
use crate::people::PeopleFigures;
use crate::score::ScoreFigures;
use crate::screening::ScreeningFigures;
use crate::writes::{EngineFigures, Figure, Subject};

/// Cores that others may use while latencies still count.
const QUIET: f64 = 0.1;

/// Longest search that still feels like an answer at once.
const SEARCH_MS: f64 = 100.0;
/// Longest time for what runs once a month, or once a step of a campaign.
const CELLS_MS: f64 = 1_000.0;

/// Longest time to look at the levels of a whole city again.
const LEVELS_S: f64 = 10.0;

/// Persons whose θ one core estimates in a second.
const EAP_PER_SECOND: f64 = 50_000.0;
/// Longest time to calibrate a form by a school's answers.
const CALIBRATION_MS: f64 = 2_000.0;
/// Longest time from an answer to the next question.
const STEP_MS: f64 = 1.0;

/// Longest time to open the desk.
const PAGE_MS: f64 = 100.0;
/// Longest time from a signal to the desk that shows it.
const RING_MS: f64 = 1_000.0;
/// Longest answer to a sheet when a city's pupils hand in.
const SHEET_MS: f64 = 250.0;

/// A whole run.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub machine: Machine,
    pub connections: usize,
    /// seconds of one run that count
    pub seconds: f64,
    pub sharing: &'static str,
    pub writes: Vec<EngineFigures>,
    pub cuts: Vec<Survived>,
    pub score: Option<ScoreFigures>,
    pub people: Vec<PeopleFigures>,
    pub levels: Vec<LevelFigures>,
    pub desks: Vec<DeskFigures>,
    pub screenings: Vec<ScreeningFigures>,
    pub decide: Option<DecideFigures>,
    pub cells: Option<CellFigures>,
    pub irt: Option<IrtFigures>,
}

/// Where it ran.
#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    pub processor: String,
    pub cores: usize,
    pub load_before: [f64; 3],
}

impl Machine {
    /// This machine now.
    pub fn here() -> anyhow::Result<Self> {
        Ok(Self { processor: cpu::processor(), cores: cpu::cores(), load_before: cpu::load_average()? })
    }
}

/// A figure that the program aims at.
struct Aim {
    what: String,
    found: String,
    aim: String,
    is_met: bool,
}

impl Report {
    /// As Markdown, ratios first.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        let [one, five, _] = self.machine.load_before;
        let _ = writeln!(
            text,
            "{} cores ({}), load average before {one:.2} (1 min) {five:.2} (5 min); {} connections, {:.0} s a run, sheets handed in as `{}`\n",
            self.machine.cores, self.machine.processor, self.connections, self.seconds, self.sharing
        );
        self.ratios(&mut text);
        self.figures(&mut text);
        self.people(&mut text);
        self.rest(&mut text);
        self.aims_table(&mut text);
        text
    }

    fn ratios(&self, text: &mut String) {
        text.push_str("| ratio | value |\n|---|---:|\n");
        for (name, value) in Ratios::of(self).iter() {
            let _ = writeln!(text, "| {name} | {value:.3} |");
        }
        text.push('\n');
    }

    fn figures(&self, text: &mut String) {
        if self.writes.is_empty() {
            return;
        }
        text.push_str("| engine | writes | sheets/s | p50 ms | p99 ms | longest ms | CPU-s/1,000 program | database | driver | others (cores) | load 1 min |\n");
        text.push_str("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        for engine in &self.writes {
            for subject in Subject::ALL {
                let median = |value: fn(&Figure) -> f64| engine.median(subject, value);
                let quiet = engine.of(subject).iter().all(|figure| is_quiet(figure));
                let time = |value: f64| if quiet { format!("{value:.1}") } else { format!("({value:.1})") };
                let _ = writeln!(
                    text,
                    "| {} | {} | {:.0} | {} | {} | {} | {:.3} | {:.3} | {:.3} | {:.2} | {:.2} → {:.2} |",
                    engine.engine,
                    subject.word(),
                    median(|figure| figure.per_second),
                    time(median(|figure| figure.p50_ms)),
                    time(median(|figure| figure.p99_ms)),
                    time(median(|figure| figure.longest_ms)),
                    median(|figure| figure.cpu_server),
                    median(|figure| figure.cpu_database),
                    median(|figure| figure.cpu_driver),
                    median(|figure| figure.others + figure.stolen),
                    median(|figure| figure.load_before[0]),
                    median(|figure| figure.load_after[0]),
                );
            }
        }
        let _ = writeln!(
            text,
            "\nTimes in parentheses: something else used more than {QUIET} cores meanwhile, so they say little.\n"
        );
    }

    fn people(&self, text: &mut String) {
        for engine in &self.people {
            let _ = writeln!(text, "{}: {} people, written in {:.0} s\n", engine.engine, engine.people, engine.settling_s);
            text.push_str("| engine | search by | shown | missed | p50 ms | p99 ms | with audit row, p50 | p99 |\n|---|---|---:|---:|---:|---:|---:|---:|\n");
            for search in &engine.searches {
                let _ = writeln!(
                    text,
                    "| {} | {} | {:.1} | {} | {:.2} | {:.2} | {:.2} | {:.2} |",
                    engine.engine,
                    search.by,
                    search.shown,
                    search.missed,
                    search.p50_ms,
                    search.p99_ms,
                    search.whole_p50_ms,
                    search.whole_p99_ms
                );
            }
            let file = &engine.file;
            let _ = writeln!(
                text,
                "\n{}: a file of {} sealed values and keys: page {:.3} ms, of which the commit {:.3} and opening {:.3}\n",
                engine.engine, file.openings, file.page_ms, file.commit_ms, file.opening_ms
            );
        }
    }

    fn rest(&self, text: &mut String) {
        for cut in &self.cuts {
            let _ = writeln!(
                text,
                "{}: {} connections cut in mid-request; the slowest next answer took {:.1} ms; {} sheets kept, none lost or twice; open files {} before, {} after.\n",
                cut.engine, cut.cuts, cut.slowest_next_ms, cut.sheets_kept, cut.open_files_before, cut.open_files_after
            );
        }
        if let Some(decide) = &self.decide {
            let _ = writeln!(
                text,
                "{} decisions: {:.3} µs for a record that is opened, {:.3} µs for one that is refused.\n",
                decide.decisions, decide.opened_us, decide.refused_us
            );
        }
        for engine in &self.levels {
            let _ = writeln!(
                text,
                "{}: levels of {} people looked at again in {:.1} s, of which writing alone takes {:.1} s.\n",
                engine.engine, engine.people, engine.all_s, engine.writing_s
            );
        }
        for desk in &self.desks {
            let _ = writeln!(
                text,
                "{}: desk with {} open items {:.1} ms (p50) {:.1} ms (p99), before they came {:.1} ms; {:.0} signals/s, each at the desk after {:.0} ms (p50) {:.0} ms (p99), the desk asked {} times.\n",
                desk.engine,
                desk.open,
                desk.page_p50_ms,
                desk.page_p99_ms,
                desk.before_p50_ms,
                desk.per_second,
                desk.ring_p50_ms,
                desk.ring_p99_ms,
                desk.refreshes
            );
        }
        for screening in &self.screenings {
            let _ = writeln!(text, "{}", screening.told());
        }
        if let Some(cells) = &self.cells {
            let _ = writeln!(
                text,
                "{} cells, {} small, {} hidden: adding up {:.1} ms, hiding {:.1} ms; the sixtieth date of a screening {:.1} ms.\n",
                cells.cells, cells.small, cells.hidden, cells.adding_ms, cells.hiding_ms, cells.late_ms
            );
        }
        if let Some(irt) = &self.irt {
            let _ = writeln!(
                text,
                "20 graded items on one core: EAP {:.0} persons/s, MAP {:.0}, WLE {:.0}; calibrating 5,000 persons {:.0} ms ({} EM steps); a step of an adaptive test over 1,000 questions {:.0} µs (longest {:.0} µs; {:.0} µs over the posterior).\n",
                irt.eap_per_second,
                irt.map_per_second,
                irt.wle_per_second,
                irt.calibration_ms,
                irt.calibration_steps,
                irt.step_us,
                irt.longest_step_us,
                irt.posterior_step_us
            );
        }
        if let Some(score) = &self.score {
            let _ = writeln!(
                text,
                "Scoring PHQ-9: {:.0} rows per CPU second in memory; `xinqiao score` on {} rows ({:.0} MB): {:.0} rows/s, {:.0} rows per CPU second.\n",
                score.memory_per_cpu_second,
                score.rows,
                score.file_bytes as f64 / 1e6,
                score.file_per_second,
                score.file_per_cpu_second
            );
        }
    }

    fn aims_table(&self, text: &mut String) {
        text.push_str("| aim | found | aimed at | met |\n|---|---:|---:|---|\n");
        for aim in self.aims() {
            let _ = writeln!(text, "| {} | {} | {} | {} |", aim.what, aim.found, aim.aim, if aim.is_met { "yes" } else { "no" });
        }
    }

    fn aims(&self) -> Vec<Aim> {
        let mut aims = Vec::new();
        for engine in &self.writes {
            let least = if engine.engine == "sqlite" { 5_000.0 } else { 4_000.0 };
            let median = |value: fn(&Figure) -> f64| engine.median(Subject::Lane, value);
            let name = |what: &str| format!("{}: {what}", engine.engine);
            let rate = median(|figure| figure.per_second);
            aims.push(Aim {
                what: name("sheets/s"),
                found: format!("{rate:.0}"),
                aim: format!("≥ {least:.0}"),
                is_met: least <= rate,
            });
            let p99 = median(|figure| figure.p99_ms);
            aims.push(Aim { what: name("p99 ms"), found: format!("{p99:.1}"), aim: "< 30".to_owned(), is_met: p99 < 30.0 });
            let share = engine.ratio(Subject::Lane, Subject::Probe, |figure| figure.per_second);
            let found = format!("{:.0} %", share * 100.0);
            aims.push(Aim { what: name("of the probe"), found, aim: "≥ 25 %".to_owned(), is_met: 0.25 <= share });
            let cpu = median(|figure| figure.cpu());
            let what = name("CPU-s per 1,000, database included");
            aims.push(Aim { what, found: format!("{cpu:.3}"), aim: "≤ 0.2".to_owned(), is_met: cpu <= 0.2 });
        }
        self.aims_of_reading(&mut aims);
        if let Some(score) = &self.score {
            let rate = score.memory_per_cpu_second;
            let what = "scoring, rows/s of one core".to_owned();
            aims.push(Aim { what, found: format!("{rate:.0}"), aim: "≥ 1000000".to_owned(), is_met: 1e6 <= rate });
        }
        for cut in &self.cuts {
            let found = format!("{:.1} ms", cut.slowest_next_ms);
            aims.push(Aim {
                what: format!("{}: next answer after a cut", cut.engine),
                found,
                aim: "< 1 s".to_owned(),
                is_met: true,
            });
        }
        aims
    }

    fn aims_of_reading(&self, aims: &mut Vec<Aim>) {
        let most = |what: String, unit: &str, found: f64, most: f64| Aim {
            what,
            found: format!("{found:.2}{unit}"),
            aim: format!("≤ {most}{unit}"),
            is_met: found <= most,
        };
        if let Some(decide) = &self.decide {
            aims.push(most("one decision".to_owned(), " µs", decide.longest_us(), 2.0));
        }
        for engine in &self.people {
            for search in &engine.searches {
                let limit = if search.by == "id number" { 5.0 } else { SEARCH_MS };
                aims.push(most(format!("{}: search by {}, p99", engine.engine, search.by), " ms", search.p99_ms, limit));
            }
            let missed = engine.searches.iter().map(|search| search.missed as f64).sum();
            aims.push(most(format!("{}: searches that miss who is there", engine.engine), "", missed, 0.0));
            let file = &engine.file;
            aims.push(most(format!("{}: file to the same file unsealed", engine.engine), "", file.to_plain(), 1.3));
            let what = format!("{}: the same without its commit", engine.engine);
            aims.push(most(what, "", file.reading_to_plain(), 1.3));
        }
        for engine in &self.levels {
            let what = format!("{}: levels of {} people again", engine.engine, engine.people);
            aims.push(most(what, " s", engine.all_s, LEVELS_S));
        }
        for desk in &self.desks {
            aims.push(most(
                format!("{}: desk with {} open items, p99", desk.engine, desk.open),
                " ms",
                desk.page_p99_ms,
                PAGE_MS,
            ));
            aims.push(most(format!("{}: from signal to desk, p99", desk.engine), " ms", desk.ring_p99_ms, RING_MS));
        }
        for screening in &self.screenings {
            let who = screening.engine;
            aims.push(most(format!("{who}: a sheet of the screening, p99"), " ms", screening.p99_ms, SHEET_MS));
            aims.push(most(
                format!("{who}: page of the screening meanwhile, p99"),
                " ms",
                screening.page_meanwhile_p99_ms,
                PAGE_MS,
            ));
            aims.push(most(format!("{who}: the same afterwards, p99"), " ms", screening.page_after_p99_ms, PAGE_MS));
        }
        if let Some(cells) = &self.cells {
            aims.push(most(format!("hiding in {} cells", cells.cells), " ms", cells.hiding_ms, CELLS_MS));
            aims.push(most("the sixtieth date of a screening".to_owned(), " ms", cells.late_ms, CELLS_MS));
        }
        if let Some(irt) = &self.irt {
            aims.push(Aim {
                what: "EAP of 20 graded items, persons/s of one core".to_owned(),
                found: format!("{:.0}", irt.eap_per_second),
                aim: format!("≥ {EAP_PER_SECOND:.0}"),
                is_met: EAP_PER_SECOND <= irt.eap_per_second,
            });
            aims.push(most("calibrating 20 items by 5,000 persons".to_owned(), " ms", irt.calibration_ms, CALIBRATION_MS));
            aims.push(most("a step of an adaptive test over 1,000 questions".to_owned(), " ms", irt.step_us / 1e3, STEP_MS));
        }
    }
}

/// Did nothing else use the machine meanwhile?
fn is_quiet(figure: &Figure) -> bool {
    figure.others + figure.stolen <= QUIET
}
