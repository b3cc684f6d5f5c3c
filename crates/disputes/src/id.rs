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
    /// A dispute 矛盾纠纷.
    DisputeId,
    /// A reception of somebody who petitions 信访.
    ReceptionId,
    /// What happened to one of them: made when the form was shown, so that a form sent twice counts once.
    StepId,
}
