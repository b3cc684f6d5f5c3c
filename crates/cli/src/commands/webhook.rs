//! `xinqiao webhook`: receivers of outgoing events.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use xinqiao_app::AppError;
use xinqiao_kernel::id::WebhookId;

use crate::open::Data;

/// Events that `dead` lists.
const MOST: u32 = 200;

/// What to do with receivers.
#[derive(Debug, Clone, clap::Args)]
pub struct WebhookArgs {
    #[command(flatten)]
    data: Data,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Add a receiver; prints its id and, once, the secret that signs what is sent
    Add {
        /// https://host/path; without TLS or inside only for hosts of --egress-allow
        url: String,
        /// Beginning of the topics to send, such as warning. (may be given more than once); none sends every event
        #[arg(long, value_name = "BEGINNING")]
        topic: Vec<String>,
    },
    /// List the receivers
    List,
    /// Remove a receiver; what waits for it is given up
    Remove { id: WebhookId },
    /// Send a trial event now; exit code 1 when it is not taken
    Test { id: WebhookId },
    /// List what was given up
    Dead,
    /// Send everything again that was given up for a receiver
    Retry { id: WebhookId },
}

/// Does it.
pub async fn run(args: WebhookArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let app = args.data.app().await?;
    let mut code = ExitCode::SUCCESS;
    match args.what {
        What::Add { url, topic } => match app.add_webhook(&url, &topic).await {
            Ok(added) => writeln!(out, "{}\nsecret {}", added.id, added.secret)?,
            Err(AppError::Invalid(faults)) => {
                let why: Vec<String> = faults.into_iter().map(|fault| fault.found).collect();
                bail!("{}", why.join("; "));
            }
            Err(fault) => return Err(fault).context("add the receiver"),
        },
        What::List => {
            for (id, url, topics) in app.webhooks().await? {
                writeln!(out, "{id}\t{url}\t{topics}")?;
            }
        }
        What::Remove { id } => app.remove_webhook(id).await.context("remove the receiver")?,
        What::Test { id } => {
            let sent = app.test_webhook(id).await.context("send a trial event")?;
            let status = sent.status.map_or_else(String::new, |status| format!(" {status}"));
            writeln!(out, "{}{status}", sent.failure.unwrap_or("taken"))?;
            if !sent.is_taken() {
                code = ExitCode::FAILURE;
            }
        }
        What::Dead => {
            for dead in app.dead_deliveries(MOST).await? {
                let failure = dead.failure.unwrap_or_default();
                let status = dead.status.map_or_else(String::new, |status| status.to_string());
                writeln!(
                    out,
                    "{}\t{}\t{}\t{}\t{failure}\t{status}\t{}",
                    dead.webhook, dead.event, dead.topic, dead.attempts, dead.at
                )?;
            }
        }
        What::Retry { id } => writeln!(out, "{}", app.retry_webhook(id).await.context("send again")?)?,
    }
    app.db().close().await;
    Ok(code)
}
