//! One pack of warning rules with its words.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use xinqiao_kernel::WorkingCalendar;
use xinqiao_warnings::rule::{Part, Reference};
use xinqiao_warnings::{CasesToml, RuleSet, RuleToml, TextToml, Timetable, check_text};

use crate::fault::{PackFault, parse};
use crate::instrument::{LANGUAGES, Reading};
use crate::library::Library;

/// Local time in which the worked cases of the clocks are written: the calendars are Chinese, and all of China keeps one time.
const ZONE: &str = "Asia/Shanghai";

/// One pack of warning rules.
#[derive(Debug, Clone)]
pub struct RulePack {
    rules: RuleSet,
    texts: BTreeMap<String, TextToml>,
    cases: Cow<'static, [u8]>,
}

impl RulePack {
    /// The rules.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Words for staff in a language, `zh-CN` or `en`.
    pub fn text(&self, language: &str) -> Option<&TextToml> {
        self.texts.get(language)
    }

    /// What the rules name and the instruments do not have.
    pub(crate) fn dangling(&self, pack: &str, library: &Library) -> Vec<PackFault> {
        self.rules.references().iter().filter_map(|reference| dangling(pack, reference, library)).collect()
    }

    /// Runs the worked cases: how many there are, and what differs.
    pub(crate) fn run_cases(&self, pack: &str, calendar: &WorkingCalendar) -> (usize, Vec<PackFault>) {
        let cases: CasesToml = match parse(pack, "cases.toml", &self.cases) {
            Ok(cases) => cases,
            Err(fault) => return (0, vec![fault]),
        };
        let zone = match TimeZone::get(ZONE) {
            Ok(zone) => zone,
            Err(error) => {
                return (0, vec![PackFault::new(pack, "cases.toml", "", format!("the time zone {ZONE}"), error.to_string())]);
            }
        };
        if cases.count() == 0 {
            return (0, vec![PackFault::new(pack, "cases.toml", "signal", "at least one worked case", "none")]);
        }
        let time = Timetable { rules: &self.rules, calendar, zone: &zone };
        let fault = |fault: xinqiao_warnings::Fault| PackFault::new(pack, "cases.toml", fault.key, fault.expected, fault.found);
        (cases.count(), cases.run(&time).into_iter().map(fault).collect())
    }
}

/// Reads the files of `warnings/<id>`. A pack with a fault in its rules is not given at all.
pub(crate) fn load(pack: &str, files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<RulePack>, Vec<PackFault>) {
    let mut reading = Reading { pack, files, faults: Vec::new() };
    reading.refuse_strangers(&["rule.toml", "cases.toml"]);
    let raw = reading.required::<RuleToml>("rule.toml");
    let cases = reading.required_bytes("cases.toml");
    let texts: Vec<(&str, Option<TextToml>)> =
        LANGUAGES.iter().map(|language| (*language, reading.required(&format!("text.{language}.toml")))).collect();
    let Some(raw) = raw else {
        return (None, reading.faults);
    };
    let folder = pack.rsplit('/').next().unwrap_or_default();
    if raw.id.as_str() != folder {
        let expected = format!("the name of the folder, {folder}");
        reading.faults.push(PackFault::new(pack, "rule.toml", "id", expected, raw.id.as_str()));
    }
    let rules = match RuleSet::compile(&raw) {
        Ok(rules) => rules,
        Err(faults) => {
            reading.take("rule.toml", faults.into_iter().map(|fault| (fault.key, fault.expected, fault.found)));
            return (None, reading.faults);
        }
    };
    let mut kept = BTreeMap::new();
    for (language, text) in texts {
        let Some(text) = text else { continue };
        let faults = check_text(&rules, &text);
        reading.take(&format!("text.{language}.toml"), faults.into_iter().map(|fault| (fault.key, fault.expected, fault.found)));
        kept.insert(language.to_owned(), text);
    }
    (Some(RulePack { rules, texts: kept, cases: cases.unwrap_or_default() }), reading.faults)
}

/// The rules of a file that somebody wants to try, checked as those of a pack are: its form, and what it names of the instruments.
///
/// Errors: all faults, each with its place.
pub fn candidate(text: &[u8], library: &Library) -> Result<RuleSet, Vec<PackFault>> {
    const PACK: &str = "warnings";
    const FILE: &str = "rule.toml";
    let raw: RuleToml = parse(PACK, FILE, text).map_err(|fault| vec![fault])?;
    let told = |fault: xinqiao_warnings::Fault| PackFault::new(PACK, FILE, fault.key, fault.expected, fault.found);
    let rules = RuleSet::compile(&raw).map_err(|faults| faults.into_iter().map(told).collect::<Vec<_>>())?;
    let faults: Vec<PackFault> = rules.references().iter().filter_map(|reference| dangling(PACK, reference, library)).collect();
    if faults.is_empty() { Ok(rules) } else { Err(faults) }
}

fn dangling(pack: &str, reference: &Reference<'_>, library: &Library) -> Option<PackFault> {
    let key = format!("signal {}", reference.rule);
    let code = reference.instrument.as_str();
    let Some(instrument) = library.instrument(code).map(|pack| pack.instrument()) else {
        return (!library.names(code)).then(|| PackFault::new(pack, "rule.toml", key, "the code of an instrument", code));
    };
    let score = |wanted: &str| instrument.score_index(wanted);
    let expected = match reference.part {
        Part::Instrument => None,
        Part::Score(wanted) => score(wanted.as_str()).is_none().then(|| format!("a score of {code}, not {wanted}")),
        Part::Band { score: of, band } => {
            let index = score(of.as_str());
            let known = instrument.bands().iter().any(|known| Some(known.score()) == index && known.code() == band.as_str());
            (!known).then(|| format!("a band of {of} of {code}, not {band}"))
        }
        Part::Decision { code: of, level } => {
            let decision = instrument.decisions().iter().find(|decision| decision.code() == of.as_str());
            let known = decision.is_some_and(|decision| decision.levels().iter().any(|known| known.code() == level.as_str()));
            (!known).then(|| format!("a level of {of} of {code}, not {level}"))
        }
    }?;
    Some(PackFault::new(pack, "rule.toml", key, expected, "no such code"))
}
