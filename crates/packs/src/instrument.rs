//! One version of one instrument: compiled, with its texts.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use xinqiao_psychometrics::definition::{CasesToml, ItemsToml, PackToml, PermissionToml, ScoringToml, TextToml, Wording};
use xinqiao_psychometrics::{Fault, Instrument, check_text, compile, run_case};

use crate::adaptive::{self, AdaptiveForm};
use crate::fault::{PackFault, parse};
use crate::library::Library;

/// The languages that every pack speaks, the first one first.
pub const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// One version of one instrument.
#[derive(Debug, Clone)]
pub struct InstrumentPack {
    instrument: Instrument,
    items: ItemsToml,
    scoring: ScoringToml,
    reversed: BTreeSet<usize>,
    texts: BTreeMap<String, TextToml>,
    permission: Option<PermissionToml>,
    adaptive: Option<AdaptiveForm>,
    cases: Cow<'static, [u8]>,
}

impl InstrumentPack {
    /// What scores the answers.
    pub fn instrument(&self) -> &Instrument {
        &self.instrument
    }

    /// Its questions as the pack writes them.
    pub fn items(&self) -> &ItemsToml {
        &self.items
    }

    /// Its scores as the pack writes them.
    pub fn scoring(&self) -> &ScoringToml {
        &self.scoring
    }

    /// Its worked cases; none when their file cannot be read, which [`crate::check`] names.
    pub fn cases(&self) -> CasesToml {
        parse("", "cases.toml", &self.cases).unwrap_or_default()
    }

    /// Wording in a language, `zh-CN` or `en`. Wording that is withheld and for which the operator recorded no right is not in it.
    pub fn text(&self, language: &str) -> Option<&TextToml> {
        self.texts.get(language)
    }

    /// The right that the operator recorded for withheld wording.
    pub fn permission(&self) -> Option<&PermissionToml> {
        self.permission.as_ref()
    }

    /// Its form whose questions are chosen by the answers so far, where somebody calibrated a bank of its questions.
    pub fn adaptive(&self) -> Option<&AdaptiveForm> {
        self.adaptive.as_ref()
    }

    /// Can the instrument be shown to a person, question by question? `false` while its wording is withheld.
    pub fn has_wording(&self) -> bool {
        LANGUAGES.iter().any(|language| self.text(language).is_some_and(|text| !text.item.is_empty()))
    }

    /// Indices of the items that some score reverses.
    pub fn reversed_items(&self) -> &BTreeSet<usize> {
        &self.reversed
    }

    /// Instruments that a critical item asks for next and that the library does not have.
    pub(crate) fn dangling(&self, pack: &str, library: &Library) -> Vec<PackFault> {
        let mut faults = Vec::new();
        for (index, critical) in self.instrument.criticals().iter().enumerate() {
            for code in critical.follow_on().iter().filter(|code| !library.names(code)) {
                let key = format!("critical[{}].follow_on", index + 1);
                faults.push(PackFault::new(pack, "scoring.toml", key, "the code of an instrument", code));
            }
        }
        faults
    }

    /// Runs the worked cases: how many there are, and what differs.
    pub(crate) fn run_cases(&self, pack: &str) -> (usize, Vec<PackFault>) {
        let cases: CasesToml = match parse(pack, "cases.toml", &self.cases) {
            Ok(cases) => cases,
            Err(fault) => return (0, vec![fault]),
        };
        if cases.case.is_empty() {
            return (0, vec![PackFault::new(pack, "cases.toml", "case", "at least one worked case", "none")]);
        }
        let mut faults = Vec::new();
        for (index, case) in cases.case.iter().enumerate() {
            for mismatch in run_case(&self.instrument, case) {
                let key = format!("case[{}] \"{}\" {}", index + 1, case.name, mismatch.key);
                faults.push(PackFault::new(pack, "cases.toml", key, mismatch.expected, mismatch.found));
            }
        }
        let (more, found) = self.adaptive.as_ref().map(|form| form.run_cases(pack, &self.instrument)).unwrap_or_default();
        faults.extend(found);
        (cases.case.len() + more, faults)
    }
}

type Files = BTreeMap<String, Cow<'static, [u8]>>;

/// Reads the files of `instruments/<code>/<version>`. A pack with a fault in its definition is not given at all.
pub(crate) fn load(pack: &str, files: &Files) -> (Option<InstrumentPack>, Vec<PackFault>) {
    let mut reading = Reading { pack, files, faults: Vec::new() };
    reading.refuse_strangers(&[
        "pack.toml",
        "items.toml",
        "scoring.toml",
        "cases.toml",
        "norms.csv",
        "permission.toml",
        adaptive::FILE,
        adaptive::BANK,
    ]);
    let parts = (
        reading.required::<PackToml>("pack.toml"),
        reading.required::<ItemsToml>("items.toml"),
        reading.required::<ScoringToml>("scoring.toml"),
    );
    let cases = reading.required_bytes("cases.toml");
    let permission = files.get("permission.toml").and_then(|bytes| reading.parsed::<PermissionToml>("permission.toml", bytes));
    let texts: Vec<(&str, Option<TextToml>)> =
        LANGUAGES.iter().map(|language| (*language, reading.required(&format!("text.{language}.toml")))).collect();
    let (Some(head), Some(items), Some(scoring)) = parts else {
        return (None, reading.faults);
    };
    reading.compare_names(&head);
    let instrument = match compile(&head, &items, &scoring) {
        Ok(instrument) => instrument,
        Err(faults) => {
            reading.take_of_files(faults);
            return (None, reading.faults);
        }
    };
    let mut kept = BTreeMap::new();
    for (language, text) in texts {
        let Some(mut text) = text else { continue };
        reading.take_of_files(check_text(&instrument, &format!("text.{language}.toml"), &text, permission.as_ref()));
        if head.licence.wording == Wording::Withheld && permission.is_none() {
            withhold(&mut text);
        }
        kept.insert(language.to_owned(), text);
    }
    let adaptive = adaptive::load(&mut reading, &instrument);
    let reversed = scoring.score.iter().flat_map(|score| &score.reverse);
    let reversed = reversed.filter_map(|code| instrument.item_index(code)).collect();
    let cases = cases.unwrap_or_default();
    (Some(InstrumentPack { instrument, items, scoring, reversed, texts: kept, permission, adaptive, cases }), reading.faults)
}

/// Reads the files of one version by name, as the program keeps what the operator built.
/// Errors: every fault, as `xinqiao packs check` tells it.
pub fn read_instrument(code: &str, version: &str, texts: BTreeMap<String, String>) -> Result<InstrumentPack, Vec<PackFault>> {
    let files: Files = texts.into_iter().map(|(name, text)| (name, Cow::Owned(text.into_bytes()))).collect();
    let name = format!("instruments/{code}/{version}");
    match load(&name, &files) {
        (Some(pack), faults) if faults.is_empty() => Ok(pack),
        (_, faults) => Err(faults),
    }
}

/// Takes the protected wording away; names of the instrument, its scores and bands stay.
fn withhold(text: &mut TextToml) {
    text.instruction = None;
    text.scale.clear();
    text.item.clear();
    text.item_scale.clear();
}

/// The files of one pack while they are read.
pub(crate) struct Reading<'a> {
    pub(crate) pack: &'a str,
    pub(crate) files: &'a Files,
    pub(crate) faults: Vec<PackFault>,
}

impl Reading<'_> {
    pub(crate) fn required_bytes(&mut self, file: &str) -> Option<Cow<'static, [u8]>> {
        let bytes = self.files.get(file).cloned();
        if bytes.is_none() {
            self.faults.push(PackFault::new(self.pack, file, "", "this file", "nothing"));
        }
        bytes
    }

    pub(crate) fn required<T: DeserializeOwned>(&mut self, file: &str) -> Option<T> {
        let bytes = self.required_bytes(file)?;
        self.parsed(file, &bytes)
    }

    pub(crate) fn parsed<T: DeserializeOwned>(&mut self, file: &str, bytes: &[u8]) -> Option<T> {
        parse(self.pack, file, bytes).map_err(|fault| self.faults.push(fault)).ok()
    }

    /// Takes over faults as (key, expected, found).
    pub(crate) fn take(&mut self, file: &str, faults: impl IntoIterator<Item = (String, String, String)>) {
        let faults = faults.into_iter().map(|(key, expected, found)| PackFault::new(self.pack, file, key, expected, found));
        self.faults.extend(faults);
    }

    fn take_of_files(&mut self, faults: Vec<Fault>) {
        for fault in faults {
            self.take(&fault.file, [(fault.key, fault.expected, fault.found)]);
        }
    }

    /// A file under another name is a misspelt one.
    pub(crate) fn refuse_strangers(&mut self, known: &[&str]) {
        for file in self.files.keys() {
            let is_text = LANGUAGES.iter().any(|language| *file == format!("text.{language}.toml"));
            if !is_text && !known.contains(&file.as_str()) {
                let expected = format!("one of {}, text.zh-CN.toml, text.en.toml", known.join(", "));
                self.faults.push(PackFault::new(self.pack, file, "", expected, "a file of another name"));
            }
        }
    }

    /// The same where a pack has no files of words.
    pub(crate) fn refuse_others(&mut self, known: &[&str]) {
        for file in self.files.keys().filter(|file| !known.contains(&file.as_str())) {
            let expected = format!("one of {}", known.join(", "));
            self.faults.push(PackFault::new(self.pack, file, "", expected, "a file of another name"));
        }
    }

    fn compare_names(&mut self, head: &PackToml) {
        let mut folders = self.pack.rsplit('/');
        let (version, code) = (folders.next().unwrap_or_default(), folders.next().unwrap_or_default());
        for (key, expected, found) in [("code", code, &head.code), ("version", version, &head.version)] {
            if expected != found {
                let expected = format!("the name of the folder, {expected}");
                self.faults.push(PackFault::new(self.pack, "pack.toml", key, expected, found));
            }
        }
    }
}
