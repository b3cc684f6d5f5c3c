//! How a person's age decides who consents.

use jiff::civil::Date;
use xinqiao_kernel::person::age_on;

/// Who decides about a person's information.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgeClass {
    /// Under 14: the guardian consents, under rules of their own (PIPL 31); what the child wants counts besides.
    Child,
    /// 14 to 17: the minor consents.
    Teenager,
    /// 18 and older, and everybody whose day of birth is not on file.
    Adult,
    /// Of age and without capacity, as staff have verified: the guardian consents.
    AdultInCare,
}

/// Age from which a person's own consent is asked (PIPL 31: below it the guardian's), in completed years.
pub const OWN_CONSENT: u8 = 14;
/// Age of majority (民法典 17), in completed years.
const OF_AGE: u8 = 18;

impl AgeClass {
    /// The class on a day. `in_care` says that staff have verified that the person, of age, has no capacity.
    pub fn on(birth: Option<Date>, today: Date, in_care: bool) -> Self {
        match birth.and_then(|birth| age_on(birth, today)) {
            Some(age) if age < OWN_CONSENT => Self::Child,
            Some(age) if age < OF_AGE => Self::Teenager,
            _ if in_care => Self::AdultInCare,
            _ => Self::Adult,
        }
    }

    /// Does a guardian decide in the person's place?
    pub const fn is_represented(self) -> bool {
        matches!(self, Self::Child | Self::AdultInCare)
    }
}
