//! An incident with personal information: leaked, changed, lost (PIPL 57).
//!
//! Remedied at once; the authority is told; the people concerned are told, for minors their guardians too (未成年人网络保护条例 35). The people
//! need not be told when the remedies avert the harm, unless the authority asks for it (PIPL 57 ¶2).

use jiff::Timestamp;
use xinqiao_kernel::closed_list;

use crate::{Entry, Refusal, Rules};

closed_list! {
    /// What kind of information it concerns.
    Information: "kind of information" {
        /// Names and numbers of identity.
        Identity = "identity",
        /// Telephone numbers and addresses.
        Contact = "contact",
        /// Answers and results of self-tests and screenings.
        Answers = "answers",
        /// What staff wrote.
        Notes = "notes",
        /// Signals, warnings and their steps.
        Warnings = "warnings",
        /// Accounts and what signs in to them.
        Accounts = "accounts",
        /// Something else, in words.
        Other = "other",
    }
}

closed_list! {
    /// How it came about.
    Cause: "cause of an incident" {
        /// Somebody broke in.
        Intrusion = "intrusion",
        /// A device or a copy was lost or stolen.
        Lost = "lost",
        /// Sent or shown to the wrong person.
        WrongRecipient = "wrong_recipient",
        /// Somebody with a right used it for something else.
        Misuse = "misuse",
        /// A fault of the program or of its running.
        Fault = "fault",
        /// Not known yet.
        Unknown = "unknown",
    }
}

closed_list! {
    /// Which authority was told.
    Authority: "authority" {
        /// 网信部门
        Cyberspace = "cyberspace",
        /// 公安机关
        Police = "police",
        /// 卫生健康部门
        Health = "health",
        /// 教育部门
        Education = "education",
        /// The department above.
        Superior = "superior",
    }
}

/// One step of an incident.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Found out: what, how, how many people, and whether minors are among them. The words say what harm may follow.
    Recorded { discovered_at: Timestamp, information: Vec<Information>, cause: Cause, people: u32, minors: bool },
    /// It turned out to be otherwise.
    Reassessed { information: Vec<Information>, cause: Cause, people: u32, minors: bool },
    /// What was done against it, in words.
    Remedied,
    /// An authority was told.
    AuthorityTold { authority: Authority, reference: String },
    /// The authority asks that the people be told.
    Ordered,
    /// The people were told: how, in words, and how many.
    PersonsTold { people: u32 },
    /// Guardians of the minors were told.
    GuardiansTold { people: u32 },
    /// The people are not told because the remedies avert the harm; the words say why.
    NotTold,
    /// Nothing is missing any more.
    Closed,
}

closed_list! {
    /// What is still missing before an incident can be closed.
    Missing: "missing step" {
        /// A remedy.
        Remedy = "remedy",
        /// Word to the authority.
        Authority = "authority",
        /// Word to the people, or the reason why not.
        Persons = "persons",
        /// Word to the guardians of minors.
        Guardians = "guardians",
    }
}

/// How an incident stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    pub discovered_at: Timestamp,
    pub information: Vec<Information>,
    pub cause: Cause,
    /// how many people it concerns, as far as known
    pub people: u32,
    pub minors: bool,
    pub remedied: bool,
    /// when the first authority was told
    pub authority_at: Option<Timestamp>,
    /// the authority asks that the people be told
    pub ordered: bool,
    pub persons_told: bool,
    pub guardians_told: bool,
    /// a reason not to tell the people stands
    pub not_told: bool,
    pub closed_at: Option<Timestamp>,
}

impl Incident {
    /// Begins with its first entry.
    pub fn begin(entry: &Entry<Step>) -> Result<Self, Refusal> {
        let Step::Recorded { discovered_at, information, cause, people, minors } = &entry.step else {
            return Err(Refusal::Beginning);
        };
        if entry.at < *discovered_at {
            return Err(Refusal::InTheFuture);
        }
        worded(entry)?;
        chosen(information)?;
        Ok(Self {
            discovered_at: *discovered_at,
            information: information.clone(),
            cause: *cause,
            people: *people,
            minors: *minors,
            remedied: false,
            authority_at: None,
            ordered: false,
            persons_told: false,
            guardians_told: false,
            not_told: false,
            closed_at: None,
        })
    }

    /// With one more entry.
    pub fn apply(mut self, entry: &Entry<Step>) -> Result<Self, Refusal> {
        if self.closed_at.is_some() {
            return Err(Refusal::Ended);
        }
        match &entry.step {
            Step::Recorded { .. } => return Err(Refusal::Beginning),
            Step::Reassessed { information, cause, people, minors } => {
                worded(entry)?;
                chosen(information)?;
                // more people than before, or the first minors: those have not been told
                self.persons_told &= *people <= self.people;
                self.not_told &= *people <= self.people;
                self.guardians_told &= self.minors && *people <= self.people;
                (self.information, self.cause, self.people, self.minors) = (information.clone(), *cause, *people, *minors);
            }
            Step::Remedied => {
                worded(entry)?;
                self.remedied = true;
            }
            Step::AuthorityTold { .. } => {
                self.authority_at.get_or_insert(entry.at);
            }
            Step::Ordered => {
                (self.ordered, self.not_told) = (true, false);
            }
            Step::PersonsTold { .. } => {
                worded(entry)?;
                self.persons_told = true;
            }
            Step::GuardiansTold { .. } => {
                if !self.minors {
                    return Err(Refusal::OutOfTurn);
                }
                worded(entry)?;
                self.guardians_told = true;
            }
            Step::NotTold => {
                if self.ordered || !self.remedied {
                    return Err(Refusal::OutOfTurn);
                }
                worded(entry)?;
                self.not_told = true;
            }
            Step::Closed => {
                if !self.missing().is_empty() {
                    return Err(Refusal::Missing);
                }
                self.closed_at = Some(entry.at);
            }
        }
        Ok(self)
    }

    /// What is missing before it can be closed, in the order in which it is owed.
    pub fn missing(&self) -> Vec<Missing> {
        let told = self.not_told && !self.ordered;
        let owed = [
            (Missing::Remedy, !self.remedied),
            (Missing::Authority, self.authority_at.is_none()),
            (Missing::Persons, !self.persons_told && !told),
            (Missing::Guardians, self.minors && !self.guardians_told && !told),
        ];
        owed.into_iter().filter(|(_, owed)| *owed).map(|(what, _)| what).collect()
    }

    /// By when the authority has to know; `None` once it does.
    pub fn due_at(&self, rules: &Rules) -> Option<Timestamp> {
        match (self.authority_at, self.closed_at) {
            (None, None) => Some(rules.authority_by(self.discovered_at)),
            _ => None,
        }
    }
}

fn worded(entry: &Entry<Step>) -> Result<(), Refusal> {
    if entry.note.trim().is_empty() { Err(Refusal::Wordless) } else { Ok(()) }
}

fn chosen(information: &[Information]) -> Result<(), Refusal> {
    if information.is_empty() { Err(Refusal::Nothing) } else { Ok(()) }
}
