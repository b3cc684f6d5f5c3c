//! Questionnaires that the operator built and released while the program runs: a place that only grows.
//!
//! Each version is a link that stays where it is, so that what was handed out of the library stays good. A version can be closed, once and for
//! all: it is not newly chosen any more and answers of before are still read with it. Reading takes no lock.

use std::sync::{Arc, OnceLock};

use crate::instrument::InstrumentPack;

/// One released version.
#[derive(Debug, Clone)]
pub struct ReleasedPack {
    pack: InstrumentPack,
    place: String,
    offered: bool,
    closed: Arc<OnceLock<()>>,
}

impl ReleasedPack {
    /// A version that holds below a place (its path), on offer as a self-test or not.
    pub fn new(pack: InstrumentPack, place: impl Into<String>, offered: bool) -> Self {
        Self { pack, place: place.into(), offered, closed: Arc::default() }
    }

    /// The definition.
    pub const fn pack(&self) -> &InstrumentPack {
        &self.pack
    }

    /// Path of the place below which it may be used.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Is it a self-test for everybody?
    pub const fn is_offered(&self) -> bool {
        self.offered
    }

    /// May it be newly chosen? Not after it was withdrawn or its right has ended.
    pub fn is_open(&self) -> bool {
        self.closed.get().is_none()
    }
}

/// All of them, in the order in which this process heard of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Released {
    first: OnceLock<Box<Link>>,
}

#[derive(Debug, Clone)]
struct Link {
    one: ReleasedPack,
    next: OnceLock<Box<Link>>,
}

impl Released {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &ReleasedPack> {
        std::iter::successors(self.first.get(), |link| link.next.get()).map(|link| &link.one)
    }

    fn find(&self, code: &str, version: &str) -> Option<&ReleasedPack> {
        self.iter().find(|one| one.pack.instrument().code() == code && one.pack.instrument().version() == version)
    }

    /// Adds a version; one that is there stays as it is.
    pub(crate) fn add(&self, one: ReleasedPack) {
        let (code, version) = (one.pack.instrument().code().to_owned(), one.pack.instrument().version().to_owned());
        let mut link = Box::new(Link { one, next: OnceLock::new() });
        loop {
            if self.find(&code, &version).is_some() {
                return;
            }
            let mut end = &self.first;
            while let Some(next) = end.get() {
                end = &next.next;
            }
            // somebody else may have been quicker: then it goes behind theirs
            match end.set(link) {
                Ok(()) => return,
                Err(again) => link = again,
            }
        }
    }

    /// Closes a version. False when there is none.
    pub(crate) fn close(&self, code: &str, version: &str) -> bool {
        self.find(code, version).map(|one| one.closed.get_or_init(|| ())).is_some()
    }

    /// The highest version of a code that may be newly chosen.
    pub(crate) fn latest(&self, code: &str) -> Option<&ReleasedPack> {
        self.iter()
            .filter(|one| one.is_open() && one.pack.instrument().code() == code)
            .max_by_key(|one| one.pack.instrument().version().parse::<u64>().unwrap_or(0))
    }

    pub(crate) fn version(&self, code: &str, version: &str) -> Option<&ReleasedPack> {
        self.find(code, version)
    }

    /// The highest version of each code that may be newly chosen.
    pub(crate) fn all_latest(&self) -> impl Iterator<Item = &ReleasedPack> {
        self.iter().filter(|one| {
            let latest = self.latest(one.pack.instrument().code());
            latest.is_some_and(|latest| std::ptr::eq(latest, *one))
        })
    }
}
