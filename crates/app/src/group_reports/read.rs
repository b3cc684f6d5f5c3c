//! Reading a group report: of the whole campaign or of a place below it, as a page or as a file.

use std::collections::BTreeMap;

use jiff::Timestamp;
use xinqiao_access::{Permit, Purpose, Resource, act};
use xinqiao_indicators::Mean;
use xinqiao_kernel::id::CampaignId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::campaigns::Campaign;
use xinqiao_store::places::Place;
use xinqiao_store::releases::{Publication, PublishedCell};

use super::columns::Column;
use super::content::{Comparison, GroupLine};
use super::count::{Axis, Floors, NotYet, UNKNOWN, subject};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// The node of those who are counted at a place itself, beside the places below it: never shown.
const ITSELF: &str = "=/";

/// What somebody wants to see.
#[derive(Debug, Clone)]
pub struct GroupAsked {
    pub campaign: CampaignId,
    /// none: the campaign's
    pub place: Option<PlacePath>,
    pub taken_as: TakenAs,
}

/// How a report is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenAs {
    Page,
    Pdf,
    Word,
    Excel,
}

impl TakenAs {
    /// Its word in the audit.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Pdf => "pdf",
            Self::Word => "docx",
            Self::Excel => "xlsx",
        }
    }
}

/// Whom a line counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineName {
    /// a place, with its path: it has a report of its own
    Place(String, PlacePath),
    Female,
    Male,
    /// from an age on, to the year before the next group; none: and older
    Age(u64, Option<u64>),
    Unknown,
}

/// The groups of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupAxis {
    pub axis: Axis,
    /// empty where the groups could not be told apart safely, and where there are none
    pub lines: Vec<(LineName, GroupLine)>,
    /// could they be told apart?
    pub is_told: bool,
}

/// A report.
#[derive(Debug, Clone)]
pub struct GroupReport {
    pub counted_at: Timestamp,
    /// what the answers are counted by, in order
    pub columns: Vec<Column>,
    pub whole: GroupLine,
    pub axes: Vec<GroupAxis>,
    /// the campaign of before with the same questions at the same place, and what changed since
    pub earlier: Option<(Campaign, Comparison)>,
}

/// A report, or why there is none.
#[derive(Debug, Clone)]
pub struct GroupReportView {
    pub campaign: Campaign,
    pub place: Place,
    /// is it the campaign's own place?
    pub is_whole: bool,
    pub floors: Floors,
    pub report: std::result::Result<GroupReport, NotYet>,
}

impl App {
    /// The group report of a campaign or of a place below it. Whoever may read the campaign at its place has it counted by looking, once it is
    /// over; whoever may read at a place below sees that place afterwards.
    ///
    /// Errors: `NotFound` for an unknown campaign, a place that is not the campaign's or below it, and outside the scope; `Denied` without the
    /// right; `Conflict` (`group_report_not_yet`) for a file of what is not there yet.
    pub async fn group_report(&self, caller: &Caller, asked: &GroupAsked) -> Result<GroupReportView> {
        let campaign = self.inner.db.campaign(asked.campaign).await?.ok_or(AppError::NotFound)?;
        let path = asked.place.clone().unwrap_or_else(|| campaign.place.clone());
        let permit = self.permit::<act::ReadCampaign>(caller, &Resource::at(path.clone()), Purpose::Screening).await?;
        if !campaign.place.covers(&path) {
            return Err(AppError::NotFound);
        }
        let place = self.inner.db.place(&path).await?.ok_or(AppError::NotFound)?;
        let level = self.inner.db.place(&campaign.place).await?.map_or_else(|| "unit".to_owned(), |place| place.level);
        let floors = self.group_floors(&level)?;
        let report = match self.group_report_counted(caller, &campaign, floors).await? {
            Ok(out) => self.group_report_of(&permit, &campaign, out, &path).await?,
            Err(why) => Err(why),
        };
        if report.is_err() && asked.taken_as != TakenAs::Page {
            return Err(AppError::conflict("group_report_not_yet"));
        }
        let detail = format!("{} at={path} is_there={}", asked.taken_as.code(), report.is_ok());
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "group_report", Some(campaign.id.uuid()), detail), self.now()).await?;
        tx.commit().await?;
        let is_whole = path == campaign.place;
        Ok(GroupReportView { campaign, place, is_whole, floors, report })
    }

    /// The publication of the whole campaign; counts it first where that is due and the caller may.
    async fn group_report_counted(
        &self,
        caller: &Caller,
        campaign: &Campaign,
        floors: Floors,
    ) -> Result<std::result::Result<Publication, NotYet>> {
        let subject = subject(campaign, super::WHOLE);
        if let Some(out) = self.inner.db.publication(&subject).await? {
            return Ok(Ok(out));
        }
        if self.day(self.now()) <= campaign.closes_on {
            return Ok(Err(NotYet::Running));
        }
        if !self.may::<act::ReadCampaign>(caller, &Resource::at(campaign.place.clone())) {
            return Ok(Err(NotYet::NotOpened));
        }
        // its own page moves its numbers first
        self.campaign(caller, campaign.id).await?;
        if let Some(why) = self.count_group_report(campaign, floors).await? {
            return Ok(Err(why));
        }
        Ok(self.inner.db.publication(&subject).await?.ok_or(NotYet::TooFew))
    }

    async fn group_report_of(
        &self,
        permit: &Permit<act::ReadCampaign>,
        campaign: &Campaign,
        out: Publication,
        path: &PlacePath,
    ) -> Result<std::result::Result<GroupReport, NotYet>> {
        let whole = self.group_part(permit, campaign, super::WHOLE, &PlacePath::root()).await?;
        let Some(whole) = whole else { return Ok(Err(NotYet::TooFew)) };
        let columns = whole.columns();
        let below = relative(campaign, path)?;
        let is_whole = path == &campaign.place;
        let places = self.group_part(permit, campaign, Axis::Place.code(), &below).await?;
        let line = match (is_whole, &places) {
            (true, _) => whole.line("", &columns),
            (false, Some(places)) if places.has(below.as_str()) => places.line(below.as_str(), &columns),
            (false, _) => return Ok(Err(NotYet::TooFew)),
        };
        let mut axes = vec![self.place_axis(places, path, &below, &columns).await?];
        if is_whole {
            for axis in [Axis::Sex, Axis::Age] {
                let part = self.group_part(permit, campaign, axis.code(), &PlacePath::root()).await?;
                axes.push(self.people_axis(axis, part, &columns)?);
            }
        }
        let earlier = self.earlier_report(permit, campaign, &below, (&line, &columns)).await?;
        Ok(Ok(GroupReport { counted_at: out.at, columns, whole: line, axes, earlier }))
    }

    /// What is out of a part of a report at and below a node; none when the part was not published.
    async fn group_part(
        &self,
        permit: &Permit<act::ReadCampaign>,
        campaign: &Campaign,
        part: &str,
        below: &PlacePath,
    ) -> Result<Option<Part>> {
        let Some(out) = self.inner.db.publication(&subject(campaign, part)).await? else { return Ok(None) };
        let place: PlacePath =
            format!("{}{below}", campaign.place).parse().map_err(|_| AppError::broken("a node of a group report is no place"))?;
        // the whole is told beside a part of it as its columns only
        let place = if part == super::WHOLE { permit.place().clone() } else { place };
        let cells = self.inner.db.group_cells(permit, &place, out.id, &below.range()).await?;
        let means = self.inner.db.group_means(permit, &place, out.id, &below.range()).await?;
        Ok(Some(Part::of(cells, means)))
    }

    async fn place_axis(&self, part: Option<Part>, path: &PlacePath, below: &PlacePath, columns: &[Column]) -> Result<GroupAxis> {
        let Some(part) = part else { return Ok(GroupAxis { axis: Axis::Place, lines: Vec::new(), is_told: false }) };
        let mut lines = Vec::new();
        for place in self.places_under(path).await? {
            let node = place.path.last().map(|segment| format!("{below}{segment}/")).unwrap_or_default();
            if part.has(&node) {
                lines.push((LineName::Place(place.name, place.path), part.line(&node, columns)));
            }
        }
        Ok(GroupAxis { axis: Axis::Place, lines, is_told: true })
    }

    fn people_axis(&self, axis: Axis, part: Option<Part>, columns: &[Column]) -> Result<GroupAxis> {
        let Some(part) = part else { return Ok(GroupAxis { axis, lines: Vec::new(), is_told: false }) };
        let from = self.age_groups()?;
        let ages = from
            .iter()
            .enumerate()
            .map(|(at, first)| (first.to_string(), LineName::Age(*first, from.get(at + 1).map(|next| next.saturating_sub(1)))));
        let named: Vec<(String, LineName)> = match axis {
            Axis::Sex => vec![("female".to_owned(), LineName::Female), ("male".to_owned(), LineName::Male)],
            Axis::Age | Axis::Place => ages.collect(),
        };
        let named = named.into_iter().chain([(UNKNOWN.to_owned(), LineName::Unknown)]);
        let lines = named.map(|(code, name)| (format!("{code}/"), name)).filter(|(node, _)| part.has(node));
        let lines = lines.map(|(node, name)| (name, part.line(&node, columns))).collect();
        Ok(GroupAxis { axis, lines, is_told: true })
    }

    /// The latest earlier campaign that was counted for a report, and what changed since.
    async fn earlier_report(
        &self,
        permit: &Permit<act::ReadCampaign>,
        campaign: &Campaign,
        below: &PlacePath,
        (line, columns): (&GroupLine, &[Column]),
    ) -> Result<Option<(Campaign, Comparison)>> {
        let part = if below.depth() == 0 { super::WHOLE } else { Axis::Place.code() };
        for earlier in self.inner.db.earlier_campaigns(campaign).await? {
            let found = self.group_part(permit, &earlier, part, below).await?;
            if let Some(found) = found.filter(|found| found.has(below.as_str())) {
                let change = line.less(&found.line(below.as_str(), columns));
                return Ok(Some((earlier, change)));
            }
        }
        Ok(None)
    }
}

/// A place below the campaign's, as a node.
fn relative(campaign: &Campaign, path: &PlacePath) -> Result<PlacePath> {
    let rest = path.as_str().strip_prefix(campaign.place.as_str()).unwrap_or_default();
    rest.parse().map_err(|_| AppError::broken("a place of a group report is no node"))
}

/// What is out of one table.
struct Part {
    cells: BTreeMap<String, Vec<PublishedCell>>,
    means: BTreeMap<String, Mean>,
}

impl Part {
    fn of(found: Vec<PublishedCell>, means: Vec<Mean>) -> Self {
        let mut cells: BTreeMap<String, Vec<PublishedCell>> = BTreeMap::new();
        for cell in found.into_iter().filter(|cell| !cell.node.ends_with(ITSELF)) {
            cells.entry(cell.node.clone()).or_default().push(cell);
        }
        Self { cells, means: means.into_iter().map(|mean| (mean.node.clone(), mean)).collect() }
    }

    fn has(&self, node: &str) -> bool {
        self.cells.contains_key(node)
    }

    /// The columns of the whole, in order: every step that is told apart, and of the others those that count anybody.
    fn columns(&self) -> Vec<Column> {
        let cells = self.cells.get("").map_or(&[][..], Vec::as_slice);
        let find = |column: &Column| cells.iter().find(|cell| cell.part == column.code());
        let is_shown = |column: &Column| match (column, find(column)) {
            (_, None) => false,
            (Column::Step(_), Some(_)) => true,
            (Column::Without | Column::Rest, Some(cell)) => cell.cell.shown() != Some(0),
        };
        Column::ALL.into_iter().filter(is_shown).collect()
    }

    fn line(&self, node: &str, columns: &[Column]) -> GroupLine {
        let cells: Vec<&PublishedCell> = self.cells.get(node).into_iter().flatten().collect();
        GroupLine::of(&cells, self.means.get(node), columns)
    }
}
