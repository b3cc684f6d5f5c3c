//! Ids of this crate. Each is a UUIDv7, as those of the kernel's registry.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_kernel::IdSource;

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
    /// A piece of work on its way from a sender to a receiver.
    ReferralId,
    /// What happened to a referral, a green channel or an aid file: made when the form was shown, so that a form sent twice counts once.
    StepId,
    /// A green channel between a school and a hospital.
    ChannelId,
    /// The file of one-stop aid for a minor victim.
    AidId,
    /// A desk of the register that receives.
    ReceiverId,
    /// A case of the case register, as that register gives it.
    CaseRef,
}
