//! The command on small files: what is written, what is refused.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use tempfile::TempDir;
use xinqiao_packs::Library;

use super::{ScoreArgs, run};

mod advice;
mod answers;
mod choose;
mod golden;
mod output;

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    score: ScoreArgs,
}

/// A folder with the file `in.csv`, in which the command runs.
struct Desk {
    folder: TempDir,
}

/// What a run said and wrote.
struct Ran {
    code: ExitCode,
    out: String,
    err: String,
    /// Lines of `out.csv`, if it was written.
    rows: Vec<String>,
    errors: Vec<String>,
}

impl Desk {
    fn with(text: &str) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        fs::write(desk.path("in.csv"), text).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs `score INSTRUMENT in.csv …` with the blank-separated rest; `OUT` stands for `--out` and the output file.
    fn score(&self, instrument: &str, rest: &str) -> Ran {
        let (file, out) = (self.path("in.csv").display().to_string(), self.path("out.csv").display().to_string());
        let mut words = vec!["score".to_owned(), instrument.to_owned(), file];
        for word in rest.split_whitespace() {
            match word {
                "OUT" => words.extend(["--out".to_owned(), out.clone()]),
                word => words.push(word.to_owned()),
            }
        }
        let command = Command::try_parse_from(&words).unwrap();
        let (mut shown, mut said) = (Vec::new(), Vec::new());
        let code = run(command.score, &Library::embedded(), &mut shown, &mut said).unwrap();
        let lines = |name: &str| fs::read_to_string(self.path(name)).map(|text| text.lines().map(str::to_owned).collect());
        Ran {
            code,
            out: String::from_utf8(shown).unwrap(),
            err: String::from_utf8(said).unwrap(),
            rows: lines("out.csv").unwrap_or_default(),
            errors: lines("out.errors.csv").unwrap_or_default(),
        }
    }

    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

const GAD: &str = "gad1,gad2,gad3,gad4,gad5,gad6,gad7";
