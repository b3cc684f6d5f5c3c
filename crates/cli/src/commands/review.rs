//! `xinqiao account review`: the quarter's review of rights, for roles that nobody else may decide about.

use std::io::Write;

use clap::Subcommand;
use xinqiao_app::App;
use xinqiao_app::accounts::{By, ReviewedRole, Verdict};
use xinqiao_kernel::Quarter;
use xinqiao_kernel::id::ReviewLineId;

use super::account::{told, words};

/// What to do with a review.
#[derive(Debug, Clone, Subcommand)]
pub enum ReviewWhat {
    /// List its roles, with the ids that `keep` and `end` take
    List {
        /// Quarter, such as 2026Q4; the newest without it
        #[arg(long)]
        quarter: Option<Quarter>,
        /// Only what nobody has decided
        #[arg(long)]
        open: bool,
    },
    /// The role is still needed
    Keep { line: ReviewLineId },
    /// The role is not needed: it ends at once
    End {
        line: ReviewLineId,
        /// Why
        #[arg(long)]
        why: String,
    },
}

/// Does it.
pub async fn act(app: &App, what: ReviewWhat, out: &mut dyn Write) -> anyhow::Result<()> {
    match what {
        ReviewWhat::List { quarter, open } => list(app, quarter, open, out).await,
        ReviewWhat::Keep { line } => told(out, "kept", app.decide_access(By::Operator, line, &Verdict::Keep).await),
        ReviewWhat::End { line, why } => told(out, "ended", app.decide_access(By::Operator, line, &Verdict::End(why)).await),
    }
}

async fn list(app: &App, quarter: Option<Quarter>, open: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut after = None;
    loop {
        let found = app.access_review(By::Operator, quarter, after, open).await.map_err(|fault| words(&fault))?;
        let Some(page) = found else {
            writeln!(out, "no review yet: a serving program makes the list once a quarter")?;
            return Ok(());
        };
        if after.is_none() {
            let counts = page.counts;
            let (quarter, due_on) = (page.review.quarter, page.review.due_on);
            writeln!(out, "{quarter}\t{} of {} decided, {} ended\tdue {due_on}", counts.decided, counts.roles, counts.ended)?;
        }
        for role in &page.lines {
            write_line(app, role, out).await?;
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(()),
        }
    }
}

async fn write_line(app: &App, role: &ReviewedRole, out: &mut dyn Write) -> anyhow::Result<()> {
    let place = app.place_name(&role.line.role.place).await?;
    let seen = role.facts.signed_in_at.map_or_else(|| "never".to_owned(), |at| app.day(at).to_string());
    let verdict = role.line.verdict.as_deref().unwrap_or("open");
    let code = &role.line.role.role;
    writeln!(out, "{}\t{}\t{}\t{code}\t{place}\tsigned in {seen}\t{verdict}", role.line.id, role.login, role.name)?;
    Ok(())
}
