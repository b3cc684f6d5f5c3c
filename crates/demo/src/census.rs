//! Census figures of the city and its province.

use crate::DemoError;

const FACTS: &str = include_str!("../../../data/census/facts.csv");
const FACTS_NAME: &str = "census/facts.csv";
/// Year of the seventh census: where two years are listed, this one counts.
const CENSUS_YEAR: i16 = 2020;

#[derive(Debug, serde::Deserialize)]
struct Fact {
    code: String,
    indicator: String,
    value: f64,
    year: i16,
}

/// What shapes the synthetic people.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Census {
    facts: Vec<(String, String, f64)>,
}

impl Census {
    /// Reads the table that travels with the program.
    pub fn read() -> Result<Self, DemoError> {
        // some sources hold a comma without quotes; what follows the source is part of it
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(FACTS.as_bytes());
        let mut facts = Vec::new();
        for row in reader.deserialize() {
            let fact: Fact = row.map_err(|fault| DemoError::table(FACTS_NAME, fault))?;
            if fact.year == CENSUS_YEAR {
                facts.push((fact.code, fact.indicator, fact.value));
            }
        }
        Ok(Self { facts })
    }

    /// A figure of the census year.
    pub fn figure(&self, code: &str, indicator: &str) -> Result<f64, DemoError> {
        let found = self.facts.iter().find(|(of, what, _)| of == code && what == indicator);
        found
            .map(|(_, _, value)| *value)
            .ok_or_else(|| DemoError::table(FACTS_NAME, format!("{indicator} of {code} in {CENSUS_YEAR} is missing")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_years_the_census_counts() {
        assert_eq!(Census::read().unwrap().figure("620721", "resident_total").unwrap(), 27_820.0);
    }

    #[test]
    fn the_six_counties_make_the_city() {
        let census = Census::read().unwrap();
        let counties = ["620702", "620721", "620722", "620723", "620724", "620725"];
        let sum: f64 = counties.iter().map(|code| census.figure(code, "resident_total").unwrap()).sum();
        assert_eq!(sum, census.figure("620700", "resident_total").unwrap());
    }

    #[test]
    fn a_missing_figure_is_named() {
        let fault = Census::read().unwrap().figure("620700", "pupils").unwrap_err();
        assert!(fault.to_string().contains("pupils of 620700"), "{fault}");
    }
}
