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
    let mut report = Report { packs: names.len(), cases: 0, faults: library.faults().to_vec() };
    for name in &names {
        let (cases, faults) = match name.split('/').collect::<Vec<_>>().as_slice() {
            ["instruments", code, version] => {
                library.instrument_version(code, version).map(|pack| pack.run_cases(name)).unwrap_or_default()
            }
            ["warnings", id] => library.rules(id).map(|pack| pack.run_cases(name, library.calendar())).unwrap_or_default(),
            _ => (0, Vec::new()),
        };
        report.cases += cases;
        report.faults.extend(faults);
    }
    report.faults.sort();
    report.faults.dedup();
    report
}
