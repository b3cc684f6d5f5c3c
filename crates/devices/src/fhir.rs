//! FHIR R4: one session as a `Bundle` of `Observation`s (with at most one `Device`), or as one `Observation`.
//!
//! The kind stands in `meta.tag`, the device's id of the session in `identifier`, the session code in `subject.identifier`. A subject with a
//! reference or a display is refused: a device knows no names.

use jiff::Timestamp;
use serde_json::Value;

use crate::at::At;
use crate::{Expected, Fault, Measured, Ratings, Rules, Session};

/// LOINC.
pub const LOINC: &str = "http://loinc.org";
/// Units.
pub const UCUM: &str = "http://unitsofmeasure.org";
/// Code system of the measurements of the pack, and of `rating-before` and `rating-after`.
pub const OWN_MEASUREMENT: &str = "urn:xinqiao:device-measurement";
/// Code system of the kinds of the pack, in `meta.tag`.
pub const OWN_KIND: &str = "urn:xinqiao:device-kind";
/// System of the session code, in `subject.identifier`.
pub const SESSION_CODE: &str = "urn:xinqiao:device-session-code";

const BEFORE: &str = "rating-before";
const AFTER: &str = "rating-after";

#[derive(Default)]
struct Gathered {
    codes: Vec<(String, String)>,
    measurements: Vec<Measured>,
    before: Option<u8>,
    after: Option<u8>,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
}

/// Reads one session.
pub(crate) fn read(sent: &Value, rules: &Rules) -> Result<Session, Vec<Fault>> {
    let root = At::root(sent);
    let mut faults = Vec::new();
    let (observations, number) = match root.field("resourceType").text() {
        Some("Observation") => (vec![root.clone()], root.field("identifier").items().into_iter().next()),
        Some("Bundle") => (of_bundle(&root, &mut faults), Some(root.field("identifier"))),
        _ => return Err(vec![root.field("resourceType").fault(Expected::Observations)]),
    };
    let number = number.unwrap_or_else(|| root.field("identifier[0]")).field("value");
    let id = number.session_id(&mut faults);
    let kind = kind(&root, rules, &mut faults);
    let mut gathered = Gathered::default();
    for observation in &observations {
        gather(observation, rules, &mut gathered, &mut faults);
    }
    if observations.is_empty() {
        faults.push(root.field("entry").fault(Expected::Observations));
    }
    let code = one_code(&gathered.codes, &mut faults);
    let ratings = match (gathered.before, gathered.after) {
        (Some(before), Some(after)) => Some(Ratings { before, after }),
        (None, None) => None,
        _ => {
            faults.push(Fault::new("entry", Expected::BothRatings, "one rating"));
            None
        }
    };
    let measurements = gathered.measurements;
    match (id, kind, gathered.first, gathered.last) {
        (Some(id), Some(kind), Some(started_at), Some(ended_at)) if faults.is_empty() => {
            Ok(Session { id, code, kind, started_at, ended_at, measurements, ratings })
        }
        _ => Err(faults),
    }
}

fn of_bundle<'a>(root: &At<'a>, faults: &mut Vec<Fault>) -> Vec<At<'a>> {
    let bundle = root.field("type");
    if bundle.text() != Some("collection") {
        faults.push(bundle.fault(Expected::Text("collection".to_owned())));
    }
    let (mut observations, mut devices) = (Vec::new(), 0);
    for entry in root.field("entry").items() {
        let resource = entry.field("resource");
        match resource.field("resourceType").text() {
            Some("Observation") => observations.push(resource),
            Some("Device") if devices == 0 => devices += 1,
            _ => faults.push(resource.field("resourceType").fault(Expected::OneOf(vec!["Observation".into(), "Device".into()]))),
        }
    }
    observations
}

fn kind(root: &At<'_>, rules: &Rules, faults: &mut Vec<Fault>) -> Option<String> {
    let tags = root.field("meta").field("tag");
    let own = tags.items().into_iter().find(|tag| tag.field("system").text() == Some(OWN_KIND));
    let found = own.and_then(|tag| tag.field("code").text().map(str::to_owned));
    if found.is_none() {
        faults.push(tags.fault(Expected::OneOf(rules.kind_codes())));
    }
    found
}

fn gather(at: &At<'_>, rules: &Rules, into: &mut Gathered, faults: &mut Vec<Fault>) {
    let status = at.field("status");
    if status.text() != Some("final") {
        faults.push(status.fault(Expected::Text("final".to_owned())));
    }
    subject(at, into, faults);
    let time = times(at, into, faults);
    let codings = at.field("code").field("coding");
    let own = |coding: &At<'_>| {
        let code = coding.field("code").text()?;
        match coding.field("system").text()? {
            OWN_MEASUREMENT if [BEFORE, AFTER].contains(&code) => Some(code.to_owned()),
            OWN_MEASUREMENT => rules.measurement(code).map(|found| found.code.clone()),
            LOINC => rules.by_loinc(code).map(|found| found.code.clone()),
            _ => None,
        }
    };
    match codings.items().iter().find_map(own).as_deref() {
        Some(BEFORE) => into.before = at.field("valueInteger").rating(faults),
        Some(AFTER) => into.after = at.field("valueInteger").rating(faults),
        Some(code) => into.measurements.extend(quantity(&at.field("valueQuantity"), code, time, faults)),
        None => {
            let known = rules.raw().measurement.iter().map(|one| one.code.clone());
            faults.push(codings.fault(Expected::OneOf(known.chain([BEFORE.to_owned(), AFTER.to_owned()]).collect())));
        }
    }
}

fn subject(at: &At<'_>, into: &mut Gathered, faults: &mut Vec<Fault>) {
    let subject = at.field("subject");
    for named in ["reference", "display"] {
        let named = subject.field(named);
        if named.is_there() {
            faults.push(named.closed_fault(Expected::Nothing));
        }
    }
    let identifier = subject.field("identifier");
    let system = identifier.field("system");
    if system.text() != Some(SESSION_CODE) {
        faults.push(system.closed_fault(Expected::Text(SESSION_CODE.to_owned())));
        return;
    }
    let value = identifier.field("value");
    if let Some(code) = value.session_code(faults) {
        into.codes.push((value.path.clone(), code));
    }
}

/// One session is about one person.
fn one_code(codes: &[(String, String)], faults: &mut Vec<Fault>) -> Option<String> {
    let (_, first) = codes.first()?;
    if let Some((path, _)) = codes.iter().find(|(_, code)| code != first) {
        faults.push(Fault::new(path.clone(), Expected::SessionCode, "another code"));
    }
    Some(first.clone())
}

/// The instant of an observation, none for one of a period; both widen the session.
fn times(at: &At<'_>, into: &mut Gathered, faults: &mut Vec<Fault>) -> Option<Timestamp> {
    let period = at.field("effectivePeriod");
    let (start, end, time) = if period.is_there() {
        (period.field("start").instant(faults), period.field("end").instant(faults), None)
    } else {
        let time = at.field("effectiveDateTime").instant(faults);
        (time, time, time)
    };
    into.first = into.first.into_iter().chain(start).min();
    into.last = into.last.into_iter().chain(end).max();
    time
}

fn quantity(at: &At<'_>, code: &str, time: Option<Timestamp>, faults: &mut Vec<Fault>) -> Option<Measured> {
    let (value, unit, system) = (at.field("value"), at.field("code"), at.field("system"));
    if system.text() != Some(UCUM) {
        faults.push(system.fault(Expected::Text(UCUM.to_owned())));
    }
    if value.number().is_none() {
        faults.push(value.fault(Expected::Number));
    }
    if unit.text().is_none() {
        faults.push(unit.fault(Expected::Text("UCUM".to_owned())));
    }
    Some(Measured { code: code.to_owned(), value: value.number()?, unit: unit.text()?.to_owned(), at: time })
}
