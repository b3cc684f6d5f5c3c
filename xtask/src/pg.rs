//! Runs a command, such as the tests, beside a throwaway PostgreSQL that waits for no disk.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use xinqiao_testkit::{Postgres, SERVER_VARIABLE};

/// Runs `program` with the server's address in its environment, stops the server and passes on the exit code.
/// A server that the environment names already is used as it is.
pub(crate) fn with_server(program: &str, arguments: &[&str]) -> Result<ExitCode> {
    let mut command = Command::new(program);
    command.args(arguments);
    let server = already_named().is_none().then(Postgres::start_careless);
    if let Some(server) = &server {
        command.env(SERVER_VARIABLE, server.url());
    }
    let status = command.status().with_context(|| format!("run {program}"))?;
    drop(server);
    // Ended by a signal: no code of its own.
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}

#[expect(clippy::disallowed_methods, reason = "a tool for developers, not the program")]
fn already_named() -> Option<String> {
    std::env::var(SERVER_VARIABLE).ok().filter(|url| !url.is_empty())
}
