//! The small JSON `xinqiao-device/1`.

use serde_json::Value;

use crate::at::At;
use crate::{Expected, Fault, Measured, Ratings, Rules, Session};

/// The name of the format.
pub const FORMAT: &str = "xinqiao-device/1";

const FIELDS: [&str; 8] = ["format", "session", "code", "kind", "started_at", "ended_at", "measurements", "ratings"];
const MEASURED: [&str; 4] = ["code", "value", "unit", "at"];
const RATED: [&str; 2] = ["before", "after"];

/// Reads one session. A field that is not of the format is a fault: nothing that might name somebody slips in.
pub(crate) fn read(sent: &Value, rules: &Rules) -> Result<Session, Vec<Fault>> {
    let root = At::root(sent);
    if !sent.is_object() {
        return Err(vec![root.fault(Expected::Object)]);
    }
    let mut faults = Vec::new();
    strangers(&root, &FIELDS, &mut faults);
    let format = root.field("format");
    if format.text() != Some(FORMAT) {
        faults.push(format.fault(Expected::Text(FORMAT.to_owned())));
    }
    let id = root.field("session").session_id(&mut faults);
    let code = root.field("code").session_code(&mut faults);
    let kind = root.field("kind").text().map(str::to_owned);
    if kind.is_none() {
        faults.push(root.field("kind").fault(Expected::OneOf(rules.kind_codes())));
    }
    let started_at = root.field("started_at").instant(&mut faults);
    let ended_at = root.field("ended_at").instant(&mut faults);
    let measurements = measurements(&root.field("measurements"), &mut faults);
    let ratings = ratings(&root.field("ratings"), &mut faults);
    match (id, kind, started_at, ended_at) {
        (Some(id), Some(kind), Some(started_at), Some(ended_at)) if faults.is_empty() => {
            Ok(Session { id, code, kind, started_at, ended_at, measurements, ratings })
        }
        _ => Err(faults),
    }
}

fn measurements(list: &At<'_>, faults: &mut Vec<Fault>) -> Vec<Measured> {
    if list.is_there() && !list.value.is_some_and(Value::is_array) {
        faults.push(list.fault(Expected::List));
    }
    list.items().iter().filter_map(|item| measured(item, faults)).collect()
}

fn measured(item: &At<'_>, faults: &mut Vec<Fault>) -> Option<Measured> {
    if !item.value.is_some_and(Value::is_object) {
        faults.push(item.fault(Expected::Object));
        return None;
    }
    strangers(item, &MEASURED, faults);
    let mut text = |name: &str, expected: &str| {
        let at = item.field(name);
        let found = at.text().map(str::to_owned);
        if found.is_none() {
            faults.push(at.fault(Expected::Text(expected.to_owned())));
        }
        found
    };
    let code = text("code", "code");
    let unit = text("unit", "UCUM");
    let value = item.field("value");
    if value.number().is_none() {
        faults.push(value.fault(Expected::Number));
    }
    let at = item.field("at");
    let at = if at.is_there() { at.instant(faults) } else { None };
    Some(Measured { code: code?, value: value.number()?, unit: unit?, at })
}

fn ratings(at: &At<'_>, faults: &mut Vec<Fault>) -> Option<Ratings> {
    if !at.is_there() {
        return None;
    }
    strangers(at, &RATED, faults);
    let (before, after) = (at.field("before").rating(faults), at.field("after").rating(faults));
    Some(Ratings { before: before?, after: after? })
}

fn strangers(at: &At<'_>, known: &[&str], faults: &mut Vec<Fault>) {
    let names = at.value.and_then(Value::as_object).into_iter().flat_map(|fields| fields.keys());
    for name in names.filter(|name| !known.contains(&name.as_str())) {
        faults.push(at.field(name).closed_fault(Expected::Nothing));
    }
}
