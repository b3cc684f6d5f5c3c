//! Checks that the compiler cannot make, and the PostgreSQL that the tests run on.
//!
//! `cargo run -p xtask -- tidy | i18n | access | mutate | pg COMMAND [ARGUMENT…]`

mod access;
mod i18n;
mod mutate;
mod pg;
mod text;
mod tidy;
mod tree;

use std::process::ExitCode;

use anyhow::Result;

use crate::tree::Tree;

const USAGE: &str = "usage: cargo run -p xtask -- COMMAND

  tidy                    layers, file lengths, templates, SQL, paths in documents, words that must not be committed
  i18n                    every text key that the pages use exists in every language, and none is unused
  access                  writes the tables of the policy into docs/access.md
  mutate [WORD]           removes one check at a time in a copy and sees the tests fail; slow; PostgreSQL as with pg
  pg COMMAND [ARGUMENT…]  runs COMMAND with a throwaway PostgreSQL in XINQIAO_TEST_PG and passes on its exit code";

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["tidy"] => Ok(report("tidy", &tidy::faults(&Tree::of_the_project()?)?)),
        ["i18n"] => Ok(report("i18n", &i18n::faults(&Tree::of_the_project()?))),
        ["access"] => access::write(&Tree::of_the_project()?).map(|()| ExitCode::SUCCESS),
        ["mutate", word @ ..] => {
            mutate::run(&Tree::of_the_project()?, word.first().copied().unwrap_or_default()).map(|()| ExitCode::SUCCESS)
        }
        ["pg", program, rest @ ..] => pg::with_server(program, rest),
        _ => Ok(usage()),
    }
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool talks to its user")]
fn report(check: &str, faults: &[String]) -> ExitCode {
    if faults.is_empty() {
        println!("{check}: no faults");
        return ExitCode::SUCCESS;
    }
    for fault in faults {
        eprintln!("{fault}");
    }
    eprintln!("{check}: {} faults", faults.len());
    ExitCode::FAILURE
}

#[expect(clippy::print_stderr, reason = "a command line tool talks to its user")]
fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_tidy() {
        let faults = tidy::faults(&Tree::of_the_project().unwrap()).unwrap();
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    }

    #[test]
    fn every_text_key_is_there_in_every_language_and_used() {
        let faults = i18n::faults(&Tree::of_the_project().unwrap());
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    }
}
