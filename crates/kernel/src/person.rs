//! What rules need to know of a person.

use jiff::civil::Date;

/// Sex as recorded in the register; used only where a norm or a cut-off differs by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    Female,
    Male,
}

/// Completed years of age on `today`; `None` if the birth day lies after it.
pub fn age_on(birth: Date, today: Date) -> Option<u8> {
    if birth > today {
        return None;
    }
    let mut years = today.year() - birth.year();
    if (today.month(), today.day()) < (birth.month(), birth.day()) {
        years -= 1;
    }
    u8::try_from(years).ok()
}

/// How a name is shown to people who do not need it: the first character and two stars. An empty name stays empty.
pub fn masked_name(name: &str) -> String {
    name.chars().next().map_or_else(String::new, |first| format!("{first}**"))
}

/// How a phone number is shown to people who do not need it: 138****6021. Short numbers are hidden whole.
pub fn masked_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().collect();
    if digits.len() < 8 {
        return "****".to_owned();
    }
    let head: String = digits[..3].iter().collect();
    let tail: String = digits[digits.len() - 4..].iter().collect();
    format!("{head}****{tail}")
}

impl Sex {
    /// `female` or `male`: how it is kept.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }
}

/// The text is neither `female` nor `male`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("sex {text:?} is neither female nor male")]
pub struct UnknownSex {
    pub text: String,
}

impl std::str::FromStr for Sex {
    type Err = UnknownSex;

    fn from_str(text: &str) -> Result<Self, UnknownSex> {
        match text {
            "female" => Ok(Self::Female),
            "male" => Ok(Self::Male),
            other => Err(UnknownSex { text: other.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn age_counts_completed_years() {
        assert_eq!(age_on(date(2010, 11, 23), date(2026, 11, 22)), Some(15));
        assert_eq!(age_on(date(2010, 11, 22), date(2026, 11, 22)), Some(16));
    }

    #[test]
    fn a_masked_name_keeps_only_its_first_character() {
        assert_eq!(masked_name("欧阳海棠"), "欧**");
        assert_eq!(masked_name(""), "");
    }

    #[test]
    fn a_masked_phone_keeps_three_and_four_digits() {
        assert_eq!(masked_phone("13812346021"), "138****6021");
        assert_eq!(masked_phone("12356"), "****");
    }

    #[test]
    fn a_birth_day_in_the_future_has_no_age() {
        assert_eq!(age_on(date(2027, 1, 1), date(2026, 11, 22)), None);
    }
}
