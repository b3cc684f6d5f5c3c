//! `xinqiao irt dif FILE --group COLUMN`.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use clap::ValueEnum;
use xinqiao_irt::calibrate::{Settings, calibrate};
use xinqiao_irt::dif::{DifReport, DifSettings, Magnitude, Matching, dif};

use super::answers::{AnswersArgs, shown};

/// Answers with a column of groups.
///
/// Ordinal logistic regression of each item on the matching score, the group, and their product. Exit code 0: done, whatever was found; 2:
/// the command or the file is wrong.
#[derive(Debug, Clone, clap::Args)]
pub struct DifArgs {
    #[command(flatten)]
    answers: AnswersArgs,

    /// Column that names the group of each person; people with a blank there are left out
    #[arg(long, value_name = "COLUMN")]
    group: String,

    /// What makes people comparable: the sum of the answers, or θ after a calibration of all
    #[arg(long, value_enum, default_value = "sum")]
    matching: MatchingWord,

    /// Leave flagged items in the matching score
    #[arg(long)]
    no_purify: bool,

    /// An item is flagged below this p (after Holm's correction), if its effect is not negligible
    #[arg(long, value_name = "P", default_value_t = 0.01)]
    alpha: f64,

    /// Groups with fewer people are not compared
    #[arg(long, value_name = "N", default_value_t = 50)]
    least_group: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MatchingWord {
    Sum,
    Theta,
}

pub(super) fn run(args: &DifArgs, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let read = args.answers.read(Some(&args.group))?;
    let matching = match args.matching {
        MatchingWord::Sum => Matching::Sum,
        MatchingWord::Theta => {
            let found = calibrate(&read.responses, &Settings::default()).with_context(|| shown(&args.answers.file))?;
            for warning in &found.warnings {
                writeln!(err, "xinqiao irt dif: {warning}")?;
            }
            Matching::Theta(found.items)
        }
    };
    let groups: Vec<Option<&str>> = read.groups.iter().map(Option::as_deref).collect();
    let settings = DifSettings { alpha: args.alpha, purify: !args.no_purify, least_group: args.least_group };
    let found = dif(&read.responses, &groups, &matching, settings).with_context(|| shown(&args.answers.file))?;
    tell(&found, out).context("print the report")?;
    if !found.is_settled {
        writeln!(err, "xinqiao irt dif: the flagged items still changed after {} rounds; read them with care", found.rounds)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(found: &DifReport, out: &mut dyn Write) -> std::io::Result<()> {
    let groups: Vec<String> = found.groups.iter().map(|(name, count)| format!("{name} {count}")).collect();
    writeln!(out, "groups: {} (the first is the one of reference)  left out {}", groups.join(", "), found.left_out)?;
    writeln!(
        out,
        "{:<16} {:>8} {:>22} {:>22} {:>10} {:>10} {:>10} {:>12}  log-odds",
        "item", "persons", "uniform χ² (p)", "non-uniform χ² (p)", "p (Holm)", "McFadden", "Nagelkerke", "effect"
    )?;
    for (id, item) in &found.items {
        let item = match item {
            Ok(item) => item,
            Err(why) => {
                writeln!(out, "{id:<16} not tested: {why}")?;
                continue;
            }
        };
        let effect = match item.magnitude {
            Magnitude::Negligible => "negligible",
            Magnitude::Moderate => "moderate",
            Magnitude::Large => "large",
        };
        let verdict = |one: &xinqiao_irt::dif::Verdict| format!("{:.3} ({:.2e})", one.chi_square, one.p);
        let odds: Vec<String> = item.log_odds.iter().map(|odds| format!("{odds:.3}")).collect();
        writeln!(
            out,
            "{:<16} {:>8} {:>22} {:>22} {:>10.2e} {:>10.4} {:>10.4} {:>12}  {}{}",
            id,
            item.persons,
            verdict(&item.uniform),
            verdict(&item.non_uniform),
            item.adjusted_p,
            item.mcfadden,
            item.nagelkerke,
            effect,
            odds.join(" "),
            if item.is_flagged { "  FLAGGED" } else { "" }
        )?;
    }
    let flagged = found.items.iter().filter(|(_, item)| item.as_ref().is_ok_and(|item| item.is_flagged)).count();
    writeln!(out, "flagged {flagged} of {}; rounds of cleaning {}", found.items.len(), found.rounds)
}
