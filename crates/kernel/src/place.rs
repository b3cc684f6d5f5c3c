//! Paths in the place tree.
//!
//! A path is the codes from the root down, each followed by `/`: `620000/620700/620702/`. Everything at or below a place is one
//! contiguous range of text, on both database engines, so "below X" is a range scan and never a pattern match.

use std::fmt;
use std::str::FromStr;

/// Where a place stands in the tree. The empty path is the root above all provinces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PlacePath(String);

/// Why a text is not a path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("place path {text:?} is not made of segments of 1–24 letters, digits or '-' that each end in '/'")]
pub struct BadPath {
    pub text: String,
}

/// Half-open range of path texts: `from <= path < below`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathRange {
    pub from: String,
    pub below: String,
}

impl PlacePath {
    /// The root.
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// The path text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of a unit directly below this place.
    pub fn child(&self, segment: &str) -> Result<Self, BadPath> {
        format!("{}{segment}/", self.0).parse()
    }

    /// One level up; `None` at the root.
    pub fn parent(&self) -> Option<Self> {
        let trimmed = self.0.strip_suffix('/')?;
        let cut = trimmed.rfind('/').map_or(0, |at| at + 1);
        Some(Self(self.0[..cut].to_owned()))
    }

    /// This place, then the place above it, up to the root.
    pub fn upwards(&self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self.clone()), Self::parent)
    }

    /// How many segments the path has; 0 at the root.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// The last segment, usually the division code; `None` at the root.
    pub fn last(&self) -> Option<&str> {
        self.0.strip_suffix('/')?.rsplit('/').next()
    }

    /// Is `other` this place or below it?
    pub fn covers(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The range of texts of this place and everything below it.
    pub fn range(&self) -> PathRange {
        let below = match self.0.strip_suffix('/') {
            // '0' is the character after '/', so "…/" <= x < "…0" is exactly "starts with …/"
            Some(stem) => format!("{stem}0"),
            // '{' is the character after 'z': above every path
            None => "{".to_owned(),
        };
        PathRange { from: self.0.clone(), below }
    }
}

impl PathRange {
    /// Is the path inside the range?
    pub fn contains(&self, path: &PlacePath) -> bool {
        self.from.as_str() <= path.as_str() && path.as_str() < self.below.as_str()
    }
}

impl FromStr for PlacePath {
    type Err = BadPath;

    fn from_str(text: &str) -> Result<Self, BadPath> {
        let bad = || BadPath { text: text.to_owned() };
        if text.is_empty() {
            return Ok(Self::root());
        }
        let stem = text.strip_suffix('/').ok_or_else(bad)?;
        let sound =
            |segment: &str| (1..=24).contains(&segment.len()) && segment.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if stem.split('/').all(sound) { Ok(Self(text.to_owned())) } else { Err(bad()) }
    }
}

impl TryFrom<String> for PlacePath {
    type Error = BadPath;
    fn try_from(text: String) -> Result<Self, BadPath> {
        text.parse()
    }
}

impl From<PlacePath> for String {
    fn from(path: PlacePath) -> Self {
        path.0
    }
}

impl fmt::Display for PlacePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn path(text: &str) -> PlacePath {
        text.parse().unwrap()
    }

    #[test]
    fn the_way_up_ends_at_the_root() {
        let up: Vec<String> = path("62/6207/").upwards().map(String::from).collect();
        assert_eq!(up, ["62/6207/", "62/", ""]);
    }

    #[test]
    fn a_sibling_with_a_longer_code_is_not_below() {
        assert!(!path("62/6207/").covers(&path("62/62071/")));
    }

    #[test]
    fn a_path_without_its_last_slash_is_refused() {
        assert!("62/6207".parse::<PlacePath>().is_err());
        assert!("62//".parse::<PlacePath>().is_err());
    }

    fn any_path() -> impl Strategy<Value = PlacePath> {
        proptest::collection::vec("[0-9a-z-]{1,4}", 0..4)
            .prop_map(|parts| parts.iter().fold(PlacePath::root(), |above, part| above.child(part).unwrap()))
    }

    proptest! {
        #[test]
        fn a_range_holds_exactly_what_the_place_covers(place in any_path(), other in any_path()) {
            prop_assert_eq!(place.range().contains(&other), place.covers(&other));
        }
    }
}
