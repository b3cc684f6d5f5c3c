//! The registry of typed ids. Every id is a UUIDv7: it sorts by the time of its making.

use std::sync::Mutex;

use jiff::Timestamp;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha12Rng;
use uuid::Uuid;

/// Makes ids from a seeded generator and an instant that the caller gives.
///
/// Production seeds it from the operating system (in `cli`), tests and the demonstration city from a number, so that they are repeatable.
#[derive(Debug)]
pub struct IdSource {
    rng: Mutex<ChaCha12Rng>,
}

impl IdSource {
    /// A source seeded with 32 bytes.
    pub fn new(seed: [u8; 32]) -> Self {
        Self { rng: Mutex::new(ChaCha12Rng::from_seed(seed)) }
    }

    /// A repeatable source for tests and demonstrations. Never for secrets.
    pub fn seeded(seed: u64) -> Self {
        Self { rng: Mutex::new(ChaCha12Rng::seed_from_u64(seed)) }
    }

    /// The next UUIDv7 of the instant `now`.
    pub fn uuid(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        let mut random = [0_u8; 10];
        self.fill(&mut random);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// Fresh random bytes from the same generator: session tokens, salts.
    pub fn secret(&self) -> [u8; 32] {
        let mut bytes = [0_u8; 32];
        self.fill(&mut bytes);
        bytes
    }

    /// Fills `bytes` from the same generator: nonces, keys.
    pub fn fill(&self, bytes: &mut [u8]) {
        let mut rng = self.rng.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        rng.fill_bytes(bytes);
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id of the instant `now`.
            pub fn new(ids: &IdSource, now: Timestamp) -> Self {
                Self(ids.uuid(now))
            }

            /// Wraps a UUID that is already known to be such an id: a row, a path segment.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The bare UUID.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self(Uuid::parse_str(text)?))
            }
        }
    )*};
}

ids! {
    /// A person in the index.
    PersonId,
    /// A login.
    AccountId,
    /// One role of one account in one place.
    AssignmentId,
    /// A signed-in browser.
    SessionId,
    /// A place: a division or a unit that a city added.
    PlaceId,
    /// A service site with opening hours.
    SiteId,
    /// A screening campaign 普查.
    CampaignId,
    /// A time at which a unit answers a campaign together 场次.
    SittingId,
    /// One import of one file.
    ImportId,
    /// One answer sheet.
    ResponseId,
    /// A task to ask again, because a sheet could not be counted.
    RetestId,
    /// Kept sheets counted again by another version of their instrument.
    RescoreId,
    /// Somebody who was asked to answer about a person.
    InformantRequestId,
    /// Norms computed from the own sheets.
    LocalNormId,
    /// A questionnaire of the operator's own.
    QuestionnaireId,
    /// One version of it.
    QuestionnaireVersionId,
    /// A signal 线索.
    SignalId,
    /// A warning 预警.
    WarningId,
    /// One event of a warning.
    WarningEventId,
    /// A case 个案.
    CaseId,
    /// One event of a case.
    CaseEventId,
    /// A device that staff hand to somebody.
    HandOverId,
    /// A device that sends results: VR, a wearable, biofeedback.
    DeviceId,
    /// A session that is open for a device.
    DeviceSessionId,
    /// What a device sent about somebody.
    DeviceResultId,
    /// Answers of an unfinished test.
    AnswerDraftId,
    /// One entry of the register of population groups 人群名册.
    GroupEntryId,
    /// One event of such an entry.
    GroupEventId,
    /// A dispute 矛盾纠纷.
    DisputeId,
    /// A reception of somebody who petitions 信访.
    ReceptionId,
    /// One step of the history of a dispute, a reception or a review of something missed: made when the form was shown, so that a form sent twice counts once.
    StepId,
    /// A review of something that was missed.
    MissedReviewId,
    /// A notice about a place: more than its own past lets expect.
    AreaNoticeId,
    /// One file for or from another system.
    ExchangeId,
    /// Counts that were shown.
    PublicationId,
    /// One duty of whoever runs the service: an incident, an assessment, a report, an approval.
    DutyId,
    /// One entry of a duty's history.
    DutyEntryId,
    /// One line of a duty roster 值班表.
    RosterEntryId,
    /// One audit row.
    AuditId,
    /// One message in the outbox.
    OutboxId,
    /// One receiver of outgoing events.
    WebhookId,
    /// One background job.
    JobId,
    /// One message to a person or an account inside the program.
    NoticeId,
    /// One opening of a person's records in an emergency (break-glass).
    EmergencyId,
    /// One word of consent.
    ConsentId,
    /// One guardianship.
    GuardianshipId,
    /// What somebody asked about their information.
    DataRequestId,
    /// What was given to another organisation.
    DisclosureId,
    /// A hold on deletion for a proceeding.
    HoldId,
    /// A quarter's look through who has which role where.
    AccessReviewId,
    /// One role in such a review.
    ReviewLineId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_a_later_instant_sort_later() {
        let ids = IdSource::seeded(1);
        let first = PersonId::new(&ids, Timestamp::from_second(1_000).unwrap());
        let second = PersonId::new(&ids, Timestamp::from_second(1_001).unwrap());
        assert!(first < second);
    }

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let now = Timestamp::from_second(1_000).unwrap();
        assert_eq!(IdSource::seeded(7).uuid(now), IdSource::seeded(7).uuid(now));
    }

    #[test]
    fn an_id_is_a_version_7_uuid() {
        assert_eq!(IdSource::seeded(7).uuid(Timestamp::UNIX_EPOCH).get_version_num(), 7);
    }
}
