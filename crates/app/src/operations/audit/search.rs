//! Looking rows up. One index answers, the rest is filtered as rows come; every page looks at a bounded number of rows.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use uuid::Uuid;
use xinqiao_access::{Purpose, act};
use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{AccountId, AuditId, PersonId, WarningId};
use xinqiao_kernel::identifier::CitizenId;
use xinqiao_store::audit::{AuditRow, Before, By, Reach, Standing};

use crate::audit::listed;
use crate::{App, AppError, Caller, Result};

/// Rows fetched at once, and how often at most for one page.
const FETCHED: u32 = 1_000;
const FETCHES: usize = 20;
/// Rows of a time are counted up to here.
pub(crate) const MOST_COUNTED: i64 = 10_000;
/// System of citizen numbers among identifiers.
const CITIZEN: &str = "gb11643";

/// Groups of actions, as the page offers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionKind {
    Read,
    Write,
    Export,
    Emergency,
}

impl ActionKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Read, Self::Write, Self::Export, Self::Emergency];

    /// The code in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Export => "export",
            Self::Emergency => "emergency",
        }
    }

    /// The kind with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The kind of an action.
    pub fn of(action: &str) -> Self {
        if action.contains("break_glass") || action.starts_with("emergency") {
            Self::Emergency
        } else if action.starts_with("export") || action == "disclose" {
            Self::Export
        } else if ["read", "list", "verify", "search", "find"].iter().any(|start| action.starts_with(start)) {
            Self::Read
        } else {
            Self::Write
        }
    }
}

/// What somebody looks for. Everything that is absent is not asked.
#[derive(Debug, Clone, Default)]
pub struct AuditQuery {
    /// first and last day
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// login, or the whole name of an account's holder
    pub who: String,
    /// id of a record or person, number of a warning, or a citizen number, which is looked up and not kept
    pub what: String,
    pub kind: Option<ActionKind>,
    /// one action exactly
    pub action: String,
    pub purpose: String,
    /// at and below
    pub place: Option<PlacePath>,
    pub refused: bool,
    pub before: Option<Before>,
}

/// One page of what was found.
#[derive(Debug, Clone, Default)]
pub struct AuditPage {
    pub rows: Vec<AuditRow>,
    /// where the next page begins
    pub next: Option<Before>,
    /// the search stopped here although more rows are older: it looks at 20,000 rows a page
    pub stopped_at: Option<Timestamp>,
    /// rows of the time, counted up to 10,000
    pub total: i64,
    /// the pseudonymous id of the person that a citizen number named
    pub person: Option<PersonId>,
    /// nobody has that login or name, or nothing has that number
    pub unknown: Option<&'static str>,
}

/// One row with where it stands in the chain.
#[derive(Debug, Clone)]
pub struct AuditDetail {
    pub row: AuditRow,
    /// none while no seal covers it
    pub standing: Option<Standing>,
    /// its columns give the link that was sealed
    pub fits: bool,
    /// who opened records of the same person in thirty days, and how often
    pub same_person: Vec<(String, i64)>,
}

/// What the index is asked, and what is left to filter.
struct Plan {
    by: By,
    accounts: Vec<AccountId>,
    record_or_person: Option<Uuid>,
    person: Option<PersonId>,
}

impl App {
    /// One page of rows. Looking them up is itself audited.
    pub async fn search_audit(&self, caller: &Caller, query: &AuditQuery, limit: u32) -> Result<AuditPage> {
        let scope = self.listing(caller, self.scope::<act::ReadAudit>(caller, Purpose::Audit)).await?;
        let reach = Reach::of(&scope, self.place());
        let (from, until) = self.span(query)?;
        let (plan, unknown) = match self.plan(&reach, query).await? {
            Ok(plan) => (Some(plan), None),
            Err(field) => (None, Some(field)),
        };
        let mut page = match &plan {
            Some(plan) => self.find(&reach, query, plan, (from, until), limit).await?,
            None => AuditPage::default(),
        };
        page.unknown = unknown;
        page.person = plan.as_ref().and_then(|plan| plan.person);
        page.total = self.inner.db.count_audit(&reach, from, until, MOST_COUNTED + 1).await?;
        let mut row = listed(self, caller, &scope, "audit", page.rows.len());
        row.person = page.person;
        row.detail = format!("rows={}{}", page.rows.len(), filters(query));
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&row, self.now()).await?;
        tx.commit().await?;
        Ok(page)
    }

    /// Rows of everybody, newest first, before an instant: the whole search without filters.
    pub async fn audit_rows(&self, caller: &Caller, before: Timestamp, limit: u32) -> Result<Vec<AuditRow>> {
        let before = Some(Before { at: before, id: AuditId::from_uuid(Uuid::nil()) });
        Ok(self.search_audit(caller, &AuditQuery { before, ..AuditQuery::default() }, limit).await?.rows)
    }

    /// What was typed as ids: accounts of a login or name, joined by dots, and the id of a record or person. Addresses hold ids only. The inner
    /// error names the field of which nothing is known.
    pub async fn resolve_audit(&self, caller: &Caller, who: &str, what: &str) -> Result<Result<(String, String), &'static str>> {
        let scope = self.listing(caller, self.scope::<act::ReadAudit>(caller, Purpose::Audit)).await?;
        let query = AuditQuery { who: who.to_owned(), what: what.to_owned(), ..AuditQuery::default() };
        let plan = match self.plan(&Reach::of(&scope, self.place()), &query).await? {
            Ok(plan) => plan,
            Err(field) => return Ok(Err(field)),
        };
        let accounts: Vec<String> = plan.accounts.iter().map(ToString::to_string).collect();
        let id = plan.person.map(|person| person.uuid()).or(plan.record_or_person);
        Ok(Ok((accounts.join("."), id.map(|id| id.to_string()).unwrap_or_default())))
    }

    /// Names of accounts that stand in an address, for the form.
    pub async fn accounts_in_words(&self, ids: &str) -> Result<String> {
        let Some(first) = account_ids(ids).first().copied() else { return Ok(ids.to_owned()) };
        Ok(self.inner.db.account(first).await?.map(|account| account.login).unwrap_or_default())
    }

    /// May the caller take rows out? For showing the form; leaves no trace.
    pub fn may_export_audit(&self, caller: &Caller) -> Result<()> {
        self.scope::<act::ExportAudit>(caller, Purpose::Audit).map(|_| ())
    }

    /// One row, where it stands in the chain, and who else opened records of the same person.
    pub async fn audit_detail(&self, caller: &Caller, id: AuditId) -> Result<AuditDetail> {
        let scope = self.listing(caller, self.scope::<act::ReadAudit>(caller, Purpose::Audit)).await?;
        let reach = Reach::of(&scope, self.place());
        let row = self.inner.db.audit_row(&reach, id).await?.ok_or(AppError::NotFound)?;
        let standing = self.inner.db.standing(&reach, id).await?;
        let suite = match &standing {
            Some(standing) => self.inner.db.seal(standing.seal).await?.map(|seal| seal.suite),
            None => None,
        };
        let fits = match (&standing, suite) {
            (Some(standing), Some(suite)) => {
                let before = standing.before.as_deref().unwrap_or_default();
                row.clone().into_sealed().link(suite, before) == standing.link
            }
            _ => false,
        };
        let since = self.now() - SignedDuration::from_hours(30 * 24);
        let same_person = match row.person {
            Some(person) => self.inner.db.audit_of_person(&reach, person, since).await?,
            None => Vec::new(),
        };
        let mut read = listed(self, caller, &scope, "audit_row", 1);
        read.record = Some(id.uuid());
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&read, self.now()).await?;
        tx.commit().await?;
        Ok(AuditDetail { row, standing, fits, same_person })
    }

    /// The instants of the days that were asked for. Errors: `Invalid` when the last lies before the first.
    pub(super) fn span(&self, query: &AuditQuery) -> Result<(Timestamp, Timestamp)> {
        if let (Some(from), Some(until)) = (query.from, query.until)
            && until < from
        {
            return Err(AppError::field("until", "audit-until-early", until.to_string()));
        }
        let from = query.from.and_then(|day| self.start_of(day)).unwrap_or(Timestamp::MIN);
        let until = query.until.and_then(|day| day.checked_add(1.day()).ok()).and_then(|day| self.start_of(day));
        Ok((from, until.unwrap_or(Timestamp::MAX)))
    }

    /// Which index answers. The error names the field of which nothing is known.
    async fn plan(&self, reach: &Reach, query: &AuditQuery) -> Result<Result<Plan, &'static str>> {
        let mut plan = Plan { by: By::Time, accounts: Vec::new(), record_or_person: None, person: None };
        if query.refused {
            plan.by = By::Refused;
        }
        if !query.action.is_empty() {
            plan.by = By::Action(query.action.clone());
        }
        let who = query.who.trim();
        if !who.is_empty() {
            plan.accounts = account_ids(who);
            if plan.accounts.is_empty() {
                plan.accounts = self.inner.db.accounts_named(reach, &who.to_lowercase(), who).await?;
            }
            match plan.accounts.as_slice() {
                [] => return Ok(Err("who")),
                [one] => plan.by = By::Account(*one),
                _ => {}
            }
        }
        let what = query.what.trim();
        if what.is_empty() {
            return Ok(Ok(plan));
        }
        if let Ok(number) = CitizenId::parse(what, self.day(self.now())) {
            let mut tx = self.inner.db.begin().await?;
            let found = tx.person_by_identifier(CITIZEN, number.as_str()).await?;
            tx.rollback().await?;
            // of another place nobody learns that the number is known
            let Some(found) = found.filter(|found| reach.holds(&found.place)) else { return Ok(Err("what")) };
            plan.person = Some(found.id);
            plan.by = By::Person(found.id);
        } else if let Ok(id) = what.parse::<Uuid>() {
            let first = self.newest();
            let one = self.inner.db.audit_search(reach, &By::Record(id), first, Timestamp::MIN, 1).await?;
            let is_record = !one.rows.is_empty() || one.end.is_some();
            plan.record_or_person = Some(id);
            plan.by = if is_record { By::Record(id) } else { By::Person(PersonId::from_uuid(id)) };
        } else {
            let Some(id) = self.warning_in(reach, what).await? else { return Ok(Err("what")) };
            plan.record_or_person = Some(id.uuid());
            plan.by = By::Record(id.uuid());
        }
        Ok(Ok(plan))
    }

    /// The warning with a number, where its place is in reach.
    async fn warning_in(&self, reach: &Reach, number: &str) -> Result<Option<WarningId>> {
        let Some(id) = self.inner.db.warning_numbered(number).await? else { return Ok(None) };
        let place = self.inner.db.warning_place(id).await?;
        Ok(place.filter(|found| reach.holds(&found.place)).map(|_| id))
    }

    fn newest(&self) -> Before {
        Before { at: Timestamp::MAX, id: AuditId::from_uuid(Uuid::max()) }
    }

    async fn find(
        &self,
        reach: &Reach,
        query: &AuditQuery,
        plan: &Plan,
        (from, until): (Timestamp, Timestamp),
        limit: u32,
    ) -> Result<AuditPage> {
        let end = Before { at: until, id: AuditId::from_uuid(Uuid::nil()) };
        let mut at = match query.before {
            Some(before) if before.at < until => before,
            _ => end,
        };
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut page = AuditPage::default();
        for fetch in 0..FETCHES {
            // without a filter beside the index the first rows are the page
            let size = if fetch == 0 { limit } else { FETCHED.max(limit) };
            let found = self.inner.db.audit_search(reach, &plan.by, at, from, size).await?;
            for row in found.rows {
                at = Before { at: row.at, id: row.id };
                if fits(query, plan, &row) {
                    page.rows.push(row);
                    if page.rows.len() == most {
                        page.next = Some(at);
                        return Ok(page);
                    }
                }
            }
            match found.end {
                Some(end) => at = end,
                None => return Ok(page),
            }
        }
        page.next = Some(at);
        page.stopped_at = Some(at.at);
        Ok(page)
    }
}

/// Ids of accounts, joined by dots; empty for anything else.
fn account_ids(text: &str) -> Vec<AccountId> {
    let ids: Option<Vec<AccountId>> = text.split('.').map(|id| id.parse().ok()).collect();
    ids.unwrap_or_default()
}

/// Does the row have everything that was asked for? The index answered for one part of it.
fn fits(query: &AuditQuery, plan: &Plan, row: &AuditRow) -> bool {
    let below = |place: &PlacePath| row.place.starts_with(place.as_str());
    (query.action.is_empty() || row.action == query.action)
        && query.kind.is_none_or(|kind| ActionKind::of(&row.action) == kind)
        && (query.purpose.is_empty() || row.purpose == query.purpose)
        && query.place.as_ref().is_none_or(below)
        && (!query.refused || row.outcome == "refused")
        && (plan.accounts.is_empty() || row.account.is_some_and(|id| plan.accounts.contains(&id)))
        && plan.record_or_person.is_none_or(|id| row.record == Some(id) || row.person.map(|person| person.uuid()) == Some(id))
        && plan.person.is_none_or(|person| row.person == Some(person))
}

/// Which filters were used, as codes: never what was typed.
fn filters(query: &AuditQuery) -> String {
    let parts = [
        (query.from.is_some() || query.until.is_some(), "time"),
        (!query.who.trim().is_empty(), "who"),
        (!query.what.trim().is_empty(), "what"),
        (query.kind.is_some() || !query.action.is_empty(), "action"),
        (!query.purpose.is_empty(), "purpose"),
        (query.place.is_some(), "place"),
        (query.refused, "refused"),
        (query.before.is_some(), "older"),
    ];
    let used: Vec<&str> = parts.into_iter().filter(|(is_used, _)| *is_used).map(|(_, name)| name).collect();
    if used.is_empty() { String::new() } else { format!(" by={}", used.join(",")) }
}
