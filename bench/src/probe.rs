//! The bare probe: the same rows through axum and the group-commit lane, with no session, no validation and no scoring.
//!
//! What it does is what any program must do that keeps these rows durably, so the program's share of its rate says what the rest costs.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use jiff::{SignedDuration, Timestamp};
use tokio::net::TcpListener;
use xinqiao_access::{Act, Purpose, Role, act};
use xinqiao_app::assessment::KeptOutcome;
use xinqiao_kernel::id::{AuditId, OutboxId, ResponseId, SignalId};
use xinqiao_kernel::{Clock, IdSource};
use xinqiao_store::assessment::NewResponse;
use xinqiao_store::audit::NewAudit;
use xinqiao_store::lane::{Lane, Submission};
use xinqiao_store::outbox::OutboxMessage;
use xinqiao_store::warnings::NewSignal;
use xinqiao_store::{Db, DbOptions};

use crate::sheets::{self, KINDS, SIGNAL_EVERY, Sharing};
use crate::town::{self, INSTRUMENT, Resident, Town, WallClock};

/// Submissions that may wait, as the program has it.
const WAITING: usize = 4_096;

/// Where the probe writes.
#[derive(Debug, Clone, clap::Args)]
pub struct ProbeArgs {
    /// Database that the bench prepared
    #[arg(long, value_name = "URL")]
    database: String,
    /// File with the town of that database
    #[arg(long, value_name = "FILE")]
    town: PathBuf,
    /// Which rows
    #[arg(long, value_enum, default_value = "campaign")]
    sharing: Sharing,
    /// Submissions of one commit
    #[arg(long, default_value_t = 256)]
    lane_batch: usize,
}

/// Serves until it is killed; prints its address first.
pub fn run(args: &ProbeArgs) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("start the runtime")?;
    runtime.block_on(serve(args))
}

async fn serve(args: &ProbeArgs) -> Result<()> {
    let text = fs::read_to_string(&args.town).with_context(|| format!("read {}", args.town.display()))?;
    let town: Town = serde_json::from_str(&text).with_context(|| format!("read {}", args.town.display()))?;
    let db = Db::open(&DbOptions::new(args.database.clone())).await.context("open the database")?;
    let rows = Rows::prepare(&db, &town, args.sharing)?;
    let lane = Lane::start(db, args.lane_batch, WAITING);
    let state = Arc::new(Bare { rows, lane, next: AtomicU64::new(0), ids: town::ids() });
    let listener = TcpListener::bind("127.0.0.1:0").await.context("listen on the loopback interface")?;
    writeln!(std::io::stdout(), "http://{}", listener.local_addr()?)?;
    let router = Router::new().route("/self-tests/{code}/submit", post(write)).with_state(state);
    axum::serve(listener, router).await.context("serve")
}

struct Bare {
    rows: Rows,
    lane: Lane,
    next: AtomicU64,
    ids: IdSource,
}

async fn write(State(bare): State<Arc<Bare>>, _sheet: Bytes) -> Response {
    let number = bare.next.fetch_add(1, Ordering::Relaxed);
    let submission = bare.rows.submission(number, &bare.ids, WallClock.now());
    match bare.lane.submit(submission).await {
        Ok(_) => Redirect::to("/me/records").into_response(),
        Err(fault) => (StatusCode::INTERNAL_SERVER_ERROR, fault.to_string()).into_response(),
    }
}

/// Everything of the rows that does not differ from sheet to sheet.
struct Rows {
    town: Town,
    sharing: Sharing,
    /// for each kind of sheet: answers, outcome, total, band and attention of the columns
    kinds: Vec<Kind>,
}

struct Kind {
    answers: String,
    outcome: String,
    total: Option<f64>,
    band: Option<String>,
    attention: i64,
}

impl Rows {
    fn prepare(db: &Db, town: &Town, sharing: Sharing) -> Result<Self> {
        let app = town::app(db.clone())?;
        let kinds = (0..KINDS).map(|kind| {
            let values = sheets::answers(kind);
            let scored = app.score(INSTRUMENT, Some(&town.version), &values, None).context("score a sheet")?;
            let outcome = KeptOutcome::of(&scored).to_json().context("write an outcome")?;
            let instrument = scored.pack.instrument();
            let band = Some(scored.outcome.band_column(instrument).into_owned()).filter(|band| !band.is_empty());
            let answers = values.map(|value| value.map(|value| value as i64));
            let answers = serde_json::to_string(&answers).context("write answers")?;
            Ok(Kind { answers, outcome, total: scored.outcome.total(instrument), band, attention: i64::from(scored.attention()) })
        });
        Ok(Self { town: town.clone(), sharing, kinds: kinds.collect::<Result<_>>()? })
    }

    fn submission(&self, number: u64, ids: &IdSource, at: Timestamp) -> Submission {
        let (resident, campaign) = self.town.turn(number);
        let kind = &self.kinds[(number % KINDS) as usize];
        let id = ResponseId::new(ids, at);
        let mut signals = Vec::new();
        if number.is_multiple_of(SIGNAL_EVERY) {
            let item = r#"{"kind":"critical","item":"9","value":1,"about":"suicide","strength":"hard"}"#;
            signals.push(self.signal(resident, id, ("suicide-item", "yellow", "medium", item), ids, at));
        }
        if self.sharing == Sharing::Contact {
            let wish = r#"{"kind":"asked_for_contact"}"#;
            signals.push(self.signal(resident, id, ("asked-for-contact", "blue", "low", wish), ids, at));
        }
        let place = place_of(resident);
        let response = NewResponse {
            id,
            key: sheets::kept_key(number, resident.person, self.sharing, campaign),
            person: resident.person,
            campaign: (self.sharing == Sharing::Campaign).then_some(campaign),
            place: place.clone(),
            instrument: INSTRUMENT.to_owned(),
            version: self.town.version.clone(),
            source: if self.sharing == Sharing::Campaign { "campaign" } else { "self" },
            sharing: self.sharing.word(),
            answers: kind.answers.clone(),
            outcome: kind.outcome.clone(),
            total: kind.total,
            band: kind.band.clone(),
            attention: kind.attention,
            answered_at: at,
        };
        let audit = NewAudit {
            id: AuditId::new(ids, at),
            account: Some(resident.account),
            role: Role::Resident.code().to_owned(),
            action: act::AnswerSelf::ACTION.code().to_owned(),
            purpose: Purpose::SelfService.code().to_owned(),
            place,
            person: Some(resident.person),
            record_kind: "response",
            record: Some(id.uuid()),
            refused: false,
            detail: self.sharing.word().to_owned(),
        };
        let body = format!("{{\"response\":\"{id}\",\"signals\":{}}}", signals.len());
        let message = OutboxMessage { id: OutboxId::new(ids, at), topic: "response.received".to_owned(), body };
        Submission { response, signals, audit: vec![audit], outbox: vec![message], at }
    }

    /// A signal of a rule: its code, level, severity and evidence.
    fn signal(
        &self,
        of: &Resident,
        response: ResponseId,
        rule: (&str, &str, &str, &str),
        ids: &IdSource,
        at: Timestamp,
    ) -> NewSignal {
        let (code, level, severity, evidence) = rule;
        let version = &self.town.version;
        NewSignal {
            id: SignalId::new(ids, at),
            dedupe_key: format!("{response}:assessment-default:{code}"),
            person: of.person,
            place: place_of(of),
            response: Some(response),
            rule_id: "assessment-default".to_owned(),
            rule_version: "1".to_owned(),
            code: code.to_owned(),
            level: level.to_owned(),
            evidence: format!(r#"{{"instrument":["{INSTRUMENT}","{version}"],"severity":"{severity}","evidence":[{evidence}]}}"#),
            reporter: None,
            raised_at: at,
            due_at: at + SignedDuration::from_hours(12),
            expires_at: at + SignedDuration::from_hours(14 * 24),
        }
    }
}

fn place_of(resident: &Resident) -> xinqiao_kernel::place::PlacePath {
    // the bench wrote it from a path a moment ago; the root keeps the type honest without a panic
    resident.place.parse().unwrap_or_else(|_| xinqiao_kernel::place::PlacePath::root())
}
