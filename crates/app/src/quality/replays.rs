//! Changed rules are tried on answers of the past: asked for, and what came of it. Nothing is put in force and nothing is written about people.

use jiff::{SignedDuration, Timestamp, ToSpan};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use xinqiao_access::{Action, Permit, Role, act, rules};
use xinqiao_packs::PackFault;
use xinqiao_store::quality::{ReplayRow, first_id};
use xinqiao_warnings::quality::Tally;
use xinqiao_warnings::{Code, Level};

use super::Quarter;
use crate::audit::done;
use crate::{App, AppError, Caller, FieldFault, Result};

/// Largest file of rules, in bytes.
pub const LARGEST_RULES: usize = 256 * 1024;
/// Quarters before the present one whose sheets are looked at: the last year.
const QUARTERS: i32 = 4;
/// Tries on one list; older ones are forgotten after a year.
const MOST: u32 = 20;
/// Faults of a file that are told at once.
const MOST_FAULTS: usize = 20;
/// Counts are told in such steps, so that two tries that differ little do not tell of a single sheet.
const STEP: u64 = 10;

/// A count of a try, told without its last digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    Nothing,
    /// 1 to 9
    Few,
    /// so many tens, rounded down
    Tens(u64),
}

impl From<u64> for About {
    fn from(count: u64) -> Self {
        match count {
            0 => Self::Nothing,
            1..STEP => Self::Few,
            _ => Self::Tens(count / STEP * STEP),
        }
    }
}

/// What was raised in a day, and by how many people who may decide it is to be looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Load {
    /// days of the stretch of time
    pub days: u64,
    /// signals a day by the present rules, and by the changed ones
    pub before: f64,
    pub after: f64,
    pub deciders: u64,
}

/// A try of changed rules.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplayView {
    pub id: Uuid,
    pub created_at: Timestamp,
    /// none: it goes on
    pub finished_at: Option<Timestamp>,
    /// why it ended before its end
    pub fault: Option<String>,
    /// id and version of the changed rules
    pub rules: String,
    pub from: Timestamp,
    pub until: Timestamp,
    /// part of the stretch of time that is done, in percent
    pub percent: u8,
    pub sheets: About,
    /// red, yellow, blue: before and after
    pub levels: Vec<(Level, About, About)>,
    /// rules whose counts changed: before, after, confirmed ones lost, dismissed ones spared
    pub by_rule: Vec<(Code, [About; 4])>,
    pub confirmed_lost: About,
    pub confirmed_milder: About,
    pub dismissed_spared: About,
    pub added: About,
    pub load: Load,
}

impl App {
    /// Has a file of changed rules tried on the shared sheets of the last year; the same id twice is one try.
    ///
    /// Errors: `NotFound` and `Denied` without the right for the whole jurisdiction, `Invalid` with each fault of the file on field `rules`.
    pub async fn start_replay(&self, caller: &Caller, id: Uuid, file: Vec<u8>) -> Result<Uuid> {
        let permit = self.whole_permit::<act::ReplayRules>(caller).await?;
        let now = self.now();
        let changed = self.checked_rules(&file)?;
        let text = String::from_utf8(file).map_err(|_| AppError::field("rules", "fault-rules-text", String::new()))?;
        let first = Quarter::of(self.day(now)).first().saturating_sub((3 * QUARTERS).months());
        let from = self.start_of(first).ok_or_else(|| AppError::broken("the last year has no beginning"))?;
        let digest = Sha256::digest(text.as_bytes());
        let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let detail = format!("rules={} version={} sha256={hash} from={}", changed.id(), changed.version(), self.day(from));
        let tally = serde_json::to_string(&Tally::default()).map_err(|fault| AppError::broken(fault.to_string()))?;
        let row = ReplayRow {
            id,
            account: caller.account(),
            rules: text.trim_start_matches('\u{feff}').to_owned(),
            from,
            until: now,
            cursor: first_id(from),
            tally,
            fault: String::new(),
            created_at: now,
            finished_at: None,
        };
        let mut tx = self.inner.db.begin().await?;
        if tx.add_replay(&row).await? {
            tx.audit(&done(self, &permit, "replay", Some(id), detail), now).await?;
        }
        tx.commit().await?;
        Ok(id)
    }

    /// The rules of a file. Errors: `Invalid` with each of its faults.
    fn checked_rules(&self, file: &[u8]) -> Result<xinqiao_warnings::RuleSet> {
        if LARGEST_RULES < file.len() {
            return Err(AppError::field("rules", "fault-rules-large", file.len().to_string()));
        }
        let told = |fault: PackFault| FieldFault { field: "rules", expected: "fault-rules", found: told(&fault) };
        xinqiao_packs::candidate(file, &self.inner.library)
            .map_err(|faults| AppError::Invalid(faults.into_iter().take(MOST_FAULTS).map(told).collect()))
    }

    /// The tries of the last year, newest first.
    pub async fn replays(&self, caller: &Caller) -> Result<Vec<ReplayView>> {
        let permit = self.whole_permit::<act::ReplayRules>(caller).await?;
        let after = self.now() - SignedDuration::from_hours(366 * 24);
        let rows = self.inner.db.replays(&permit, after, MOST).await?;
        let deciders = self.deciders().await?;
        let views = rows.iter().map(|row| self.replay_view(row, deciders)).collect::<Result<Vec<_>>>()?;
        self.note_replays(&permit, views.len()).await?;
        Ok(views)
    }

    /// Has a try ended? Leaves no trace beside that of the try.
    pub async fn replay_done(&self, caller: &Caller, id: Uuid) -> Result<bool> {
        let permit = self.whole_permit::<act::ReplayRules>(caller).await?;
        Ok(self.inner.db.replay(&permit, id).await?.is_some_and(|row| row.finished_at.is_some()))
    }

    async fn note_replays(&self, permit: &Permit<act::ReplayRules>, rows: usize) -> Result<()> {
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, permit, "replays", None, format!("rows={rows}")), self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// How many people of the jurisdiction may decide about signals today.
    async fn deciders(&self) -> Result<u64> {
        let decides = |role: &&Role| rules(**role).any(|rule| rule.action == Action::ConfirmWarning);
        let roles: Vec<&str> = Role::ALL.iter().filter(decides).map(|role| role.code()).collect();
        Ok(self.inner.db.count_holders(&roles, &self.inner.place.range(), self.day(self.now())).await?)
    }

    fn replay_view(&self, row: &ReplayRow, deciders: u64) -> Result<ReplayView> {
        let tally: Tally = serde_json::from_str(&row.tally)
            .map_err(|fault| AppError::Broken { what: "a tally cannot be read".to_owned(), source: Some(Box::new(fault)) })?;
        let rules = xinqiao_packs::candidate(row.rules.as_bytes(), &self.inner.library)
            .map(|rules| format!("{} {}", rules.id(), rules.version()))
            .unwrap_or_default();
        let days = u64::try_from(row.until.duration_since(row.from).as_hours() / 24).unwrap_or(0).max(1);
        let sum = |of: fn(&xinqiao_warnings::quality::Change) -> u64| tally.levels.values().map(of).sum::<u64>();
        // a load of tens of signals over a year tells of no single one
        let a_day = |count: u64| (count / STEP * STEP) as f64 / days as f64;
        let levels = Level::ALL.iter().map(|level| {
            let change = tally.levels.get(level).copied().unwrap_or_default();
            (*level, change.before.into(), change.after.into())
        });
        let by_rule = tally.rules.iter().map(|(code, change)| {
            let counts = [change.raised.before, change.raised.after, change.confirmed_lost, change.dismissed_spared];
            (code.clone(), counts.map(About::from))
        });
        Ok(ReplayView {
            id: row.id,
            created_at: row.created_at,
            finished_at: row.finished_at,
            fault: (!row.fault.is_empty()).then(|| row.fault.clone()),
            rules,
            from: row.from,
            until: row.until,
            percent: percent(row),
            sheets: tally.sheets.into(),
            levels: levels.collect(),
            by_rule: by_rule.collect(),
            confirmed_lost: tally.confirmed_lost.into(),
            confirmed_milder: tally.confirmed_milder.into(),
            dismissed_spared: tally.dismissed_spared.into(),
            added: tally.added.into(),
            load: Load { days, before: a_day(sum(|one| one.before)), after: a_day(sum(|one| one.after)), deciders },
        })
    }
}

/// How far the cursor is between the first moment and the last: ids of sheets begin with their moment.
fn percent(row: &ReplayRow) -> u8 {
    if row.finished_at.is_some() {
        return 100;
    }
    let [first, at, last] = [first_id(row.from), row.cursor, first_id(row.until)].map(|id| id.as_u128() >> 80);
    let done = at.saturating_sub(first) * 100 / last.saturating_sub(first).max(1);
    u8::try_from(done.min(99)).unwrap_or(99)
}

/// A fault of the file: where, what was expected, what is there.
fn told(fault: &PackFault) -> String {
    let line = fault.to_string();
    line.strip_prefix("warnings/").map_or(line.clone(), str::to_owned)
}
