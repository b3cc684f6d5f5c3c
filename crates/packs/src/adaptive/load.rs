//! Reading and checking an adaptive form.

use xinqiao_irt::Prior;
use xinqiao_irt::cat::{Bank, Engine, Entry};
use xinqiao_psychometrics::{Accepts, Instrument};

use super::raw::BankJson;
use super::{AdaptiveForm, AdaptiveToml, BANK, FILE, Question, is_band};
use crate::instrument::{LANGUAGES, Reading};

/// What stands at the head of a bank.
const FORMAT: &str = "xinqiao-irt-bank/1";

/// Key, what was expected, what was found.
type Told = (String, String, String);

fn told(key: impl Into<String>, expected: &str, found: impl Into<String>) -> Told {
    (key.into(), expected.to_owned(), found.into())
}

/// The adaptive form of an instrument, if its pack has one. Faults stay with the reading; a form with a fault is not given.
pub(crate) fn load(reading: &mut Reading<'_>, instrument: &Instrument) -> Option<AdaptiveForm> {
    match (reading.files.contains_key(FILE), reading.files.contains_key(BANK)) {
        (false, false) => return None,
        (true, true) => {}
        // the one that is missing is named
        (has_rules, _) => {
            reading.required_bytes(if has_rules { BANK } else { FILE });
            return None;
        }
    }
    let before = reading.faults.len();
    let raw = reading.required::<AdaptiveToml>(FILE);
    let entries = bank(reading);
    let (raw, entries) = (raw?, entries?);
    let found = meaning(&raw, instrument);
    reading.take(FILE, found);
    let (questions, found) = questions(&raw, &entries, instrument);
    reading.take(BANK, found);
    let found = critical(&entries, instrument);
    reading.take(BANK, found);
    if before < reading.faults.len() {
        return None;
    }
    let bank = Bank::new(entries).map_err(|fault| reading.take(BANK, [told("items", "a bank", fault.to_string())])).ok()?;
    let engine = Engine::new(bank, raw.test.clone());
    let engine = engine.map_err(|fault| reading.take(FILE, [told("test", "rules that fit the bank", fault.to_string())])).ok()?;
    Some(AdaptiveForm { raw, engine, questions })
}

/// The questions with their parameters.
fn bank(reading: &mut Reading<'_>) -> Option<Vec<Entry>> {
    let bytes = reading.required_bytes(BANK)?;
    let expected = "the bank that xinqiao irt calibrate --out writes";
    let read: BankJson = match serde_json::from_slice(&bytes) {
        Ok(read) => read,
        Err(fault) => {
            reading.take(BANK, [told(format!("(line {})", fault.line()), expected, fault.to_string())]);
            return None;
        }
    };
    if read.format != FORMAT {
        reading.take(BANK, [told("format", FORMAT, read.format)]);
        return None;
    }
    Some(read.items)
}

/// What the numbers mean and where they come from.
fn meaning(raw: &AdaptiveToml, instrument: &Instrument) -> Vec<Told> {
    let mut faults = Vec::new();
    let calibration = &raw.calibration;
    for (key, text) in
        [("version", &raw.version), ("calibration.by", &calibration.by), ("calibration.source", &calibration.source)]
    {
        if text.trim().is_empty() {
            faults.push(told(key, "words", "nothing"));
        }
    }
    if calibration.persons == 0 {
        faults.push(told("calibration.persons", "how many persons, 1 or more", "0"));
    }
    for language in LANGUAGES {
        if calibration.group.get(language).is_none_or(|name| name.trim().is_empty()) {
            faults.push(told(format!("calibration.group.{language}"), "whose mean is T 50", "nothing"));
        }
    }
    if raw.test.prior != Prior::default() {
        let found = format!("mean {}, sd {}", raw.test.prior.mean, raw.test.prior.sd);
        faults.push(told("test.prior", "mean 0 and sd 1: T is told for the people of the calibration", found));
    }
    if let Some(limit) = &raw.exposure_limit {
        if !(0.0 < limit.is && limit.is <= 1.0) {
            faults.push(told("exposure_limit.is", "a share above 0, at most 1", limit.is.to_string()));
        }
        if limit.source.trim().is_empty() {
            faults.push(told("exposure_limit.source", "a source", "nothing"));
        }
    }
    faults.extend(bands(raw, instrument));
    faults
}

/// Without bands nobody would hear of a heavy result.
fn bands(raw: &AdaptiveToml, instrument: &Instrument) -> Vec<Told> {
    let mut faults = Vec::new();
    if raw.band.len() < 2 {
        faults.push(told("band", "two or more bands of the total: rules and residents go by them", raw.band.len().to_string()));
    }
    let mut last = f64::NEG_INFINITY;
    for (at, band) in raw.band.iter().enumerate() {
        let key = |field: &str| format!("band[{}].{field}", at + 1);
        if !is_band(instrument, &band.code) {
            faults.push(told(key("code"), "a band of the total with one attention for everybody", band.code.clone()));
        }
        match band.t_from {
            None if at == 0 => continue,
            None => faults.push(told(key("t_from"), "a T: only the lowest band begins nowhere", "nothing")),
            Some(from) if at == 0 => {
                faults.push(told(key("t_from"), "nothing: the lowest band begins nowhere", from.to_string()))
            }
            Some(from) if !(from.is_finite() && last < from) => {
                faults.push(told(key("t_from"), "a T above that of the band before", from.to_string()));
            }
            Some(from) => last = from,
        }
        if band.source.trim().is_empty() {
            faults.push(told(key("source"), "a source", "nothing"));
        }
    }
    faults
}

/// The items behind the questions of the bank.
fn questions(raw: &AdaptiveToml, entries: &[Entry], instrument: &Instrument) -> (Vec<Question>, Vec<Told>) {
    let (mut questions, mut faults) = (Vec::new(), Vec::new());
    for (at, entry) in entries.iter().enumerate() {
        let key = |field: &str| format!("items[{}].{field}", at + 1);
        let Some(index) = instrument.item_index(entry.id()) else {
            faults.push(told(key("id"), "the code of an item of the instrument", entry.id()));
            continue;
        };
        let item = &instrument.items()[index];
        let Accepts::Choice(options) = item.accepts() else {
            faults.push(told(key("id"), "an item with options", entry.id()));
            continue;
        };
        if item.is_optional() || item.is_conditional() {
            let found = format!("{}, which may stay blank", entry.id());
            faults.push(told(key("id"), "an item that everybody answers who is asked it", found));
        }
        if options.len() != entry.categories() {
            let expected = format!("{} categories, as the item has options", options.len());
            faults.push(told(key("b"), &expected, entry.categories().to_string()));
        }
        let mut values = options.clone();
        values.sort_unstable();
        if raw.reverse.iter().any(|code| code == entry.id()) {
            values.reverse();
        }
        questions.push(Question { item: index, values });
    }
    for code in raw.reverse.iter().filter(|code| !entries.iter().any(|entry| entry.id() == code.as_str())) {
        faults.push(told("items", "every item that adaptive.toml reverses", format!("no {code}")));
    }
    (questions, faults)
}

/// Whoever answers is asked every critical question, whatever else was answered.
fn critical(entries: &[Entry], instrument: &Instrument) -> Vec<Told> {
    let mut faults = Vec::new();
    for critical in instrument.criticals() {
        let code = instrument.items()[critical.item()].code();
        let expected = format!("critical item {code} with \"mandatory\": true: everybody is asked it");
        match entries.iter().position(|entry| entry.id() == code) {
            None => faults.push(told("items", &expected, "no such item")),
            Some(at) if !entries[at].is_mandatory => {
                faults.push(told(format!("items[{}].mandatory", at + 1), &expected, "false"));
            }
            Some(_) => {}
        }
    }
    faults.sort();
    faults.dedup();
    faults
}
