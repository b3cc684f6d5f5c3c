//! A checked file is imported.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::Response;
use xinqiao_app::AppError;
use xinqiao_app::campaigns::ImportRun;
use xinqiao_kernel::id::ImportId;

use crate::fault::Fault;
use crate::links;
use crate::page::go;
use crate::site::Site;
use crate::visitor::Visitor;

/// How long the answer waits for a small file; larger ones go on behind the page that tells how far they are.
const PATIENCE: Duration = Duration::from_secs(2);

pub async fn run(State(site): State<Site>, visitor: Visitor, Path(id): Path<ImportId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    match site.app.start_import(caller, id).await {
        Ok(mut told) => {
            let ended = told.wait_for(|run| !matches!(run, ImportRun::Working { .. }));
            // the page tells what came of it, and whether it still goes on
            let _ = tokio::time::timeout(PATIENCE, ended).await;
        }
        // somebody was quicker, or the button was pressed twice
        Err(AppError::Conflict { code }) if code == "already_imported" => {}
        Err(fault) => return Err(visitor.fault(fault)),
    }
    Ok(go(&links::import(id)))
}
