//! `xinqiao account add`: the first accounts of a deployment.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use xinqiao_access::Role;
use xinqiao_app::accounts::NewAccount;

use crate::open::{Data, now};

/// What to do with accounts.
#[derive(Debug, Clone, clap::Args)]
pub struct AccountArgs {
    #[command(flatten)]
    data: Data,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Make an account with one role; the password is read from the standard input
    Add {
        /// Login, lower case
        login: String,
        /// How the program addresses the person
        #[arg(long)]
        name: String,
        /// resident, counsellor, duty_officer, school_counsellor, village_doctor, leader, system_admin, security_admin or audit_admin
        #[arg(long)]
        role: String,
        /// Code (nbs2023) of the place at and below which the role holds
        #[arg(long)]
        at: String,
    },
}

/// Makes the account.
pub async fn run(args: AccountArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let What::Add { login, name, role, at } = args.what;
    let app = args.data.app().await?;
    let role: Role = role.parse().context("read --role")?;
    let Some(place) = app.db().place_by_code("nbs2023", &at).await? else { bail!("no place has the nbs2023 code {at}") };
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password).context("read the password from the standard input")?;
    let password = password.trim_end_matches(['\r', '\n']);
    let today = app.day(now());
    let new = NewAccount { login: &login, name: &name, password, person: None, roles: &[(role, place.path, today, None)] };
    let id = app.create_account(&new).await.context("make the account")?;
    writeln!(out, "{id}")?;
    app.db().close().await;
    Ok(ExitCode::SUCCESS)
}
