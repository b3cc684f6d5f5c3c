//! `xinqiao account`: the accounts of a deployment, for the operator of the machine. Every change leaves an audit row.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use jiff::civil::Date;
use xinqiao_access::{CredentialKind, Role};
use xinqiao_app::accounts::{AccountDetail, By, Grant};
use xinqiao_app::{App, AppError};
use xinqiao_kernel::id::{AssignmentId, PersonId};

use super::review::{self, ReviewWhat};
use crate::open::{Data, now};

/// Accounts on one page of the list.
const PAGE: u32 = 200;

/// What to do with accounts.
#[derive(Debug, Clone, clap::Args)]
pub struct AccountArgs {
    #[command(flatten)]
    data: Data,
    #[command(subcommand)]
    what: What,
}

/// A role, where and until when, and what entitles to it.
#[derive(Debug, Clone, clap::Args)]
struct RoleArgs {
    /// Code of the role, such as counsellor or security_admin (docs/access.md lists them)
    #[arg(long)]
    role: String,
    /// Where and below which the role holds: the code (nbs2023) of a division, or "CODE NAME" for a school or another unit in it
    #[arg(long)]
    at: String,
    /// Last day, 2027-06-30
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// What entitles to it: licence, certificate, contract, appointment or undertaking
    #[arg(long, value_name = "KIND")]
    credential: Option<CredentialKind>,
    /// Number of the credential; it is kept sealed
    #[arg(long, value_name = "TEXT", default_value = "", requires = "credential")]
    number: String,
    /// Last day of the credential; the role ends with it
    #[arg(long, value_name = "DAY", requires = "credential")]
    valid_until: Option<Date>,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// List the accounts with a role for work
    List,
    /// Show one account with its roles, ended ones included
    Show { login: String },
    /// Make an account with one role; its password is read from the standard input, or made and printed with --one-time
    Add {
        /// Login, lower case
        login: String,
        /// How the program addresses the person
        #[arg(long)]
        name: String,
        #[command(flatten)]
        role: RoleArgs,
        /// Id of the account holder's own record, for residents
        #[arg(long, value_name = "ID")]
        person: Option<PersonId>,
        /// Make a password that the holder changes with the first sign-in, and print it
        #[arg(long)]
        one_time: bool,
    },
    /// Lock an account: its sessions end at once
    Lock { login: String },
    /// Open a locked account again
    Unlock { login: String },
    /// Take the second factors away (--factors), or give a new one-time password and print it
    Reset {
        login: String,
        #[arg(long)]
        factors: bool,
    },
    /// Link what an identity provider calls somebody with an account
    Link {
        login: String,
        /// Code of the provider in the file of --identity
        #[arg(long, value_name = "CODE")]
        provider: String,
        /// What the provider calls the person: the claim `sub`, for WeChat the openid
        #[arg(long, value_name = "TEXT")]
        subject: String,
    },
    /// Unlink every identity, and the phone, from an account; its sessions end
    Unlink { login: String },
    /// Give an account a role
    Grant {
        login: String,
        #[command(flatten)]
        role: RoleArgs,
    },
    /// Give a token with which another program acts with an account's rights through the interface under /api; it is printed this once
    Token {
        login: String,
        /// Which program it is for; the account's list of sessions shows it
        #[arg(long = "for", value_name = "NAME")]
        program: String,
        /// For how many days, at most 366
        #[arg(long, default_value_t = 90)]
        days: u16,
    },
    /// End a role by the id that `show` prints
    Revoke {
        id: AssignmentId,
        /// Why
        #[arg(long)]
        why: String,
    },
    /// The quarter's review of rights
    Review {
        #[command(subcommand)]
        what: ReviewWhat,
    },
}

/// Does it.
pub async fn run(args: AccountArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let app = args.data.app().await?;
    let done = act(&app, args.what, out).await;
    app.db().close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn act(app: &App, what: What, out: &mut dyn Write) -> anyhow::Result<()> {
    match what {
        What::List => list(app, out).await,
        What::Show { login } => show(app, out, &found(app, &login).await?).await,
        What::Token { login, program, days } => {
            let account = found(app, &login).await?;
            let token = app.give_service_token(&account, &program, days).await.map_err(|fault| words(&fault))?;
            writeln!(out, "{}", token.as_str())?;
            Ok(())
        }
        What::Add { login, name, role, person, one_time } => {
            let grant = grant(app, &role).await?;
            let (id, password) =
                app.add_account(By::Operator, &login, &name, person, &grant).await.map_err(|fault| words(&fault))?;
            if one_time {
                writeln!(out, "{id}\none-time password: {password}")?;
                return Ok(());
            }
            let mut chosen = String::new();
            std::io::stdin().lock().read_line(&mut chosen).context("read the password from the standard input")?;
            let chosen = chosen.trim_end_matches(['\r', '\n']);
            app.set_first_password(id, chosen).await.map_err(|fault| words(&fault)).with_context(|| {
                format!("the account {login} was made and has no password yet; `xinqiao account reset {login}` gives it one")
            })?;
            writeln!(out, "{id}")?;
            Ok(())
        }
        What::Lock { login } => told(out, "locked", app.lock_account(By::Operator, found(app, &login).await?.facts.id).await),
        What::Unlock { login } => {
            told(out, "unlocked", app.unlock_account(By::Operator, found(app, &login).await?.facts.id).await)
        }
        What::Reset { login, factors } => {
            let id = found(app, &login).await?.facts.id;
            if factors {
                return told(out, "second factors taken away", app.reset_factors(By::Operator, id).await);
            }
            let password = app.reset_password(By::Operator, id).await.map_err(|fault| words(&fault))?;
            writeln!(out, "one-time password: {password}")?;
            Ok(())
        }
        What::Link { login, provider, subject } => {
            let id = found(app, &login).await?.facts.id;
            told(out, "linked", app.link_account(By::Operator, id, &provider, &subject).await)
        }
        What::Unlink { login } => {
            told(out, "unlinked", app.unlink_account(By::Operator, found(app, &login).await?.facts.id).await)
        }
        What::Grant { login, role } => {
            let (id, grant) = (found(app, &login).await?.facts.id, grant(app, &role).await?);
            let given = app.give_role(By::Operator, id, &grant).await.map_err(|fault| words(&fault))?;
            writeln!(out, "{given}")?;
            Ok(())
        }
        What::Review { what } => review::act(app, what, out).await,
        What::Revoke { id, why } => told(out, "ended", app.end_role(By::Operator, id, &why).await),
    }
}

async fn found(app: &App, login: &str) -> anyhow::Result<AccountDetail> {
    let found = app.managed_login(By::Operator, login).await;
    found.map_err(|fault| words(&fault)).with_context(|| format!("look for the account {login}"))
}

pub(super) fn told(out: &mut dyn Write, what: &str, done: xinqiao_app::Result<()>) -> anyhow::Result<()> {
    done.map_err(|fault| words(&fault))?;
    writeln!(out, "{what}")?;
    Ok(())
}

/// What was wrong, for somebody at a terminal.
pub(super) fn words(fault: &AppError) -> anyhow::Error {
    match fault {
        AppError::Invalid(faults) => {
            let lines: Vec<String> = faults.iter().map(|one| format!("{}: {} {}", one.field, one.expected, one.found)).collect();
            anyhow::anyhow!("{}", lines.join("\n"))
        }
        AppError::Conflict { code } => anyhow::anyhow!("{code}"),
        other => anyhow::anyhow!("{other}"),
    }
}

async fn grant(app: &App, args: &RoleArgs) -> anyhow::Result<Grant> {
    let role: Role = args.role.parse().context("read --role")?;
    let Some(place) = app.place_typed(&args.at).await? else {
        bail!(
            "--at: expected the nbs2023 code of a division, or the code, a space and the full name of one unit in it, found {}",
            args.at
        )
    };
    let credential = args.credential.map(|kind| (kind, args.number.clone(), args.valid_until));
    Ok(Grant { role, place: place.path, from: app.day(now()), until: args.until, credential })
}

async fn list(app: &App, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut after = None;
    loop {
        let page = app.staff_accounts(By::Operator, after, PAGE).await.map_err(|fault| words(&fault))?;
        for account in &page {
            let state = if account.facts.locked_at.is_some() { "locked" } else { "open" };
            let seen = account.facts.signed_in_at.map_or_else(|| "never".to_owned(), |at| app.day(at).to_string());
            let roles: Vec<&str> =
                account.roles.iter().filter(|role| role.ended_at.is_none()).map(|role| role.role.as_str()).collect();
            let factors = account.facts.factors;
            writeln!(
                out,
                "{}\t{}\t{state}\tfactors {factors}\tsigned in {seen}\t{}",
                account.login,
                account.name,
                roles.join(",")
            )?;
        }
        match page.last().filter(|_| page.len() == PAGE as usize) {
            Some(last) => after = Some(last.facts.id),
            None => return Ok(()),
        }
    }
}

async fn show(app: &App, out: &mut dyn Write, account: &AccountDetail) -> anyhow::Result<()> {
    writeln!(out, "{}\t{}\t{}", account.facts.id, account.login, account.name)?;
    for role in &account.roles {
        let place = app.place_name(&role.place).await?;
        let until = role.until.map_or_else(String::new, |until| until.to_string());
        let ended = role.ended_why.as_ref().map_or_else(String::new, |why| format!("ended: {why}"));
        let credential = match &role.credential {
            Some((kind, Some(until))) => format!("{kind} until {until}"),
            Some((kind, None)) => kind.clone(),
            None => String::new(),
        };
        writeln!(out, "{}\t{}\t{place}\t{}..{until}\t{credential}\t{ended}", role.id, role.role, role.from)?;
    }
    Ok(())
}
