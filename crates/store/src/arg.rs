//! Values bound to a statement. Each carries its type, so that a null is typed too.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// A bound value.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    Int(Option<i64>),
    Real(Option<f64>),
    Text(Option<String>),
    Id(Option<Uuid>),
    Bytes(Option<Vec<u8>>),
}

impl Arg {
    /// A text without NUL: PostgreSQL keeps none in a text, so that no engine does. Somebody who posts one gets their text without it.
    fn text(value: String) -> Self {
        Self::Text(Some(if value.contains('\0') { value.replace('\0', "") } else { value }))
    }
}

impl From<i64> for Arg {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}
impl From<Option<i64>> for Arg {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}
impl From<bool> for Arg {
    fn from(value: bool) -> Self {
        Self::Int(Some(i64::from(value)))
    }
}
impl From<Option<f64>> for Arg {
    fn from(value: Option<f64>) -> Self {
        Self::Real(value)
    }
}
impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Self::text(value.to_owned())
    }
}
impl From<&String> for Arg {
    fn from(value: &String) -> Self {
        Self::text(value.clone())
    }
}
impl From<String> for Arg {
    fn from(value: String) -> Self {
        Self::text(value)
    }
}
impl From<Option<String>> for Arg {
    fn from(value: Option<String>) -> Self {
        value.map_or(Self::Text(None), Self::text)
    }
}
impl From<Option<&str>> for Arg {
    fn from(value: Option<&str>) -> Self {
        value.map_or(Self::Text(None), Self::from)
    }
}
impl From<Uuid> for Arg {
    fn from(value: Uuid) -> Self {
        Self::Id(Some(value))
    }
}
impl From<Option<Uuid>> for Arg {
    fn from(value: Option<Uuid>) -> Self {
        Self::Id(value)
    }
}
impl From<Vec<u8>> for Arg {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(Some(value))
    }
}
impl From<Option<Vec<u8>>> for Arg {
    fn from(value: Option<Vec<u8>>) -> Self {
        Self::Bytes(value)
    }
}
/// Microseconds since 1970 (UTC).
impl From<Timestamp> for Arg {
    fn from(value: Timestamp) -> Self {
        Self::Int(Some(value.as_microsecond()))
    }
}
impl From<Option<Timestamp>> for Arg {
    fn from(value: Option<Timestamp>) -> Self {
        Self::Int(value.map(|at| at.as_microsecond()))
    }
}
/// `YYYY-MM-DD`.
impl From<Date> for Arg {
    fn from(value: Date) -> Self {
        Self::Text(Some(value.to_string()))
    }
}
impl From<Option<Date>> for Arg {
    fn from(value: Option<Date>) -> Self {
        Self::Text(value.map(|day| day.to_string()))
    }
}

/// `args![a, b, c]` → `[Arg; n]`.
macro_rules! args {
    ($($value:expr),* $(,)?) => { [$($crate::arg::Arg::from($value)),*] };
}
pub(crate) use args;
