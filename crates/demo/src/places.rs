//! The places of 张掖市: every division of the published list, and four schools that do not exist.

use std::collections::HashMap;

use jiff::Timestamp;
use xinqiao_kernel::IdSource;
use xinqiao_kernel::division::{CodeSystem, Division, paths};
use xinqiao_kernel::id::PlaceId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::Tx;
use xinqiao_store::places::Place;

use crate::DemoError;

const LIST: &str = include_str!("../../../data/divisions/zhangye_620700.csv");
const LIST_NAME: &str = "zhangye_620700.csv";
const CORRECTIONS: &str = include_str!("../../../data/divisions/corrections.csv");
const CORRECTIONS_NAME: &str = "corrections.csv";

/// Which rules and which words of levels hold where in the city: what an operator would write into `jurisdictions/places.toml`.
pub const PLACES: &str = include_str!("../places.toml");

/// Path of the city.
pub const CITY: &str = "620000/620700/";
/// Its code, that of the province, and those of its six counties.
pub(crate) const CITY_CODE: &str = "620700";
pub(crate) const PROVINCE_CODE: &str = "620000";
pub(crate) const COUNTIES: [&str; 6] = ["620702", "620721", "620722", "620723", "620724", "620725"];

/// A school that was invented: its number is higher than any real one, and its name says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct School {
    /// last segment of its path
    pub segment: &'static str,
    /// township or street that it lies in
    pub township: &'static str,
    pub name: &'static str,
    pub pupils: usize,
}

/// The invented schools; the first one screens its pupils.
pub const SCHOOLS: [School; 4] = [
    School {
        segment: "demo-school-91", township: "620702001", name: "甘州区第九十一实验中学（演示）", pupils: 200
    },
    School {
        segment: "demo-school-92", township: "620702106", name: "甘州区第九十二实验中学（演示）", pupils: 40
    },
    School {
        segment: "demo-school-93", township: "620722101", name: "民乐县第九十三实验中学（演示）", pupils: 40
    },
    School {
        segment: "demo-school-94", township: "620725101", name: "山丹县第九十四实验中学（演示）", pupils: 40
    },
];

/// The place tree before it is saved, parents first.
#[derive(Debug, Clone)]
pub(crate) struct City {
    pub places: Vec<Place>,
    /// code and place of each division
    pub codes: Vec<(String, PlaceId)>,
}

#[derive(serde::Deserialize)]
struct Correction {
    file: String,
    code: String,
    column: String,
    published: String,
    correct: String,
}

impl City {
    /// Puts the tree together. Errors: `Table` when a list is damaged.
    pub fn new(ids: &IdSource, now: Timestamp) -> Result<Self, DemoError> {
        let placed = paths(divisions()?).map_err(|faults| {
            let first = faults.first().map(ToString::to_string).unwrap_or_default();
            DemoError::table(LIST_NAME, first)
        })?;
        let mut known: HashMap<PlacePath, PlaceId> = HashMap::with_capacity(placed.len());
        let mut city = Self { places: Vec::with_capacity(placed.len() + SCHOOLS.len()), codes: Vec::with_capacity(placed.len()) };
        for (path, division) in placed {
            let id = PlaceId::new(ids, now);
            let parent = path.parent().and_then(|above| known.get(&above).copied());
            known.insert(path.clone(), id);
            city.codes.push((division.code, id));
            let kind = division.kind.map(word).transpose()?;
            city.places.push(Place { id, path, parent, name: division.name, level: word(division.level)?, kind });
        }
        for school in SCHOOLS {
            city.add_school(school, PlaceId::new(ids, now))?;
        }
        Ok(city)
    }

    fn add_school(&mut self, school: School, id: PlaceId) -> Result<(), DemoError> {
        let township = self.division(school.township)?;
        let path = township.path.child(school.segment).map_err(|fault| DemoError::table("SCHOOLS", fault))?;
        let parent = Some(township.id);
        let (level, kind) = ("unit".to_owned(), Some("school".to_owned()));
        self.places.push(Place { id, path, parent, name: school.name.to_owned(), level, kind });
        Ok(())
    }

    /// The division with a code.
    pub fn division(&self, code: &str) -> Result<&Place, DemoError> {
        let found = self.places.iter().find(|place| place.path.last() == Some(code));
        found.ok_or_else(|| DemoError::table(LIST_NAME, format!("{code} is not listed")))
    }

    /// The place at a path.
    #[cfg(test)]
    pub fn at(&self, path: &str) -> Option<&Place> {
        self.places.iter().find(|place| place.path.as_str() == path)
    }

    /// Villages and communities of a county.
    pub fn villages<'a>(&'a self, county: &'a PlacePath) -> impl Iterator<Item = &'a Place> {
        self.places.iter().filter(move |place| place.level == "village" && county.covers(&place.path))
    }

    /// Writes the tree with its codes.
    pub async fn save(&self, tx: &mut Tx, now: Timestamp) -> Result<(), DemoError> {
        for place in &self.places {
            tx.add_place(place, now).await?;
        }
        for (code, place) in &self.codes {
            tx.add_place_code(CodeSystem::Nbs2023.name(), code, *place, now).await?;
        }
        Ok(())
    }
}

/// The published list with its mistakes mended.
fn divisions() -> Result<Vec<Division>, DemoError> {
    let rows = csv::Reader::from_reader(LIST.as_bytes()).into_deserialize().collect::<Result<Vec<Division>, _>>();
    let mut rows = rows.map_err(|fault| DemoError::table(LIST_NAME, fault))?;
    for correction in csv::Reader::from_reader(CORRECTIONS.as_bytes()).into_deserialize() {
        let correction: Correction = correction.map_err(|fault| DemoError::table(CORRECTIONS_NAME, fault))?;
        if correction.file != LIST_NAME {
            continue;
        }
        let row = rows.iter_mut().find(|row| row.code == correction.code && row.name == correction.published);
        match row {
            Some(row) if correction.column == "name" => row.name = correction.correct,
            _ => return Err(DemoError::table(CORRECTIONS_NAME, format!("the mistake in {} is not there", correction.code))),
        }
    }
    Ok(rows)
}

/// The word under which the lists keep a level or a kind.
fn word(value: impl serde::Serialize) -> Result<String, DemoError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        other => Err(DemoError::table(LIST_NAME, format!("{other:?} is no word"))),
    }
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
