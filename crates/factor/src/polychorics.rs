//! The polychoric correlations of all items.

use serde::Serialize;

use crate::{Data, Fault, Matrix, Polychoric, polychoric};

/// Which persons a correlation is computed from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// Those without any blank.
    #[default]
    Listwise,
    /// For each pair those who answered both items; its thresholds too.
    Pairwise,
}

/// What was odd about a pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairNote {
    /// Code of the first item.
    pub first: String,
    /// Code of the second item.
    pub second: String,
    /// Cells without anybody.
    pub empty_cells: usize,
    /// All cells.
    pub cells: usize,
    /// Whether a 2×2 table with an empty cell got half a person there.
    pub is_corrected: bool,
    /// Whether the correlation ended at ±0.9999.
    pub is_at_edge: bool,
}

/// Correlations of latent normal variables; the matrix is as estimated: see [`smooth`](crate::smooth()).
#[derive(Debug, Clone, PartialEq)]
pub struct Polychorics {
    /// Correlations.
    pub values: Matrix,
    /// Standard errors; 0 on the diagonal, not a number at the edge.
    pub standard_errors: Matrix,
    /// Which persons.
    pub missing: Missing,
    /// Smallest number of persons of a pair.
    pub persons: usize,
    /// Pairs with empty cells or at the edge.
    pub notes: Vec<PairNote>,
    /// By pair (1,0), (2,0), (2,1), (3,0), …
    pairs: Vec<Polychoric>,
}

/// Most work for [`Polychorics::spread`]: persons × pairs².
const MOST_WORK: f64 = 4e10;

/// Correlations of every pair.
/// Errors: an item with one category in use; fewer than three persons.
pub fn polychorics(data: &Data, missing: Missing) -> Result<Polychorics, Fault> {
    let width = data.width();
    let mut found = Polychorics {
        values: Matrix::identity(width, width),
        standard_errors: Matrix::zeros(width, width),
        missing,
        persons: usize::MAX,
        notes: Vec::new(),
        pairs: Vec::new(),
    };
    for row in 0..width {
        for column in 0..row {
            let table = table(data, row, column, missing);
            let persons = table.sum() as usize;
            if persons < 3 {
                return Err(Fault::TooFewPersons { what: "polychoric correlations", needed: 3, found: persons });
            }
            let pair = polychoric(&table).map_err(|fault| named(fault, data, row, column))?;
            found.persons = found.persons.min(persons);
            for at in [(row, column), (column, row)] {
                found.values[at] = pair.value;
                found.standard_errors[at] = pair.standard_error.unwrap_or(f64::NAN);
            }
            if 0 < pair.empty_cells || pair.is_at_edge {
                found.notes.push(PairNote {
                    first: data.items()[row].code.clone(),
                    second: data.items()[column].code.clone(),
                    empty_cells: pair.empty_cells,
                    cells: pair.cells,
                    is_corrected: pair.is_corrected,
                    is_at_edge: pair.is_at_edge,
                });
            }
            found.pairs.push(pair);
        }
    }
    Ok(found)
}

impl Polychorics {
    /// Asymptotic covariances of √n·(correlation), pair by pair in the order (1,0), (2,0), (2,1), …, over persons without blanks.
    /// Only of listwise correlations. Errors: pairwise ones; one at the edge; more work than is reasonable.
    pub fn spread(&self, data: &Data) -> Result<Matrix, Fault> {
        let (pairs, persons) = (self.pairs.len(), self.persons as f64);
        if self.missing == Missing::Pairwise || MOST_WORK < persons * (pairs * pairs) as f64 {
            let most = (1..).take_while(|k| persons * ((k * (k - 1) / 2) as f64).powi(2) <= MOST_WORK).last().unwrap_or(1);
            return Err(Fault::TooLarge { what: "covariances of polychoric correlations", most, found: data.width() });
        }
        if let Some(note) = self.notes.iter().find(|note| note.is_at_edge) {
            return Err(Fault::AtEdge { first: note.first.clone(), second: note.second.clone() });
        }
        let mut spread = Matrix::zeros(pairs, pairs);
        let rows: Vec<&[Option<i32>]> = data.complete().collect();
        for block in rows.chunks(256) {
            let mut influences = Matrix::zeros(pairs, block.len());
            for (place, answers) in block.iter().enumerate() {
                let at = |item: usize| answers[item].map_or(0, |answer| (answer - data.ends(item).0) as usize);
                let indices = (0..data.width()).flat_map(|row| (0..row).map(move |column| (row, column)));
                for (pair, (row, column)) in
                    self.pairs.iter().zip(indices).enumerate().map(|(index, (pair, at))| ((index, pair), at))
                {
                    influences[(pair.0, place)] = pair.1.influence[(at(row), at(column))];
                }
            }
            spread.gemm(1.0 / persons, &influences, &influences.transpose(), 1.0);
        }
        Ok(spread)
    }
}

/// Persons by category of two items.
fn table(data: &Data, row: usize, column: usize, missing: Missing) -> Matrix {
    let categories = |item: usize| (data.ends(item).1 - data.ends(item).0 + 1) as usize;
    let place = |item: usize, answer: i32| (answer - data.ends(item).0) as usize;
    let mut counts = Matrix::zeros(categories(row), categories(column));
    let mut count = |first: Option<i32>, second: Option<i32>| {
        if let Some((first, second)) = first.zip(second) {
            counts[(place(row, first), place(column, second))] += 1.0;
        }
    };
    match missing {
        Missing::Listwise => data.complete().for_each(|answers| count(answers[row], answers[column])),
        Missing::Pairwise => (0..data.persons()).for_each(|person| count(data.value(person, row), data.value(person, column))),
    }
    counts
}

fn named(fault: Fault, data: &Data, row: usize, column: usize) -> Fault {
    match fault {
        Fault::NoVariation { item, found } => {
            let index = if item == "first" { row } else { column };
            Fault::NoVariation { item: data.items()[index].code.clone(), found }
        }
        other => other,
    }
}
