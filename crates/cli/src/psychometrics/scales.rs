//! Which columns are items of which scale.

use std::collections::BTreeSet;

use anyhow::{Context, bail};
use xinqiao_factor::{Data, Item};
use xinqiao_packs::{InstrumentPack, Library};
use xinqiao_psychometrics::Accepts;
use xinqiao_tables::Source;

use super::PsychometricsArgs;
use super::table::{Column, Table};
use crate::score::{Columns, ScoreArgs, find};

/// One scale: indices into the columns that are read, each with whether it counts the other way round.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    pub code: String,
    pub items: Vec<(usize, bool)>,
}

/// The columns to read and the scales over them; the first is the whole.
#[derive(Debug)]
pub(super) struct Plan {
    pub columns: Vec<Column>,
    pub scales: Vec<Scale>,
    pub note: Option<String>,
}

impl Plan {
    /// As the arguments say. Errors: columns that are not there, an instrument that nobody knows.
    pub(super) fn of(source: &Source, id: usize, args: &PsychometricsArgs, packs: &Library) -> anyhow::Result<Self> {
        match &args.scale {
            Some(code) => of_pack(source, args, find(packs, code)?),
            None => of_columns(source, id, args),
        }
    }

    /// The data of a scale.
    pub(super) fn data(&self, scale: &Scale, table: &Table) -> anyhow::Result<Data> {
        let item = |(column, is_reversed): &(usize, bool)| Item {
            code: self.columns[*column].code.clone(),
            ends: self.columns[*column].ends,
            is_reversed: *is_reversed,
        };
        let rows: Vec<Vec<Option<i32>>> =
            table.rows.iter().map(|row| scale.items.iter().map(|(column, _)| row[*column]).collect()).collect();
        Data::new(scale.items.iter().map(item).collect(), rows.iter().map(Vec::as_slice)).with_context(|| scale.code.clone())
    }
}

fn of_columns(source: &Source, id: usize, args: &PsychometricsArgs) -> anyhow::Result<Plan> {
    let indices: Vec<usize> = match args.items.is_empty() {
        true => (0..source.header().len()).filter(|index| *index != id).collect(),
        false => args.items.iter().map(|name| source.column(name.trim())).collect::<Result<_, _>>()?,
    };
    let reversed: BTreeSet<usize> = args.reverse.iter().map(|name| source.column(name.trim())).collect::<Result<_, _>>()?;
    if let Some(other) = reversed.iter().find(|index| !indices.contains(index)) {
        bail!("--reverse: expected columns of items, found {:?}", source.header()[*other]);
    }
    let ends = args.range.as_deref().map(range).transpose()?;
    let column = |index: &usize| Column { code: source.header()[*index].clone(), index: *index, ends };
    let items = indices.iter().enumerate().map(|(place, index)| (place, reversed.contains(index))).collect();
    let code = source.file().rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    Ok(Plan { columns: indices.iter().map(column).collect(), scales: vec![Scale { code, items }], note: None })
}

/// `0-3`, also `-2-2`.
fn range(text: &str) -> anyhow::Result<(i32, i32)> {
    let expected = || format!("--range: expected the lowest and the highest answer, such as 0-3, found {text:?}");
    let dash = text.char_indices().skip(1).find(|(_, sign)| *sign == '-').map(|(place, _)| place).with_context(expected)?;
    let (low, high) = (text[..dash].trim().parse(), text[dash + 1..].trim().parse());
    match (low, high) {
        (Ok(low), Ok(high)) if low < high => Ok((low, high)),
        _ => bail!(expected()),
    }
}

fn of_pack(source: &Source, args: &PsychometricsArgs, pack: &InstrumentPack) -> anyhow::Result<Plan> {
    let instrument = pack.instrument();
    let wanted = ScoreArgs { items: args.items.clone(), prefix: args.prefix.clone(), ..ScoreArgs::default() };
    let found = Columns::find(source, instrument, &wanted)?;
    let (mut columns, mut places) = (Vec::new(), vec![None; instrument.items().len()]);
    for (item, index) in found.items.iter().enumerate() {
        // only ordered answers; clocks and free numbers are no items here
        let Accepts::Choice(options) = instrument.items()[item].accepts() else { continue };
        let ends = options.iter().min().zip(options.iter().max());
        let ends = ends.map(|(low, high)| (*low as i32 - args.shift, *high as i32 - args.shift));
        if let Some(index) = index {
            places[item] = Some(columns.len());
            columns.push(Column { code: instrument.items()[item].code().to_owned(), index: *index, ends });
        }
    }
    let turned = |item: usize, is_reversed: bool| is_reversed != (args.already_reversed && pack.reversed_items().contains(&item));
    let scale = |code: &str, items: Vec<(usize, bool)>| {
        let items: Option<Vec<(usize, bool)>> =
            items.into_iter().map(|(item, flip)| Some((places[item]?, turned(item, flip)))).collect();
        items.map(|items| Scale { code: code.to_owned(), items })
    };
    let total = instrument.total().and_then(|total| instrument.scores()[total].items());
    let whole = total.unwrap_or_else(|| {
        let scored =
            (0..instrument.items().len()).filter(|item| instrument.items()[*item].is_scored() && places[*item].is_some());
        scored.map(|item| (item, pack.reversed_items().contains(&item))).collect()
    });
    let mut scales: Vec<Scale> = scale(instrument.code(), whole).into_iter().collect();
    for (index, score) in instrument.scores().iter().enumerate().filter(|(_, score)| score.is_reported()) {
        if let Some(part) =
            score.items().and_then(|items| scale(score.code(), items)).filter(|_| Some(index) != instrument.total())
            && scales.iter().all(|other| other.items != part.items)
        {
            scales.push(part);
        }
    }
    if scales.is_empty() {
        bail!("--scale {}: expected an instrument with at least two items that have ordered answers", instrument.code());
    }
    Ok(Plan { columns, scales, note: found.note })
}
