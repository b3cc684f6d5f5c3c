//! One role in one place, with what stands behind it.

use jiff::civil::Date;
use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::AccountId;

use crate::Role;
use crate::closed::closed_list;

closed_list! {
    /// What entitles somebody to a role.
    CredentialKind: "credential" {
        /// Licence to practise 执业证书: physicians.
        Licence = "licence",
        /// Certificate of a profession 资格证书: therapists, social workers, teachers, counsellors.
        Certificate = "certificate",
        /// Contract of employment or service 聘用、服务合同.
        Contract = "contract",
        /// Letter of appointment 任命、委派文件: liaisons, duty officers.
        Appointment = "appointment",
        /// Signed undertaking to keep secrets 保密承诺书 (`requirements.md` D-01).
        Undertaking = "undertaking",
    }
}

/// What entitles somebody to a role, until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credential {
    /// What it is.
    pub kind: CredentialKind,
    /// Last day, inclusive; `None` when it does not expire.
    pub until: Option<Date>,
}

/// The approval of the person in charge that staff open records of people under 18 (未成年人网络保护条例 36, `domain_rules` F.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approval {
    /// Who approved: never the account itself.
    pub by: AccountId,
    /// Last day, inclusive.
    pub until: Date,
}

/// One role of an account in one place, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// What the account is.
    pub role: Role,
    /// Where: it holds at this place and below.
    pub place: PlacePath,
    /// First day.
    pub from: Date,
    /// Last day, inclusive; `None` while no end is known.
    pub until: Option<Date>,
    /// What entitles to it; when that expires the role ends with it.
    pub credential: Option<Credential>,
    /// The standing approval to open records of people under 18 in this role and place.
    pub minors: Option<Approval>,
}

impl Assignment {
    /// A role in a place, from a day until a day, inclusive.
    pub const fn new(role: Role, place: PlacePath, from: Date, until: Option<Date>) -> Self {
        Self { role, place, from, until, credential: None, minors: None }
    }

    /// The same, resting on a credential.
    #[must_use]
    pub fn backed_by(self, kind: CredentialKind, until: Option<Date>) -> Self {
        Self { credential: Some(Credential { kind, until }), ..self }
    }

    /// The same, approved to open records of people under 18.
    #[must_use]
    pub fn approved_for_minors(self, by: AccountId, until: Date) -> Self {
        Self { minors: Some(Approval { by, until }), ..self }
    }

    /// The last day on which it holds, whichever ends first; `None` while no end is known.
    pub fn ends_on(&self) -> Option<Date> {
        let credential = self.credential.and_then(|credential| credential.until);
        match (self.until, credential) {
            (Some(until), Some(credential)) => Some(until.min(credential)),
            (until, credential) => until.or(credential),
        }
    }

    /// Does it hold on `today`? Only while its credential does.
    pub fn is_in_force(&self, today: Date) -> bool {
        self.from <= today && self.ends_on().is_none_or(|until| today <= until)
    }

    /// Does the standing approval hold on `today`?
    pub fn opens_minors(&self, today: Date) -> bool {
        self.minors.is_some_and(|approval| today <= approval.until)
    }
}
