//! From posted fields to steps. Everything that is wrong is told at once.

use std::collections::BTreeSet;
use std::str::FromStr;

use jiff::civil::DateTime;
use xinqiao_app::{AppError, FieldFault};
use xinqiao_duties::{Kind, Step, approval, impact, incident, report};

use crate::pages::desk::serve::warning_parts::Fields;
use crate::site::Site;

/// Reads fields and keeps what is wrong.
struct Reading<'a> {
    fields: &'a Fields,
    faults: Vec<FieldFault>,
}

impl Reading<'_> {
    fn wrong(&mut self, field: &'static str, expected: &'static str) {
        self.faults.push(FieldFault { field, expected, found: self.fields.text(field).to_owned() });
    }

    /// One of a closed list, or a number.
    fn one<T: FromStr>(&mut self, field: &'static str, expected: &'static str) -> Option<T> {
        let found = self.fields.parsed(field);
        if found.is_none() {
            self.wrong(field, expected);
        }
        found
    }

    /// The chosen members of a closed list.
    fn chosen<T: FromStr>(&mut self) -> Vec<T> {
        let found: Result<Vec<T>, _> = self.fields.all("choices").map(str::parse).collect();
        match found {
            Ok(found) if !found.is_empty() => found,
            _ => {
                self.wrong("choices", "fault-duty-choices");
                Vec::new()
            }
        }
    }

    /// A local moment as the browser writes it.
    fn at(&mut self, site: &Site) -> Option<jiff::Timestamp> {
        let local: Option<DateTime> = self.fields.parsed("at");
        let found = local.and_then(|local| site.app.instant_of(local));
        if found.is_none() {
            self.wrong("at", "fault-duty-at");
        }
        found
    }

    /// A number of people, up to a hundred million.
    fn people(&mut self) -> u32 {
        match self.fields.parsed::<u32>("people").filter(|people| *people <= 100_000_000) {
            Some(people) => people,
            None => {
                self.wrong("people", "fault-duty-people");
                0
            }
        }
    }

    fn end(self, step: Option<Step>) -> Result<Step, AppError> {
        match step {
            Some(step) if self.faults.is_empty() => Ok(step),
            _ if self.faults.is_empty() => Err(AppError::NotFound),
            _ => Err(AppError::Invalid(self.faults)),
        }
    }
}

/// The step that begins a duty.
pub fn first(site: &Site, kind: Kind, fields: &Fields) -> Result<Step, AppError> {
    let mut reading = Reading { fields, faults: Vec::new() };
    let step = match kind {
        Kind::Incident => {
            let (information, at) = (reading.chosen(), reading.at(site));
            let (cause, people) = (reading.one("cause", "fault-duty-cause"), reading.people());
            let minors = fields.text("minors") == "yes";
            at.zip(cause).map(|(discovered_at, cause)| {
                Step::Incident(incident::Step::Recorded { discovered_at, information, cause, people, minors })
            })
        }
        Kind::Impact => Some(Step::Impact(impact::Step::Begun { occasions: reading.chosen() })),
        Kind::MinorReport => {
            let situations: BTreeSet<String> = reading.chosen().into_iter().collect();
            let known = site.app.reportable();
            if situations.iter().any(|code| !known.iter().any(|situation| situation.code == *code)) {
                reading.wrong("choices", "fault-duty-choices");
            }
            let at = reading.at(site);
            at.map(|noticed_at| Step::MinorReport(report::Step::Opened { situations, noticed_at }))
        }
        Kind::MinorAccess => Some(Step::MinorAccess(approval::Step::Asked)),
    };
    reading.end(step)
}

/// A later step, by the word in its address. An unknown word is no address.
pub fn next(kind: Kind, verb: &str, fields: &Fields) -> Result<Step, AppError> {
    let mut reading = Reading { fields, faults: Vec::new() };
    let step = match kind {
        Kind::Incident => incident_step(verb, &mut reading).map(Step::Incident),
        Kind::Impact => impact_step(verb, &mut reading).map(Step::Impact),
        Kind::MinorReport => report_step(verb, &mut reading).map(Step::MinorReport),
        Kind::MinorAccess => access_step(verb, &mut reading).map(Step::MinorAccess),
    };
    reading.end(step)
}

fn incident_step(verb: &str, reading: &mut Reading<'_>) -> Option<incident::Step> {
    use incident::Step as S;
    match verb {
        "reassessed" => {
            let (information, people) = (reading.chosen(), reading.people());
            let minors = reading.fields.text("minors") == "yes";
            let cause = reading.one("cause", "fault-duty-cause")?;
            Some(S::Reassessed { information, cause, people, minors })
        }
        "remedied" => Some(S::Remedied),
        "authority_told" => {
            let authority = reading.one("authority", "fault-duty-list")?;
            Some(S::AuthorityTold { authority, reference: reading.fields.text("reference").to_owned() })
        }
        "ordered" => Some(S::Ordered),
        "persons_told" => Some(S::PersonsTold { people: reading.people() }),
        "guardians_told" => Some(S::GuardiansTold { people: reading.people() }),
        "not_told" => Some(S::NotTold),
        "closed" => Some(S::Closed),
        _ => None,
    }
}

fn impact_step(verb: &str, reading: &mut Reading<'_>) -> Option<impact::Step> {
    use impact::Step as S;
    match verb {
        "answered" => reading.one("question", "fault-duty-list").map(|question| S::Answered { question }),
        "concluded" => reading.one("conclusion", "fault-duty-list").map(|conclusion| S::Concluded { conclusion }),
        "approved" => reading.one("until", "fault-duty-day").map(|review_on| S::Approved { review_on }),
        "sent_back" => Some(S::SentBack),
        "ended" => Some(S::Ended),
        _ => None,
    }
}

fn report_step(verb: &str, reading: &mut Reading<'_>) -> Option<report::Step> {
    use report::Step as S;
    match verb {
        "told" => {
            let recipient = reading.one("recipient", "fault-duty-list");
            let means = reading.one("means", "fault-duty-list");
            let receipt = reading.fields.text("receipt").to_owned();
            recipient.zip(means).map(|(recipient, means)| S::Told { recipient, means, receipt })
        }
        "supplemented" => Some(S::Supplemented),
        "answered" => reading.one("recipient", "fault-duty-list").map(|recipient| S::Answered { recipient }),
        "closed" => Some(S::Closed),
        _ => None,
    }
}

fn access_step(verb: &str, reading: &mut Reading<'_>) -> Option<approval::Step> {
    use approval::Step as S;
    match verb {
        "granted" => reading.one("until", "fault-duty-day").map(|until| S::Granted { until }),
        "refused" => Some(S::Refused),
        "ended" => Some(S::Ended),
        _ => None,
    }
}
