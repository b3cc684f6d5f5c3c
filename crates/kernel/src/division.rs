//! Administrative divisions: rows of a code list, and their paths in the place tree.
//!
//! Codes are text, and belong to a [`CodeSystem`]: the two lists in `data/divisions` give one township two codes, and one code to two
//! townships. Never join across systems by township code.

use std::collections::HashMap;

use crate::place::PlacePath;

/// One row of a code list: `code,name,level,parent[,kind]`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Division {
    /// 6 digits down to the county, 9 for a township, 12 for a village.
    pub code: String,
    /// Name as the list writes it.
    pub name: String,
    /// Where it stands in the list's own order; some cities have no counties.
    pub level: DivisionLevel,
    /// Code of the division above; `None` for a province.
    pub parent: Option<String>,
    /// What sort of unit it is, if the list tells.
    #[serde(default)]
    pub kind: Option<DivisionKind>,
}

/// The list that a code was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeSystem {
    /// `nbs2023`: codes for statistics 统计用区划代码 of the National Bureau of Statistics, 2023-06-30.
    Nbs2023,
    /// `mca2026`: place-name data of the Ministry of Civil Affairs, read 2026-09-11.
    Mca2026,
}

/// The five levels, from above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DivisionLevel {
    Province,
    City,
    County,
    Township,
    Village,
}

/// What a division is. Source: GB/T 2260 and the township and village parts of the code, `domain_rules` F.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DivisionKind {
    Province,
    City,
    District,
    County,
    AutonomousCounty,
    /// A city at county level.
    CountyCity,
    /// 街道, 001–099.
    Street,
    /// 镇, 100–199.
    Town,
    /// 乡, 200–399.
    Township,
    /// Development zone, farm, pasture, 400–599.
    Unit,
    /// 居委会, 001–199.
    Residents,
    /// 村委会, 200–399.
    Village,
    /// 类似居委会, 400–499.
    ResidentsLike,
    /// 类似村委会, 500–599.
    VillageLike,
}

/// Why rows do not make a tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DivisionFault {
    /// Two rows have one code.
    #[error("division {code} is listed twice")]
    Twice { code: String },
    /// The division above is not among the rows.
    #[error("division {code} lies below {parent}, which is not listed")]
    Orphan { code: String, parent: String },
    /// Going up from it never ends.
    #[error("division {code} lies below itself")]
    Cycle { code: String },
    /// The division above is not of a higher level.
    #[error("division {code} lies below {parent}, which is not of a higher level")]
    NotBelow { code: String, parent: String },
    /// The code is not 1–24 letters, digits or hyphens.
    #[error("division code {code:?} cannot stand in a path")]
    BadCode { code: String },
}

impl CodeSystem {
    /// The name in files and tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nbs2023 => "nbs2023",
            Self::Mca2026 => "mca2026",
        }
    }
}

/// The path of each division from its parent links, sorted by path: a division stands after the one above it.
///
/// `620702001` below 甘州区 gets `620000/620700/620702/620702001/`. Errors: every fault, in the order of the rows.
pub fn paths(rows: Vec<Division>) -> Result<Vec<(PlacePath, Division)>, Vec<DivisionFault>> {
    let mut faults = Vec::new();
    let mut by_code: HashMap<&str, &Division> = HashMap::with_capacity(rows.len());
    for row in &rows {
        if by_code.insert(&row.code, row).is_some() {
            faults.push(DivisionFault::Twice { code: row.code.clone() });
        }
    }
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        match path_of(row, &by_code) {
            Ok(path) => found.push(path),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut placed: Vec<(PlacePath, Division)> = found.into_iter().zip(rows).collect();
    placed.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(placed)
}

fn path_of(row: &Division, by_code: &HashMap<&str, &Division>) -> Result<PlacePath, DivisionFault> {
    let mut upwards = vec![row];
    let mut here = row;
    while let Some(parent) = &here.parent {
        let above = by_code.get(parent.as_str()).copied();
        // a fault further up is told once, at the row that has it
        let Some(above) = above else {
            if here.code == row.code {
                return Err(DivisionFault::Orphan { code: row.code.clone(), parent: parent.clone() });
            }
            break;
        };
        if above.code == row.code {
            return Err(DivisionFault::Cycle { code: row.code.clone() });
        }
        if upwards.len() > by_code.len() {
            break;
        }
        if here.code == row.code && above.level >= row.level {
            return Err(DivisionFault::NotBelow { code: row.code.clone(), parent: parent.clone() });
        }
        upwards.push(above);
        here = above;
    }
    let bad = |_| DivisionFault::BadCode { code: row.code.clone() };
    let text: String = upwards.iter().rev().map(|division| format!("{}/", division.code)).collect();
    text.parse().map_err(bad)
}

#[cfg(test)]
mod tests;
