//! A copy of everything about the person, to read and to take along (PIPL 45).

use serde_json::{Value, json};
use xinqiao_access::{Permit, Purpose, act};
use xinqiao_consent::{RequestKind, RequestState};
use xinqiao_store::rights::{DataRequest, OwnHint};
use xinqiao_tables::Sink;

use super::Asking;
use crate::assessment::KeptOutcome;
use crate::audit::done;
use crate::rescores::second_of;
use crate::{App, AppError, Caller, Result};

/// How the copy is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// for people and other programs: everything
    Json,
    /// for a spreadsheet: the same as lines of kind, time, what, value
    Csv,
}

/// A file for the person.
#[derive(Debug, Clone)]
pub struct Export {
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// Kind of information, and its rows.
type Sections = Vec<(String, Vec<Value>)>;

/// Rows of the audit in the copy; the page "who looked" shows those before.
const LOOKS: u32 = 5_000;

impl App {
    /// Everything about the caller: register entry, results with answers, consents, hints with the rules that raised them and the facts
    /// those saw, help, who looked, what was given to others, requests, messages. Counts as a request that is answered at once.
    ///
    /// Notes that staff wrote down while helping are not in it: those are asked for, because reading them may harm the treatment
    /// (精神卫生法 47) or concern somebody else.
    pub async fn export_own_data(&self, caller: &Caller, format: Format) -> Result<Export> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::ReadOwnExport>(caller, &at, Purpose::SelfService).await?;
        let asking = self.permit::<act::RequestOwnData>(caller, &at, Purpose::SelfService).await?;
        let looks = self.permit::<act::ReadWhoLooked>(caller, &at, Purpose::SelfService).await?;
        let now = self.now();
        let mut all = self.facts_of_export(&permit).await?;
        all.extend(self.doings_of_export(caller, &permit, &looks).await?);
        let bytes = match format {
            Format::Json => as_json(&all, now)?,
            Format::Csv => as_csv(&all)?,
        };
        // the copy is ready: now it is on record that it was asked for and given
        let target = "everything".to_owned();
        // the copies of one day are one request; each is in the audit
        let before = self.inner.db.requests_of(&permit, 50).await?;
        let is_todays = |one: &DataRequest| {
            one.kind == RequestKind::Copy.code()
                && one.state == RequestState::Fulfilled.code()
                && self.day(one.at) == self.day(now)
        };
        let person = permit.person().map(|id| id.uuid());
        let given = done(self, &permit, "person", person, format!("bytes={}", bytes.len()));
        if before.iter().any(is_todays) {
            let mut tx = self.inner.db.begin().await?;
            tx.audit(&given, now).await?;
            tx.commit().await?;
        } else {
            let asked = Asking { kind: RequestKind::Copy, target };
            self.keep_request(caller, &asking, &asked, RequestState::Fulfilled, Some(&given)).await?;
        }
        let day = self.local(now).strftime("%Y%m%d").to_string();
        let ending = if format == Format::Json { "json" } else { "csv" };
        Ok(Export { file_name: format!("xinqiao-{day}.{ending}"), bytes })
    }

    /// What is known about the person, and what was made of it.
    async fn facts_of_export(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Sections> {
        let db = &self.inner.db;
        let person = db.own_entry(permit).await?.ok_or(AppError::NotFound)?;
        let mut all = Vec::new();
        let mut put = |kind: &str, rows: Vec<Value>| all.push((kind.to_owned(), rows));
        put(
            "person",
            vec![json!({
                "name": person.name,
                "sex": person.sex.map(xinqiao_kernel::Sex::code),
                "birth_on": person.birth_on.map(|day| day.to_string()),
                "phone": person.phone,
                "place": person.place.as_str(),
            })],
        );
        let mut results = Vec::new();
        for sheet in db.all_own_responses(permit).await? {
            let outcome = KeptOutcome::parse(&sheet.outcome)?;
            let answers: Value = serde_json::from_str(&sheet.answers).unwrap_or_default();
            results.push(json!({
                "at": sheet.answered_at.to_string(),
                "self_test": sheet.instrument,
                "version": sheet.version,
                "shared": sheet.sharing,
                "answers": answers,
                "scores": outcome.scores,
                "bands": outcome.bands,
                "complete": outcome.complete,
                "estimate": outcome.estimate,
            }));
        }
        put("results", results);
        let again = second_of(db.exported_results(permit).await?)?;
        put("results_counted_again", again.iter().map(|one| json!({"at": one.at.to_string(), "self_test": one.instrument, "version": one.to_version, "instead_of": one.from_version, "scores": one.outcome.scores, "bands": one.outcome.bands, "complete": one.outcome.complete})).collect());
        let begun = db.drafts_of(permit).await?;
        put("unfinished", begun.iter().map(|one| json!({"at": one.begun_at.to_string(), "saved": one.saved_at.to_string(), "self_test": one.of.instrument, "version": one.of.version, "answers": serde_json::from_str::<Value>(&one.answers).unwrap_or_default().get("answers")})).collect());
        let words = db.consents_of(permit).await?;
        put(
            "consents",
            words.iter().map(|word| json!({"at": word.at.to_string(), "purpose": word.purpose, "by": word.party, "word": word.kind, "notice": word.version, "shown": word.shown})).collect(),
        );
        let hints = db.own_hints(permit).await?;
        put(
            "hints",
            hints.iter().map(|hint| {
                let (pack, version, code) = &hint.rule;
                let facts = self.own_facts(hint);
                json!({"at": hint.raised_at.to_string(), "rule": format!("{pack} {version} {code}"), "facts": facts, "until": hint.expires_at.to_string(), "became_help": hint.became_help})
            }).collect(),
        );
        let disputes = db.own_disputes(permit).await?;
        put("disputes", disputes.iter().map(|one| json!({"at": one.registered_at.to_string(), "number": one.number, "kind": one.kind, "ended": one.closed_at.map(|at| at.to_string())})).collect());
        let receptions = db.own_receptions(permit).await?;
        put("receptions", receptions.iter().map(|one| json!({"at": one.received_at.to_string(), "number": one.number, "stage": one.stage, "ended": one.closed_at.map(|at| at.to_string())})).collect());
        let reviewed = db.own_missed(permit).await?;
        put("reviews", reviewed.iter().map(|one| json!({"at": one.opened_at.to_string(), "event": one.event, "happened": one.event_at.to_string(), "ended": one.closed_at.map(|at| at.to_string())})).collect());
        let again = db.own_retests(permit).await?;
        put("asked_again", again.iter().map(|one| json!({"at": one.created_at.to_string(), "self_test": one.instrument, "how": one.way, "ending": one.settled.as_ref().map(|settled| &settled.0), "ended": one.settled.as_ref().map(|settled| settled.1.to_string())})).collect());
        let others = db.own_informants(permit).await?;
        // the words of somebody else about the person are theirs to keep confidential (domain_rules C.8); the own ones are the person's
        put("informants", others.iter().map(|one| json!({"at": one.asked_at.to_string(), "who": one.informant, "form": one.instrument, "version": one.version, "ending": one.settled.as_ref().map(|settled| &settled.0), "ended": one.settled.as_ref().map(|settled| settled.1.to_string()), "answers": one.answers.as_deref().filter(|_| one.informant == "self").map(|text| serde_json::from_str::<Value>(text).unwrap_or_default())})).collect());
        put("groups", self.groups_of_export(permit).await?);
        put("devices", self.devices_of_export(permit).await?);
        let help = db.own_help(permit).await?;
        put("plans", self.own_plans(permit).await?);
        put("help", help.iter().map(|one| json!({"at": one.opened_at.to_string(), "number": one.number, "ended": one.closed_at.map(|at| at.to_string())})).collect());
        let moved = db.referrals_of(permit).await?;
        let outside = moved.iter().filter(|one| one.state.basis != "inside");
        put("referrals", outside.map(|one| json!({"at": one.sent_at.to_string(), "kind": one.kind, "to": one.receiver_name, "ground": one.state.basis, "state": one.state.state})).collect());
        put("green_channels", self.channels_of_export(permit).await?);
        Ok(all)
    }

    /// The facts of a hint as far as they are the person's: nothing of whoever told it, and no words but their own.
    fn own_facts(&self, hint: &OwnHint) -> Value {
        let mut facts: Value = serde_json::from_str(&hint.evidence).unwrap_or_default();
        let Some(fields) = facts.as_object_mut() else { return facts };
        let words = fields.remove("handed_in").and_then(|said| said.get("words").cloned());
        let is_own = self.sources().ok().and_then(|sources| sources.kind(&hint.source)).is_some_and(|kind| kind.own_words);
        if let Some(words) = words.filter(|_| is_own) {
            fields.insert("words".to_owned(), words);
        }
        facts
    }

    /// Who did what with it, and what the person asked for.
    async fn doings_of_export(
        &self,
        caller: &Caller,
        permit: &Permit<act::ReadOwnExport>,
        looks: &Permit<act::ReadWhoLooked>,
    ) -> Result<Sections> {
        let db = &self.inner.db;
        let person = permit.person().ok_or(AppError::NotFound)?;
        let now = self.now();
        let soon = now.saturating_add(jiff::SignedDuration::from_secs(1)).unwrap_or(now);
        let mut all = Vec::new();
        let mut put = |kind: &str, rows: Vec<Value>| all.push((kind.to_owned(), rows));
        let seen = db.who_looked(looks, person, soon, LOOKS).await?;
        put(
            "who_looked",
            seen.iter().map(|row| json!({"at": row.at.to_string(), "who": row.name, "role": row.role, "action": row.action, "purpose": row.purpose, "outcome": row.outcome})).collect(),
        );
        let given = db.disclosures_of(permit).await?;
        put(
            "given_to_others",
            given.iter().map(|one| json!({"at": one.given_at.to_string(), "recipient": one.recipient, "basis": one.basis, "law": one.law, "fields": one.fields})).collect(),
        );
        let requests = db.requests_of(permit, 1_000).await?;
        put(
            "requests",
            requests.iter().map(|one| json!({"at": one.at.to_string(), "number": one.number, "kind": one.kind, "about": one.target, "state": one.state, "due_on": one.due_on.to_string(), "ground": one.ground})).collect(),
        );
        let messages = db.notices(caller.account(), 1_000).await?;
        put("messages", messages.iter().map(|one| json!({"at": one.at.to_string(), "kind": one.kind})).collect());
        Ok(all)
    }
}

fn as_json(all: &[(String, Vec<Value>)], now: jiff::Timestamp) -> Result<Vec<u8>> {
    let mut map = serde_json::Map::new();
    map.insert("xinqiao_copy".to_owned(), json!(1));
    map.insert("made_at".to_owned(), json!(now.to_string()));
    for (kind, rows) in all {
        map.insert(kind.clone(), Value::Array(rows.clone()));
    }
    serde_json::to_vec_pretty(&Value::Object(map))
        .map_err(|fault| AppError::Broken { what: "a copy cannot be written".to_owned(), source: Some(Box::new(fault)) })
}

/// One line for each value, with a mark at the start by which spreadsheets know UTF-8.
fn as_csv(all: &[(String, Vec<Value>)]) -> Result<Vec<u8>> {
    let fail = |fault| AppError::Broken { what: "a copy cannot be written".to_owned(), source: Some(Box::new(fault)) };
    let mut bytes: Vec<u8> = "\u{feff}".as_bytes().to_vec();
    {
        let mut sink = Sink::to_writer("copy.csv", &mut bytes);
        sink.row(["kind", "number", "what", "value"]).map_err(fail)?;
        for (kind, rows) in all {
            for (index, row) in rows.iter().enumerate() {
                let Value::Object(values) = row else { continue };
                for (what, value) in values {
                    let text = match value {
                        Value::Null => String::new(),
                        Value::String(text) => text.clone(),
                        other => other.to_string(),
                    };
                    sink.row([kind.as_str(), &(index + 1).to_string(), what, &plain(text)]).map_err(fail)?;
                }
            }
        }
        sink.finish().map_err(fail)?;
    }
    Ok(bytes)
}

/// A cell that a spreadsheet takes for text and not for a formula.
fn plain(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}
