//! Ids of what a case is made of: problems, goals, steps, members, points.

use std::fmt;
use std::str::FromStr;

use xinqiao_kernel::id::CaseEventId;

/// A part of a case, named by the event that made it and its number among what that event made. Written `<event>.<number>`.
///
/// The same event applied twice makes the same parts: there is nothing to keep in step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ItemId {
    pub event: CaseEventId,
    /// From 0; more than one only for the decisions of a conference.
    pub number: u16,
}

/// Why a text is not such an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no part of a case")]
pub struct BadItem {
    pub text: String,
}

impl From<CaseEventId> for ItemId {
    fn from(event: CaseEventId) -> Self {
        Self { event, number: 0 }
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.event, self.number)
    }
}

impl FromStr for ItemId {
    type Err = BadItem;

    fn from_str(text: &str) -> Result<Self, BadItem> {
        let bad = || BadItem { text: text.to_owned() };
        let (event, number) = text.rsplit_once('.').ok_or_else(bad)?;
        Ok(Self { event: event.parse().map_err(|_| bad())?, number: number.parse().map_err(|_| bad())? })
    }
}

impl TryFrom<String> for ItemId {
    type Error = BadItem;
    fn try_from(text: String) -> Result<Self, BadItem> {
        text.parse()
    }
}

impl From<ItemId> for String {
    fn from(item: ItemId) -> Self {
        item.to_string()
    }
}
