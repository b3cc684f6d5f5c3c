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
    let answer = Answer { id: &asked.id, level: reading.level, subject: reading.subject, categories: reading.categories, spans };
    serde_json::to_writer(&mut *out, &answer)?;
    writeln!(out)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lines: &str, figures: bool) -> (ExitCode, String, String) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("letters.jsonl");
        std::fs::write(&file, lines).unwrap();
        let args = TriageArgs { file, figures, rules: "default".to_owned(), packs: Vec::new() };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(&args, &Library::embedded(), &mut out, &mut err).unwrap();
        (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn each_line_is_answered_with_its_own_id_and_the_words_that_carry_the_level() {
        let lines = "{\"id\":\"a\",\"text\":\"我不想活了\"}\n\n{\"id\":7,\"text\":\"今天天气很好\"}\n";
        let (code, out, err) = told(lines, false);
        assert_eq!((code, err.as_str()), (ExitCode::SUCCESS, ""));
        let found: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(
            (found[0]["id"].as_str(), found[0]["level"].as_u64(), found[0]["subject"].as_str()),
            (Some("a"), Some(3), Some("self"))
        );
        let span = &found[0]["spans"][0];
        assert_eq!((span["text"].as_str(), span["start"].as_u64(), span["end"].as_u64()), (Some("不想活"), Some(1), Some(4)));
        assert_eq!((found[1]["id"].as_u64(), found[1]["level"].as_u64()), (Some(7), Some(0)));
        assert!(found[1]["spans"].as_array().unwrap().is_empty());
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named_and_the_others_are_answered() {
        let (code, out, err) = told("{\"id\":1,\"text\":\"好\"}\nnothing\n{\"id\":2}\n{\"id\":3,\"text\":\"好\"}\n", false);
        assert_eq!((code, out.lines().count()), (ExitCode::FAILURE, 2));
        assert!(err.starts_with("line 2: expected {\"id\"") && err.contains("\nline 3: expected"), "{err}");
    }

    #[test]
    fn figures_count_labelled_cases() {
        let lines = "{\"id\":1,\"text\":\"我不想活了\",\"level\":3,\"subject\":\"self\",\"note\":\"\"}\n{\"id\":2,\"text\":\"好\",\"level\":0,\"note\":\"\"}\n";
        let (code, out, _) = told(lines, true);
        let found: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(
            (code, found["cases"].as_u64(), found["misses"].as_array().map(Vec::len)),
            (ExitCode::SUCCESS, Some(2), Some(0))
        );
    }
}
