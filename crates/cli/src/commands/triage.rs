//! `xinqiao triage FILE.jsonl`: reads texts by the rules of a pack and proposes how soon somebody should see each.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use xinqiao_packs::Library;
use xinqiao_text::{AttentionLevel, Case, Category, Figures, Subject, Triage};

/// Texts, one JSON object in a line: {"id": …, "text": …}.
#[derive(Debug, Clone, clap::Args)]
pub struct TriageArgs {
    /// File of lines {"id", "text"}; `-` reads the standard input
    file: PathBuf,
    /// The file holds labelled cases ({"id", "text", "level", …}): print how well the rules read them
    #[arg(long)]
    figures: bool,
    /// Id of the pack of rules
    #[arg(long, value_name = "ID", default_value = "default")]
    rules: String,
    /// Folder with packs of your own (may be given more than once)
    #[arg(long, value_name = "DIR")]
    pub packs: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Asked {
    id: serde_json::Value,
    text: String,
}

/// A line of the answer. Offsets count characters of the text.
#[derive(Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    level: AttentionLevel,
    subject: Option<Subject>,
    categories: Vec<Category>,
    spans: Vec<Words<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    category: Category,
    /// what the phrase counted for; less than its weight where something took from it
    counted: AttentionLevel,
    #[serde(skip_serializing_if = "Option::is_none")]
    damped_by: Option<xinqiao_text::CueKind>,
}

/// Reads every line. A line that cannot be read is told with its number, the others are answered, and the exit code is 1.
pub fn run(args: &TriageArgs, packs: &Library, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let Some(triage) = packs.triage(&args.rules) else {
        bail!("--rules: expected the id of a pack of triage rules, found {}", args.rules)
    };
    let input: Box<dyn BufRead> = match args.file.as_os_str() == "-" {
        true => Box::new(BufReader::new(io::stdin())),
        false => Box::new(BufReader::new(File::open(&args.file).with_context(|| format!("open {}", args.file.display()))?)),
    };
    let (mut faults, mut cases) = (0_usize, Vec::new());
    for (at, line) in input.lines().enumerate() {
        let line = line.with_context(|| format!("read line {} of {}", at + 1, args.file.display()))?;
        if line.trim().is_empty() {
            continue;
        }
        let told = match args.figures {
            true => serde_json::from_str::<Case>(&line).map(|case| cases.push(case)).map_err(anyhow::Error::from),
            false => answer(triage, &line, out),
        };
        if let Err(fault) = told {
            faults += 1;
            writeln!(err, "line {}: expected {}, found: {fault}", at + 1, expected(args.figures))?;
        }
    }
    if args.figures {
        serde_json::to_writer_pretty(&mut *out, &Figures::of(triage, &cases)).context("write the figures")?;
        writeln!(out)?;
    }
    Ok(if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

const fn expected(figures: bool) -> &'static str {
    if figures {
        r#"a labelled case {"id": 1, "text": "…", "level": 0 to 4, "subject", "categories", "note": "…"}"#
    } else {
        r#"{"id": …, "text": "…"}"#
    }
}

fn answer(triage: &Triage, line: &str, out: &mut dyn Write) -> anyhow::Result<()> {
    let asked: Asked = serde_json::from_str(line)?;
    let reading = triage.read(&asked.text);
    let words = |span: &xinqiao_text::Span| Words {
        start: span.start,
        end: span.end,
        text: span.of(&asked.text),
        category: span.category,
        counted: span.counted,
        damped_by: span.damped_by.map(|cue| cue.kind),
    };
    let spans = reading.spans.iter().map(words).collect();
    let answer =
        Answer { id: &asked.id, level: reading.level, subject: reading.subject, categories: reading.categories, spans };
    serde_json::to_writer(&mut *out, &answer)?;
    writeln!(out)?;
    Ok(())
}
