//! Which column of the file holds which item.

use std::collections::BTreeSet;

use anyhow::bail;
use xinqiao_psychometrics::{Instrument, Item};
use xinqiao_tables::Source;

use super::ScoreArgs;

/// Indices of the columns that the command uses.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// One for each item; `None` for an item that need not be answered and has no column.
    pub(crate) items: Vec<Option<usize>>,
    pub(super) id: Option<usize>,
    pub(super) keep: Vec<usize>,
    pub(super) sex: Option<usize>,
    pub(super) age: Option<usize>,
    /// What was chosen without being told.
    pub(crate) note: Option<String>,
}

impl Columns {
    pub(crate) fn find(source: &Source, instrument: &Instrument, args: &ScoreArgs) -> anyhow::Result<Self> {
        let named = |name: &Option<String>| name.as_deref().map(|name| source.column(name)).transpose();
        let mut columns = Self {
            id: named(&args.id)?,
            sex: named(&args.sex)?,
            age: named(&args.age)?,
            keep: args.keep.iter().map(|name| source.column(name)).collect::<Result<_, _>>()?,
            ..Self::default()
        };
        refuse_clashes(instrument, args)?;
        columns.items = if !args.items.is_empty() {
            listed(source, instrument, &args.items)?
        } else if let Some(prefix) = &args.prefix {
            prefixed(source, instrument, prefix)?
        } else {
            let (prefix, items) = guessed(source, instrument)?;
            if !prefix.is_empty() {
                columns.note = Some(format!("taking the columns {}", names(source, &items)));
            }
            items
        };
        Ok(columns)
    }
}

/// A kept column may not bear the name of a column that is written.
fn refuse_clashes(instrument: &Instrument, args: &ScoreArgs) -> anyhow::Result<()> {
    let own = ["row", "id", "total", "band", "complete", "prorated", "critical", "flags"];
    for name in &args.keep {
        let is_score = instrument.scores().iter().any(|score| score.is_reported() && score.code() == name);
        if own.contains(&name.as_str()) || is_score {
            bail!("--keep {name}: a column of this name is written already; rename it in the file first");
        }
        if args.keep.iter().filter(|other| *other == name).count() != 1 {
            bail!("--keep {name}: expected each column once");
        }
    }
    Ok(())
}

fn is_needed(item: &Item) -> bool {
    item.is_scored() && !item.is_optional()
}

fn listed(source: &Source, instrument: &Instrument, names: &[String]) -> anyhow::Result<Vec<Option<usize>>> {
    let found = names.iter().map(|name| source.column(name.trim())).collect::<Result<Vec<_>, _>>()?;
    let mut seen = BTreeSet::new();
    if let Some(twice) = names.iter().find(|name| !seen.insert(name.trim())) {
        bail!("--items: expected each column once, found {twice} twice");
    }
    let items = instrument.items();
    if found.len() == items.len() {
        return Ok(found.into_iter().map(Some).collect());
    }
    let needed = items.iter().filter(|item| is_needed(item)).count();
    if found.len() == needed {
        let mut rest = found.into_iter();
        return Ok(items.iter().map(|item| if is_needed(item) { rest.next() } else { None }).collect());
    }
    let codes: Vec<&str> = items.iter().map(Item::code).collect();
    bail!("--items: expected {} columns, for the items {}, found {}", items.len(), codes.join(", "), found.len())
}

fn prefixed(source: &Source, instrument: &Instrument, prefix: &str) -> anyhow::Result<Vec<Option<usize>>> {
    let mut items = Vec::new();
    for item in instrument.items() {
        let found = with_prefix(source, prefix, item.code());
        if found.is_none() && is_needed(item) {
            // says which names there are, or that one is there twice
            source.column(&format!("{prefix}{}", item.code()))?;
        }
        items.push(found);
    }
    Ok(items)
}

/// `q1`, or `q01` and `q001` where the file pads its numbers.
fn with_prefix(source: &Source, prefix: &str, code: &str) -> Option<usize> {
    let plain = source.column(&format!("{prefix}{code}")).ok();
    let padded = |zeros: &str| source.column(&format!("{prefix}{zeros}{code}")).ok();
    let is_number = code.starts_with(|first: char| first.is_ascii_digit());
    plain.or_else(|| if is_number { padded("0").or_else(|| padded("00")) } else { None })
}

/// The columns whose names are the item codes, or the only set of columns with one prefix before them.
fn guessed(source: &Source, instrument: &Instrument) -> anyhow::Result<(String, Vec<Option<usize>>)> {
    let needed: Vec<&Item> = instrument.items().iter().filter(|item| is_needed(item)).collect();
    let first = needed.first().map_or("", |item| item.code());
    let mut candidates = Vec::new();
    let prefixes: BTreeSet<&str> =
        source.header().iter().filter_map(|name| name.strip_suffix(first)).map(|name| name.trim_end_matches('0')).collect();
    for prefix in prefixes {
        let items: Vec<Option<usize>> = instrument.items().iter().map(|item| with_prefix(source, prefix, item.code())).collect();
        let is_whole = instrument.items().iter().zip(&items).all(|(item, found)| found.is_some() || !is_needed(item));
        if is_whole && !has_more(source, prefix, &items) {
            candidates.push((prefix.to_owned(), items));
        }
    }
    if let Some(exact) = candidates.iter().position(|(prefix, _)| prefix.is_empty()) {
        return Ok(candidates.swap_remove(exact));
    }
    if 1 < candidates.len() {
        let named_alike = |prefix: &str| letters(instrument.code()).starts_with(&letters(prefix)) && !letters(prefix).is_empty();
        if candidates.iter().filter(|(prefix, _)| named_alike(prefix)).count() == 1 {
            candidates.retain(|(prefix, _)| named_alike(prefix));
        }
    }
    match candidates.len() {
        1 => Ok(candidates.swap_remove(0)),
        0 => bail!(
            "{}: expected columns for the items {} of {}; name them with --items or --prefix; found the columns {}",
            source.file(),
            needed.iter().map(|item| item.code()).collect::<Vec<_>>().join(", "),
            instrument.code(),
            source.header().join(", ")
        ),
        _ => bail!(
            "{}: expected one set of columns for {}, found those with the prefixes {}; name one with --prefix",
            source.file(),
            instrument.code(),
            candidates.iter().map(|(prefix, _)| prefix.as_str()).collect::<Vec<_>>().join(", ")
        ),
    }
}

/// Are there more numbered columns of this prefix than items? Then they belong to another instrument: phq1 … phq9 hold no gad-7.
fn has_more(source: &Source, prefix: &str, items: &[Option<usize>]) -> bool {
    let is_numbered = |name: &str| {
        let rest = name.strip_prefix(prefix).unwrap_or("");
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit())
    };
    source.header().iter().enumerate().any(|(index, name)| is_numbered(name) && !items.contains(&Some(index)))
}

fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect()
}

fn names(source: &Source, items: &[Option<usize>]) -> String {
    let names: Vec<&str> = items.iter().flatten().map(|&index| source.header()[index].as_str()).collect();
    match names.as_slice() {
        [first, _, .., last] => format!("{first} … {last}"),
        _ => names.join(", "),
    }
}
