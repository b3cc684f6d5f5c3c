//! From disputes to rows.

use std::collections::BTreeMap;

use jiff::civil::Date;
use xinqiao_kernel::id::PersonId;

use super::{Exposure, Field};
use crate::dispute::{Dispute, Party};
use crate::rules::{Named, Timetable};
use crate::{Code, Stage};

/// Headers and rows, cell by cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub headers: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// One row for each dispute, in the order given, by the columns of the pack.
///
/// `names`: names of people, used with [`Exposure::Named`] only. What the watch saw, guidance, sessions and notices have no column.
pub fn to_rows(disputes: &[&Dispute], exposure: &Exposure, names: &BTreeMap<PersonId, String>, time: &Timetable<'_>) -> Table {
    let columns = &time.rules.raw().exchange.columns;
    let row = |dispute: &&Dispute| columns.iter().map(|column| cell(dispute, column.field, exposure, names, time)).collect();
    Table { headers: columns.iter().map(|column| column.header.clone()).collect(), rows: disputes.iter().map(row).collect() }
}

fn cell(
    dispute: &Dispute,
    field: Field,
    exposure: &Exposure,
    names: &BTreeMap<PersonId, String>,
    time: &Timetable<'_>,
) -> String {
    let raw = time.rules.raw();
    let join = |parts: Vec<String>| parts.join(&raw.exchange.joined_by);
    match field {
        Field::Reference => dispute.reference().map_or_else(|| dispute.id().to_string(), str::to_owned),
        Field::Kind => title(&raw.kinds, dispute.kind()),
        Field::Place => dispute.place().last().unwrap_or_default().to_owned(),
        Field::Origin => dispute.origin().1.to_string(),
        Field::Worker => dispute.origin().0.to_string(),
        Field::RegisteredOn => written(time.clock.day(dispute.registered_at()), time),
        Field::Parties => dispute.parties().len().to_string(),
        Field::PartyNames => match exposure {
            Exposure::DeIdentified => String::new(),
            Exposure::Named { .. } => join(dispute.parties().values().map(|party| name(party, names, time)).collect()),
        },
        Field::Problems => join(dispute.problems().iter().map(|problem| title(&raw.problems, &problem.code)).collect()),
        Field::Status => status(dispute.stage(), time),
        Field::SettledOn => dispute.settlement().map(|(_, at)| written(time.clock.day(at), time)).unwrap_or_default(),
        Field::Settlement => dispute.settlement().map(|(how, _)| how.to_string()).unwrap_or_default(),
        Field::Departments => join(dispute.departments().iter().map(|code| title(&raw.departments, code)).collect()),
    }
}

fn name(party: &Party, names: &BTreeMap<PersonId, String>, time: &Timetable<'_>) -> String {
    match party {
        Party::Person(person) => names.get(person).cloned().unwrap_or_default(),
        Party::Outside(code) => title(&time.rules.raw().outsides, code),
    }
}

/// The Chinese title of a code; the code itself when a newer pack has dropped it.
fn title(list: &[Named], code: &Code) -> String {
    list.iter().find(|named| named.code == *code).map_or_else(|| code.to_string(), |named| named.title.zh_cn.clone())
}

fn status(stage: Stage, time: &Timetable<'_>) -> String {
    let statuses = &time.rules.raw().exchange.statuses;
    let texts = statuses.iter().find(|status| status.stage == stage).and_then(|status| status.texts.first());
    texts.cloned().unwrap_or_else(|| stage.to_string())
}

fn written(day: Date, time: &Timetable<'_>) -> String {
    let form = time.rules.raw().exchange.dates.first().map_or("%Y-%m-%d", String::as_str);
    jiff::fmt::strtime::format(form, day).unwrap_or_else(|_| day.to_string())
}
