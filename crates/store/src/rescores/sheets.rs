//! The sheets of a plan, for the program itself: it counts them and shows none.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_kernel::Sex;

use super::RescoreRow;
use crate::arg::args;
use crate::fields::ANSWERS;
use crate::quality::ReplaySheet;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// A shared sheet with its answers and what was computed from them.
#[derive(Debug, Clone)]
pub struct RescoreSheet {
    pub sheet: ReplaySheet,
    /// JSON
    pub answers: String,
    pub sex: Option<Sex>,
    pub birth_on: Option<Date>,
    pub total: Option<f64>,
    pub band: Option<String>,
    /// 1–4
    pub attention: i64,
}

impl FromRow for RescoreSheet {
    fn from_row(row: &Row) -> Result<Self> {
        let sheet = ReplaySheet::from_row(row)?;
        let key = row.person_key(7, sheet.person.uuid())?;
        let sex = match row.text_opt(10)? {
            Some(_) => row.parsed(10, "person", "sex", "female or male").map(Some)?,
            None => None,
        };
        Ok(Self {
            answers: row.own_text(9, key.as_ref(), &ANSWERS.of(sheet.id.uuid()))?.unwrap_or_default(),
            sex,
            birth_on: row.day_opt(11)?,
            total: row.real_opt(12)?,
            band: row.text_opt(13)?,
            attention: row.int(14)?,
            sheet,
        })
    }
}

impl Db {
    /// Sheets of a plan after its cursor, by id: shared ones of people whose records may be worked with, that have no result of that version.
    pub async fn rescore_sheets(&self, plan: &RescoreRow, limit: u32) -> Result<Vec<RescoreSheet>> {
        let range = plan.place.range();
        let row = args![
            plan.cursor,
            &plan.instrument,
            &plan.from_version,
            &range.from,
            &range.below,
            plan.from.unwrap_or(Timestamp::MIN),
            plan.until,
            &plan.to_version,
            i64::from(limit)
        ];
        self.all(include_str!("sheets.sql"), &row).await
    }

    /// Sheets of a plan whose second result is still to be applied, after its cursor. Those that were withdrawn since are not among them.
    pub async fn rescore_to_apply(&self, plan: &RescoreRow, limit: u32) -> Result<Vec<RescoreSheet>> {
        let row = args![plan.id.uuid(), plan.cursor, &plan.from_version, &plan.to_version, i64::from(limit)];
        self.all(include_str!("to_apply.sql"), &row).await
    }
}
