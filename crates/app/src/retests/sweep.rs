//! Those nearest are told of a conversation that is owed today; one level up of what is late. Notices name nobody.

use xinqiao_access::{Action, rules};
use xinqiao_kernel::id::AccountId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::retests::RetestRow;

use crate::audit::by_system;
use crate::notify::{Owing, Thing};
use crate::{App, Result};

/// Tasks that one sweep tells of at most; the next one goes on.
const MOST: u32 = 200;
/// People who are told of one task at most.
const MOST_TOLD: usize = 20;

impl App {
    /// Tells of tasks that are new for today, and of late ones one level up; how many. Each is told once.
    pub async fn sweep_retests(&self) -> Result<usize> {
        let now = self.now();
        let mut told = 0;
        for row in self.inner.db.untold_retests(MOST).await? {
            let (nearest, _) = self.askers(&row.place).await?;
            let mut tx = self.inner.db.begin().await?;
            if tx.retest_told(row.id, now).await? {
                self.tell_of_retest(&mut tx, &row, ("notice-retest-today", 0), &nearest).await?;
                tx.commit().await?;
                told += 1;
            }
        }
        for row in self.inner.db.late_retests(now, MOST).await? {
            let (nearest, above) = self.askers(&row.place).await?;
            let there = if above.is_empty() { nearest } else { above };
            let mut tx = self.inner.db.begin().await?;
            if tx.retest_told_above(row.id, now).await? {
                self.tell_of_retest(&mut tx, &row, ("notice-retest-late", 1), &there).await?;
                let person = Some(row.person);
                tx.audit(&by_system(self, "escalate", &row.place, person, "retest_task", row.id.uuid(), "late"), now).await?;
                tx.commit().await?;
                told += 1;
            }
        }
        Ok(told)
    }

    async fn tell_of_retest(
        &self,
        tx: &mut xinqiao_store::Tx,
        row: &RetestRow,
        (kind, step): (&'static str, i64),
        accounts: &[AccountId],
    ) -> Result<()> {
        for account in accounts.iter().take(MOST_TOLD) {
            let thing = Thing::Own(row.id.uuid());
            let owing = Owing::new(*account, kind).about(thing, step).due(Some(row.due_at)).at(&row.place);
            self.owe(tx, owing).await?;
        }
        Ok(())
    }

    /// Who may ask again: those of the nearest place that has somebody, and those of the next place above it.
    async fn askers(&self, place: &PlacePath) -> Result<(Vec<AccountId>, Vec<AccountId>)> {
        let mut there = self.candidates(place, self.now()).await?;
        there.retain(|one| rules(one.role).any(|rule| rule.action == Action::AskAgain));
        let mut places: Vec<PlacePath> = Vec::new();
        for one in &there {
            if !places.contains(&one.place) {
                places.push(one.place.clone());
            }
        }
        // the nearest is the longest path
        places.sort_by_key(|place| std::cmp::Reverse(place.as_str().len()));
        let of = |at: usize| -> Vec<AccountId> {
            let Some(place) = places.get(at) else { return Vec::new() };
            there.iter().filter(|one| one.place == *place).map(|one| one.account).collect()
        };
        Ok((of(0), of(1)))
    }
}
