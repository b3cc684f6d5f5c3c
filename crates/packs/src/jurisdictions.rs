//! Which rules hold where: `jurisdictions/places.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Time;
use xinqiao_warnings::{Jurisdictions, JurisdictionsToml, RuleSet, lacks};

use crate::fault::PackFault;
use crate::instrument::Reading;
use crate::rule::RulePack;

pub(crate) const PACK: &str = "jurisdictions";
const FILE: &str = "places.toml";
const MINUTES_OF_A_DAY: i16 = 24 * 60;
/// As the pack `messages` asks of its own quiet hours.
const LEAST_AWAKE_HOURS: i16 = 6;

/// Reads the file; what it names is looked up when all packs have been read.
pub(crate) fn load(files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<JurisdictionsToml>, Vec<PackFault>) {
    let mut reading = Reading { pack: PACK, files, faults: Vec::new() };
    reading.refuse_others(&[FILE]);
    let raw = reading.required::<JurisdictionsToml>(FILE);
    (raw, reading.faults)
}

/// The table with the rules that it names. `is_faulty` tells of a pack of rules that is there and has faults of its own, which are told there.
pub(crate) fn compile(
    raw: &JurisdictionsToml,
    packs: &BTreeMap<String, RulePack>,
    is_faulty: impl Fn(&str) -> bool,
    messages: Option<&xinqiao_notices::Rules>,
) -> (Option<Jurisdictions>, Vec<PackFault>) {
    let installed: Vec<&RuleSet> = packs.values().map(RulePack::rules).collect();
    let found = match Jurisdictions::compile(raw, &installed) {
        Ok(found) => found,
        Err(faults) => {
            let told = faults.into_iter().filter(|fault| !(fault.key.ends_with(".rules") && is_faulty(&fault.found)));
            return (None, told.map(|fault| PackFault::new(PACK, FILE, fault.key, fault.expected, fault.found)).collect());
        }
    };
    let mut faults = Vec::new();
    for rules in found.in_use() {
        let pack = format!("warnings/{}", rules.id());
        let less = lacks(found.default_rules(), rules).into_iter();
        faults.extend(less.map(|fault| PackFault::new(&pack, "rule.toml", fault.key, fault.expected, fault.found)));
        let awake = messages.map_or(MINUTES_OF_A_DAY, |messages| minutes_awake(rules, messages));
        if awake < LEAST_AWAKE_HOURS * 60 {
            let expected =
                format!("at least {LEAST_AWAKE_HOURS} hours of the day that are quiet neither here nor in the pack messages");
            faults.push(PackFault::new(&pack, "rule.toml", "quiet", expected, format!("{awake} minutes")));
        }
    }
    (faults.is_empty().then_some(found), faults)
}

/// Minutes of a day in which letters may go out.
fn minutes_awake(rules: &RuleSet, messages: &xinqiao_notices::Rules) -> i16 {
    let Some(own) = rules.quiet() else { return MINUTES_OF_A_DAY };
    let own = xinqiao_notices::QuietHours { from: own.from, until: own.until };
    let awake = (0..MINUTES_OF_A_DAY).filter(|minute| {
        let time = Time::midnight().saturating_add(jiff::SignedDuration::from_mins(i64::from(*minute)));
        !own.covers(time) && !messages.quiet().covers(time)
    });
    i16::try_from(awake.count()).unwrap_or(MINUTES_OF_A_DAY)
}
