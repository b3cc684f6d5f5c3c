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
use tokio::net::TcpListener;
use xinqiao_kernel::{Clock, IdSource};
use xinqiao_store::lane::Lane;
use xinqiao_store::{Db, DbOptions, KeySource};

use crate::rows::Prepared;
use crate::sheets::Sharing;
use crate::town::{self, Town, WallClock};

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
    let db = Db::open(&DbOptions::new(args.database.clone(), KeySource::local(xinqiao_testkit::MASTER_KEY, [1; 32])))
        .await
        .context("open the database")?;
    let rows = Prepared::of(&town::app(db.clone())?, &town, args.sharing)?;
    let lane = Lane::start(db, args.lane_batch, WAITING);
    let state = Arc::new(Bare { rows, lane, next: AtomicU64::new(town.first()), ids: town::ids() });
    let listener = TcpListener::bind("127.0.0.1:0").await.context("listen on the loopback interface")?;
    writeln!(std::io::stdout(), "http://{}", listener.local_addr()?)?;
    let router = Router::new().route("/self-tests/{code}/submit", post(write)).with_state(state);
    axum::serve(listener, router).await.context("serve")
}

struct Bare {
    rows: Prepared,
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
