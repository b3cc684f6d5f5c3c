//! A record as access decides about it.

use jiff::civil::Date;
use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{AccountId, PersonId};

/// What access to a record depends on: ids and a few facts, loaded before the record itself.
///
/// What is not stated is not there: a record without a team is in nobody's team, a person without a stated age may be a minor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Where it belongs: the person's place, the campaign's, the place of the counted.
    pub place: PlacePath,
    /// Whom it is about.
    pub person: Option<PersonId>,
    /// How old that person is.
    pub age: Age,
    /// Who owes the next step: the owner of the warning, of the task; of an account's own settings the account. For a person: the owner of an
    /// open warning about them.
    pub owner: Option<AccountId>,
    /// Who reported what the warning came from.
    pub reporter: Option<AccountId>,
    /// Who wrote it, asked for it, or opened the emergency.
    pub author: Option<AccountId>,
    /// Whose supervision the case is under.
    pub supervisor: Option<AccountId>,
    /// The case team 个案小组, 关爱帮扶小组 (`domain_rules` A.13).
    pub team: Vec<AccountId>,
    /// The class that the pupil belongs to, as a place.
    pub class: Option<PlacePath>,
    /// For a patient with a severe mental disorder: what decides about telling the police.
    pub danger: Danger,
    /// Deletion was asked for, and the record may only be stored and protected (PIPL 47 ¶2).
    pub restricted: bool,
}

/// Whether a person is of age, as far as access asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Age {
    /// Eighteen or older.
    Adult,
    /// Under 18.
    Minor,
    /// Nobody knows: treated as a minor.
    #[default]
    Unknown,
}

/// Danger grade and incidents of a patient (`domain_rules` A.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Danger {
    /// The last danger grade, 0–5; none without an assessment.
    pub grade: Option<u8>,
    /// Has there been an incident 肇事肇祸?
    pub incident: bool,
}

impl Age {
    /// First year of life in which a person is of age (未成年人保护法 2).
    pub const OF_AGE: i16 = 18;

    /// The age of somebody born on a day, today. A day of birth in the future is a mistake and leaves the age unknown.
    pub fn of(born: Option<Date>, today: Date) -> Self {
        match born.and_then(|born| years(born, today)) {
            Some(years) if years >= Self::OF_AGE => Self::Adult,
            Some(_) => Self::Minor,
            None => Self::Unknown,
        }
    }
}

/// Full years of life; `None` before birth. Born on 29 February, one is a year older on 1 March of a common year.
pub(crate) fn years(born: Date, today: Date) -> Option<i16> {
    if today < born {
        return None;
    }
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    Some(today.year() - born.year() - i16::from(!had_birthday))
}

impl Danger {
    /// From this grade on the police are told and see the duty fields (`domain_rules` A.7, A.11).
    pub const FOR_POLICE: u8 = 3;

    /// Is it a matter for the police: grade 3 or more, or an incident?
    pub const fn is_for_police(self) -> bool {
        self.incident || matches!(self.grade, Some(Self::FOR_POLICE..))
    }
}

impl Resource {
    /// A record of a place, about nobody.
    pub const fn at(place: PlacePath) -> Self {
        Self {
            place,
            person: None,
            age: Age::Unknown,
            owner: None,
            reporter: None,
            author: None,
            supervisor: None,
            team: Vec::new(),
            class: None,
            danger: Danger { grade: None, incident: false },
            restricted: false,
        }
    }

    /// The settings of an account itself: its second factors, its sessions.
    pub fn of_account(account: AccountId) -> Self {
        Self::at(PlacePath::root()).owned_by(account)
    }

    /// The same, about a person (of unknown age until [`aged`](Self::aged) says).
    #[must_use]
    pub fn of(self, person: PersonId) -> Self {
        Self { person: Some(person), ..self }
    }

    /// The same, with the age of its person.
    #[must_use]
    pub fn aged(self, age: Age) -> Self {
        Self { age, ..self }
    }

    /// The same, with its owner.
    #[must_use]
    pub fn owned_by(self, owner: AccountId) -> Self {
        Self { owner: Some(owner), ..self }
    }

    /// The same, with its reporter.
    #[must_use]
    pub fn reported_by(self, reporter: AccountId) -> Self {
        Self { reporter: Some(reporter), ..self }
    }

    /// The same, with its author: who wrote it, asked for it or opened the emergency.
    #[must_use]
    pub fn written_by(self, author: AccountId) -> Self {
        Self { author: Some(author), ..self }
    }

    /// The same, under somebody's supervision.
    #[must_use]
    pub fn supervised_by(self, supervisor: AccountId) -> Self {
        Self { supervisor: Some(supervisor), ..self }
    }

    /// The same, with its case team.
    #[must_use]
    pub fn with_team(self, team: Vec<AccountId>) -> Self {
        Self { team, ..self }
    }

    /// The same, about a pupil of a class.
    #[must_use]
    pub fn in_class(self, class: PlacePath) -> Self {
        Self { class: Some(class), ..self }
    }

    /// The same, with the danger of a patient.
    #[must_use]
    pub fn of_danger(self, danger: Danger) -> Self {
        Self { danger, ..self }
    }

    /// The same, where it may only be stored and protected.
    #[must_use]
    pub fn restricted(self, restricted: bool) -> Self {
        Self { restricted, ..self }
    }
}
