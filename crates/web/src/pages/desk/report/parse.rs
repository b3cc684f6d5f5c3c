//! From posted fields to a concern. What cannot be read is told with everything else that is wrong.

use jiff::civil::DateTime;
use xinqiao_app::AppError;
use xinqiao_app::intake::{Concern, Described, Teller, Whom};
use xinqiao_kernel::id::PersonId;

use crate::pages::desk::serve::warning_parts::Fields;
use crate::site::Site;

/// The concern of a posted form. Errors: `Invalid` for moments and days that are none.
pub fn concern(site: &Site, fields: &Fields, person: Option<PersonId>) -> Result<Concern, AppError> {
    let local: Option<DateTime> = fields.parsed("noticed_at");
    let noticed_at = local.and_then(|local| site.app.instant_of(local));
    let noticed_at =
        noticed_at.ok_or_else(|| AppError::field("noticed_at", "fault-report-noticed", fields.text("noticed_at")))?;
    let whom = match person {
        Some(person) => Whom::Person(person),
        None => Whom::Described(described(fields)?),
    };
    let text = |name: &str| fields.text(name).to_owned();
    let told = Teller { relation: text("told_relation"), name: text("told_name"), phone: text("told_phone") };
    let words = text("words");
    Ok(Concern {
        source: text("source"),
        whom,
        noticed_at,
        observations: fields.all("observations").map(str::to_owned).collect(),
        words: (!words.is_empty()).then_some(words),
        told_by: (!told.is_empty()).then_some(told),
        reference: text("reference"),
    })
}

/// The description of a posted form. Errors: `Invalid` for a day that is none and a place that is none.
pub fn described(fields: &Fields) -> Result<Described, AppError> {
    let filled = |name: &str| Some(fields.text(name).to_owned()).filter(|text| !text.is_empty());
    let birth_on = match filled("birth_on") {
        Some(text) => Some(text.parse().map_err(|_| AppError::field("birth_on", "fault-person-birth", text))?),
        None => None,
    };
    let place = match filled("place") {
        Some(text) => Some(text.parse().map_err(|_| AppError::field("place", "fault-place", text))?),
        None => None,
    };
    Ok(Described {
        place,
        name: filled("name"),
        sex: fields.parsed("sex"),
        birth_on,
        phone: filled("phone"),
        number: filled("number"),
    })
}
