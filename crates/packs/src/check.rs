//! `xinqiao packs check`: every pack read, every worked case run.

use std::path::Path;

use crate::fault::PackFault;
use crate::files::PackFiles;
use crate::library::Library;

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// Pack folders that were read (all calendars are one).
    pub packs: usize,
    /// Worked cases that were run.
    pub cases: usize,
    /// What is wrong, by pack; empty when all is well.
    pub faults: Vec<PackFault>,
    /// Which places use which rules and words; empty when that table is faulty.
    pub places: Vec<PlaceReport>,
}

/// From one place down: what begins to hold there.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PlaceReport {
    /// Path; empty: the root.
    pub place: String,
    /// Pack of warning rules; none: as above.
    pub rules: Option<String>,
    /// The day from which they hold; none: always.
    pub from: Option<jiff::civil::Date>,
    /// Set of words of levels; none: as above, or colours only at the root.
    pub words: Option<String>,
}

impl std::fmt::Display for PlaceReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = if self.place.is_empty() { "everywhere" } else { &self.place };
        let rules = self.rules.as_deref().unwrap_or("as above");
        let words = self.words.as_deref().unwrap_or(if self.place.is_empty() { "plain" } else { "as above" });
        match self.from {
            Some(from) => write!(f, "{place}: rules {rules} from {from}, words {words}"),
            None => write!(f, "{place}: rules {rules}, words {words}"),
        }
    }
}

/// What begins to hold where, the root first.
pub fn places(library: &Library) -> Vec<PlaceReport> {
    let lines = library.jurisdictions().into_iter().flat_map(|table| table.lines());
    let report = lines.map(|line| PlaceReport {
        place: line.place.to_string(),
        rules: line.rules.map(ToString::to_string),
        from: line.from,
        words: line.words.map(ToOwned::to_owned),
    });
    report.collect()
}

/// Checks the packs of a folder, or those that the program carries.
///
/// A folder that adds only wording to a shipped instrument is checked together with it. Unlike [`Library::load`], a shipped version may
/// be changed here: this is where its authors check it.
pub fn check(folder: Option<&Path>) -> Report {
    let mut files = PackFiles::embedded();
    let (names, faults) = match folder {
        None => (files.names(), Vec::new()),
        Some(folder) => {
            let (over, mut faults) = PackFiles::of_folder(folder);
            let names = over.names();
            if names.is_empty() && faults.is_empty() {
                let expected = "a folder with instruments, warnings or calendars";
                faults.push(PackFault::new(&folder.display().to_string(), "", "", expected, "no pack"));
            }
            files.overlay(over);
            (names, faults)
        }
    };
    let library = Library::of_files(&files, faults);
    let mut report = Report { packs: names.len(), cases: 0, faults: library.faults().to_vec(), places: places(&library) };
    for name in &names {
        let (cases, faults) = match name.split('/').collect::<Vec<_>>().as_slice() {
            ["instruments", code, version] => {
                library.instrument_version(code, version).map(|pack| pack.run_cases(name)).unwrap_or_default()
            }
            ["warnings", id] => library.rules(id).map(|pack| pack.run_cases(name, library.calendar())).unwrap_or_default(),
            ["norms", id] => library.norm(id).map(|norm| crate::norms::run_cases(name, norm)).unwrap_or_default(),
            ["validity", id] => {
                library.validity(id).map(|rules| crate::validity::run_cases(name, rules, &library)).unwrap_or_default()
            }
            _ => (0, Vec::new()),
        };
        report.cases += cases;
        report.faults.extend(faults);
    }
    report.faults.sort();
    report.faults.dedup();
    report
}
