//! The only way from counts to numbers that somebody sees: decided by the engine, kept as they went out.

use xinqiao_access::Purpose;
use xinqiao_indicators::{Decision, Kept, Release};
use xinqiao_kernel::id::PublicationId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::StoreError;
use xinqiao_store::audit::NewAudit;
use xinqiao_store::releases::{NewPublication, Publication};

use crate::audit::by_system;
use crate::{App, AppError, Result};

/// Most earlier releases that a decision weighs; a subject with more stays as it is.
const MOST_RELEASES: u32 = 60;

impl App {
    /// From how many persons on a count is shown, for a purpose at a level of place. Errors: `Broken` when the packs do not say.
    pub(crate) fn floor(&self, purpose: Purpose, level: &str) -> Result<u64> {
        let today = self.day(self.now());
        let floor = self.inner.library.floors().at(purpose.code(), level, today);
        floor.ok_or_else(|| AppError::broken(format!("no floor of counts for {}", purpose.code())))
    }

    /// Publishes what is new of a growing subject, if the engine lets it out; the latest publication either way.
    pub(crate) async fn publish(
        &self,
        subject: &str,
        place: &PlacePath,
        decide: impl FnOnce(&[Release]) -> Decision,
    ) -> Result<Option<Publication>> {
        let (history, number) = self.inner.db.releases(subject, MOST_RELEASES).await?;
        if history.len() < MOST_RELEASES as usize {
            match decide(&history) {
                Decision::Publish { release, is_anew } => {
                    let new = New { subject, number: number + 1, is_anew, has_followers: true, release: &release };
                    self.keep(place, &new).await?;
                }
                Decision::Keep(Kept::Unchanged | Kept::TooSoon) => {}
                Decision::Keep(why) => tracing::debug!(subject, ?why, "counts stay as they are"),
            }
        }
        Ok(self.inner.db.publication(subject).await?)
    }

    /// Keeps the first and only publication of a subject.
    pub(crate) async fn publish_once(&self, subject: &str, place: &PlacePath, release: &Release) -> Result<()> {
        self.keep(place, &New { subject, number: 1, is_anew: true, has_followers: false, release }).await
    }

    async fn keep(&self, place: &PlacePath, new: &New<'_>) -> Result<()> {
        let now = self.now();
        let New { subject, number, is_anew, has_followers, release } = *new;
        let id = PublicationId::new(self.ids(), now);
        let (hidden, cells) = release.hidden();
        let detail = format!("{subject} number={number} cells={cells} hidden={hidden}");
        let row = by_system(self, "publish_counts", place, None, "publication", id.uuid(), detail);
        let row = NewAudit { purpose: Purpose::Statistics.code().to_owned(), ..row };
        let mut tx = self.inner.db.begin().await?;
        match tx.add_publication(&NewPublication { id, subject, number, is_anew, has_followers, release }, now).await {
            Ok(()) => {
                tx.audit(&row, now).await?;
                tx.commit().await?;
                Ok(())
            }
            // somebody else looked at the same moment: theirs is out
            Err(StoreError::Duplicate { .. }) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }
}

#[derive(Clone, Copy)]
struct New<'a> {
    subject: &'a str,
    number: i64,
    is_anew: bool,
    has_followers: bool,
    release: &'a Release,
}
