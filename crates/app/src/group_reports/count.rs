//! A campaign that is over is counted for its group report: once, as of the numbers that its own page shows, and kept.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::Purpose;
use xinqiao_indicators::suppress::{Decision, Kept, NodeRule, Table, decide};
use xinqiao_indicators::{Mean, Release};
use xinqiao_kernel::id::PublicationId;
use xinqiao_store::StoreError;
use xinqiao_store::audit::NewAudit;
use xinqiao_store::campaigns::Campaign;
use xinqiao_store::group_reports::{CountedAt, GroupMember, GroupTable};
use xinqiao_store::releases::NewPublication;

use super::columns::{Columns, MISSING, Whole};
use crate::audit::by_system;
use crate::{App, Result};

/// Who is not told apart by sex or age: nobody knows it.
pub(super) const UNKNOWN: &str = "unknown";

/// The tables that are counted: whether the campaign's own numbers are the same, the whole, and the three that are shown below it.
const AS_PUBLISHED: usize = 0;
const WHOLE: usize = 1;
const TABLES: usize = 5;

/// The tables of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// Places below the campaign's.
    Place,
    Sex,
    /// Years of age on the first day of the campaign.
    Age,
}

impl Axis {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Place, Self::Sex, Self::Age];

    /// Its name in what is published.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Sex => "sex",
            Self::Age => "age",
        }
    }

    const fn table(self) -> usize {
        match self {
            Self::Place => 2,
            Self::Sex => 3,
            Self::Age => 4,
        }
    }
}

/// Why there is no report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotYet {
    /// The campaign is not over.
    Running,
    /// Nobody who leads the campaign has opened its report since it ended.
    NotOpened,
    /// Too few were asked or answered to tell anything apart.
    TooFew,
    /// The numbers of the campaign's page are from before the latest sheets, which are few: whoever compared both could tell theirs.
    Moving,
}

/// From how many persons on a count is shown: of the campaign's place, and below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Floors {
    pub whole: u64,
    pub below: u64,
}

/// The subject of a part of a report; `whole` is the campaign itself.
pub(super) fn subject(campaign: &Campaign, part: &str) -> String {
    format!("group-report/{}/{part}", campaign.id)
}

impl App {
    /// Floors of a report: it goes to people who were not part of the screening, so those of statistics hold as well as the screening's. Below
    /// the campaign's place it is the floor of the lowest level, whatever stands between.
    pub(super) fn group_floors(&self, level: &str) -> Result<Floors> {
        let at = |level: &str| -> Result<u64> {
            Ok(self.floor(Purpose::Screening, level)?.max(self.floor(Purpose::Statistics, level)?))
        };
        let whole = at(level)?;
        Ok(Floors { whole, below: whole.max(at("unit")?) })
    }

    /// Counts a campaign that is over, unless it was counted.
    pub(super) async fn count_group_report(&self, campaign: &Campaign, floors: Floors) -> Result<Option<NotYet>> {
        let subject = format!("campaign/{}/answered", campaign.id);
        let Some(out) = self.inner.db.publication(&subject).await? else { return Ok(Some(NotYet::TooFew)) };
        let (history, _) = self.inner.db.releases(&subject, u32::MAX).await?;
        let Some(last) = history.last() else { return Ok(Some(NotYet::TooFew)) };
        let columns = Columns::of(last);
        for by in [self.now(), out.at] {
            let tables = self.group_tables(campaign, by, &columns).await?;
            if is_as_published(&tables[AS_PUBLISHED], last) {
                let persons = tables[WHOLE].persons.clone();
                let Some(whole) = Whole::of(&persons, floors.whole, columns.names()) else { return Ok(Some(NotYet::TooFew)) };
                return self.keep_group_report(campaign, &whole, &tables, floors).await.map(|()| None);
            }
        }
        Ok(Some(NotYet::Moving))
    }

    /// Everybody who was asked by an instant, in all tables.
    async fn group_tables(&self, campaign: &Campaign, by: Timestamp, columns: &Columns) -> Result<Vec<GroupTable>> {
        let age_from = self.quality_rules()?.model().age_from.clone();
        let at = |member: &GroupMember| {
            let column = columns.column(member);
            let in_table = |table, node| CountedAt { table, node, column: column.clone() };
            let place = member.place.as_str().strip_prefix(campaign.place.as_str()).unwrap_or_default().to_owned();
            let sex = format!("{}/", member.sex.as_deref().unwrap_or(UNKNOWN));
            let age = member.birth_on.and_then(|born| age_node(&age_from, born, campaign.opens_on));
            let mut found = vec![
                in_table(WHOLE, String::new()),
                in_table(Axis::Place.table(), place),
                in_table(Axis::Sex.table(), sex),
                in_table(Axis::Age.table(), age.unwrap_or_else(|| format!("{UNKNOWN}/"))),
            ];
            if let Some(sheet) = &member.sheet {
                // a band that was not out counts where nothing of the published has been
                let node = columns.published_node(member).unwrap_or_else(|| format!("?/{}/", sheet.band));
                found.push(CountedAt { table: AS_PUBLISHED, node, column: String::new() });
            }
            found
        };
        Ok(self.inner.db.count_groups(campaign, by, TABLES, at).await?)
    }

    /// Keeps what may be seen, with its means and an audit row, in one transaction.
    async fn keep_group_report(&self, campaign: &Campaign, whole: &Whole, tables: &[GroupTable], floors: Floors) -> Result<()> {
        let floor = |node: &str| if node.is_empty() { floors.whole } else { floors.below };
        let mut parts: Vec<(&str, Release, Vec<Mean>)> = Vec::new();
        let told = told_nodes(&whole.release);
        let means = tables[WHOLE].scores.means(floor, |node| told.contains(node));
        parts.push((super::WHOLE, whole.release.clone(), means));
        for axis in Axis::ALL {
            let table = &tables[axis.table()];
            if let Some(release) = whole.table(table.persons.clone(), floor) {
                let told = told_nodes(&release);
                let means = table.scores.means(floor, |node| told.contains(node));
                parts.push((axis.code(), release, means));
            }
        }
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        for (part, release, means) in &parts {
            let id = PublicationId::new(self.ids(), now);
            let subject = subject(campaign, part);
            let new = NewPublication { id, subject: &subject, number: 1, is_anew: true, has_followers: false, release };
            match tx.add_publication(&new, now).await {
                Ok(()) => {}
                // somebody else looked at the same moment: theirs is out
                Err(StoreError::Duplicate { .. }) => return Ok(()),
                Err(fault) => return Err(fault.into()),
            }
            tx.add_group_means(id, means).await?;
            let (hidden, cells) = release.hidden();
            let detail = format!("{subject} number=1 cells={cells} hidden={hidden} means={}", means.len());
            let row = by_system(self, "publish_counts", &campaign.place, None, "publication", id.uuid(), detail);
            tx.audit(&NewAudit { purpose: Purpose::Statistics.code().to_owned(), ..row }, now).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The first year of each age group, from the pack of quality.
    pub(super) fn age_groups(&self) -> Result<Vec<u64>> {
        Ok(self.quality_rules()?.model().age_from.clone())
    }
}

/// Are these the numbers that the campaign's page shows?
fn is_as_published(table: &GroupTable, last: &Release) -> bool {
    let table = Table::build(&table.persons, &[], |_| NodeRule { floor: 1, is_shown: true });
    decide(&table, std::slice::from_ref(last)) == Decision::Keep(Kept::Unchanged)
}

/// The nodes at which the number of sheets may be seen: it is the sum less those without a sheet.
fn told_nodes(release: &Release) -> BTreeSet<String> {
    let shown = |part: &'static str| {
        let cells = release.cells().filter(move |(_, column, cell)| *column == part && cell.shown().is_some());
        cells.map(|(node, ..)| node.to_owned()).collect::<BTreeSet<String>>()
    };
    shown("").intersection(&shown(MISSING)).cloned().collect()
}

/// The age group on a day, as a node.
fn age_node(from: &[u64], born: Date, on: Date) -> Option<String> {
    let years = u64::from(xinqiao_kernel::person::age_on(born, on)?);
    from.iter().rfind(|from| **from <= years).map(|from| format!("{from}/"))
}
