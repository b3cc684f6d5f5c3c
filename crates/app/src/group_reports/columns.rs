//! The columns of a group report: the four steps of attention as far as the campaign's own page shows them, the rest taken together.
//!
//! The tables by place, sex and age share their sums. Each is protected by itself, which protects all of them together only when what they
//! share is known as a whole: so a column is a step whose number of the whole campaign is shown, and what is hidden there is one column, whose
//! number follows anyway. Whatever table of places agrees with what is shown fits every table of sexes that does.

use std::collections::BTreeMap;

use xinqiao_indicators::suppress::{Decision, NodeRule, Table, decide};
use xinqiao_indicators::{Cell, RawCounts, Release};
use xinqiao_store::group_reports::GroupMember;

/// Not told apart: steps of few, and what had to be hidden with them.
pub(super) const REST: &str = "rest";
/// Asked, and no sheet.
pub(super) const MISSING: &str = "missing";

/// What the answers are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// A step of attention, 1 (steady) to 4 (talk soon).
    Step(u8),
    /// Sheets without a band.
    Without,
    /// Steps that are not told apart.
    Rest,
}

impl Column {
    /// All of them, in the order of a report.
    pub const ALL: [Self; 6] = [Self::Step(1), Self::Step(2), Self::Step(3), Self::Step(4), Self::Without, Self::Rest];

    /// Its name in what is published.
    pub(super) fn code(self) -> String {
        match self {
            Self::Step(step) => format!("step{step}"),
            Self::Without => "without".to_owned(),
            Self::Rest => REST.to_owned(),
        }
    }
}

/// Which column somebody counts in, by what the campaign's page shows.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// band → step, as published
    steps: BTreeMap<String, u8>,
    /// steps whose number is hidden
    hidden: Vec<u8>,
    is_missing_shown: bool,
}

impl Columns {
    /// The columns of the latest numbers of a campaign.
    pub(super) fn of(release: &Release) -> Self {
        let (mut steps, mut hidden) = (BTreeMap::new(), Vec::new());
        for (node, _, cell) in release.cells() {
            let mut parts = node.split_terminator('/');
            let step = parts.next().and_then(|step| step.parse().ok());
            match (step, parts.next()) {
                (Some(step), Some(band)) => {
                    let band = if band == "-" { "" } else { band };
                    steps.insert(band.to_owned(), step);
                }
                (Some(step), None) if cell == Cell::Hidden => hidden.push(step),
                _ => {}
            }
        }
        Self { steps, hidden, is_missing_shown: release.cell("", "") != Cell::Hidden }
    }

    /// The node of the campaign's own table; none for a member without a sheet, and for a band that was not published.
    pub(super) fn published_node(&self, member: &GroupMember) -> Option<String> {
        let band = &member.sheet.as_ref()?.band;
        let step = self.steps.get(band)?;
        Some(format!("{step}/{}/", if band.is_empty() { "-" } else { band }))
    }

    /// The names of the columns: a step that is hidden has none, one that nobody is in has one.
    pub(super) fn names(&self) -> Vec<String> {
        let is_told = |column: &Column| match column {
            Column::Step(step) => !self.hidden.contains(step),
            Column::Without => !self.hidden.contains(&0),
            Column::Rest => true,
        };
        let told = Column::ALL.into_iter().filter(is_told).map(Column::code);
        told.chain(self.is_missing_shown.then(|| MISSING.to_owned())).collect()
    }

    /// The column of a member.
    pub(super) fn column(&self, member: &GroupMember) -> String {
        match &member.sheet {
            None if self.is_missing_shown => MISSING.to_owned(),
            None => REST.to_owned(),
            Some(sheet) => match self.steps.get(&sheet.band).filter(|step| !self.hidden.contains(step)) {
                Some(0) => Column::Without.code(),
                Some(step) => Column::Step(*step).code(),
                None => REST.to_owned(),
            },
        }
    }
}

/// The whole campaign in columns, those that a floor hides taken together; none when nothing but their sum is left, or not even that.
pub(super) struct Whole {
    pub release: Release,
    pub columns: Vec<String>,
    /// columns that came into the rest
    merged: Vec<String>,
}

impl Whole {
    pub(super) fn of(raw: &RawCounts, floor: u64, mut columns: Vec<String>) -> Option<Self> {
        let mut merged = Vec::new();
        loop {
            let raw = raw.clone().in_columns(|column| into(&merged, column));
            let release = first(&raw, &columns, |_| floor)?;
            let hidden: Vec<String> = columns
                .iter()
                .filter(|column| column.as_str() != REST && release.cell("", column) == Cell::Hidden)
                .cloned()
                .collect();
            let is_rest_shown = release.cell("", REST) != Cell::Hidden;
            if release.cell("", "") == Cell::Hidden {
                return None;
            }
            if hidden.is_empty() {
                let is_told = columns.iter().any(|column| column != REST && release.cell("", column) != Cell::Count(0));
                return (is_rest_shown && is_told).then_some(Self { release, columns, merged });
            }
            columns.retain(|column| !hidden.contains(column));
            merged.extend(hidden);
        }
    }

    /// A table of the same persons in the same columns; none where it would hide what is known of the whole, and so would not be safe.
    pub(super) fn table(&self, raw: RawCounts, floor: impl Fn(&str) -> u64) -> Option<Release> {
        let raw = raw.in_columns(|column| into(&self.merged, column));
        let release = first(&raw, &self.columns, floor)?;
        let is_whole = self.columns.iter().map(String::as_str).chain([""]);
        let holds = is_whole.into_iter().all(|column| release.cell("", column) == self.release.cell("", column));
        holds.then_some(release)
    }
}

fn into(merged: &[String], column: &str) -> String {
    if merged.iter().any(|hidden| hidden == column) { REST.to_owned() } else { column.to_owned() }
}

fn first(raw: &RawCounts, columns: &[String], floor: impl Fn(&str) -> u64) -> Option<Release> {
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let table = Table::build(raw, &names, |node| NodeRule { floor: floor(node), is_shown: true });
    match decide(&table, &[]) {
        Decision::Publish { release, .. } => Some(release),
        Decision::Keep(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        Column::ALL.into_iter().map(Column::code).chain([MISSING.to_owned()]).collect()
    }

    fn raw(rows: &[(&str, &str, u64)]) -> RawCounts {
        RawCounts::of(rows.iter().map(|(node, column, count)| ((*node).to_owned(), (*column).to_owned(), *count)))
    }

    fn cells(release: &Release, node: &str, columns: &[&str]) -> Vec<Option<u64>> {
        columns.iter().map(|column| release.cell(node, column).shown()).collect()
    }

    #[test]
    fn a_step_of_few_is_taken_together_with_another_so_that_nothing_of_the_whole_is_hidden() {
        let whole =
            Whole::of(&raw(&[("", "step1", 80), ("", "step2", 15), ("", "step4", 2), ("", "missing", 20)]), 5, names()).unwrap();
        let told = cells(&whole.release, "", &["step1", "step2", "step4", "rest", "missing", ""]);
        assert_eq!(told.iter().flatten().sum::<u64>(), 2 * 117, "all but the sum add up to it: {told:?}");
        assert_eq!(whole.release.hidden().0, 0);
        assert!(!whole.columns.contains(&"step4".to_owned()), "{:?}", whole.columns);
        assert!(whole.release.cell("", "rest").shown().is_some_and(|count| 5 <= count));
    }

    #[test]
    fn a_step_that_the_campaigns_page_hides_has_no_column_and_one_of_nobody_has() {
        let table =
            Table::build(&raw(&[("1/none/", "", 40), ("2/mild/", "", 9), ("4/severe/", "", 2), ("0/-/", "", 30)]), &[], |_| {
                NodeRule { floor: 5, is_shown: true }
            });
        let Decision::Publish { release, .. } = decide(&table, &[]) else { panic!("nothing went out") };
        let columns = Columns::of(&release);
        let told = columns.names();
        assert!(!told.contains(&"step4".to_owned()), "{told:?}");
        assert!(told.contains(&"step3".to_owned()) && told.contains(&MISSING.to_owned()), "{told:?}");
        let sheet = |band: &str| GroupMember {
            place: "62/".parse().unwrap(),
            sex: None,
            birth_on: None,
            sheet: Some(xinqiao_store::group_reports::GroupSheet { band: band.to_owned(), total: None }),
        };
        assert_eq!(columns.column(&sheet("severe")), REST);
        assert_eq!(columns.published_node(&sheet("")), Some("0/-/".to_owned()));
        assert_eq!(columns.column(&GroupMember { sheet: None, ..sheet("") }), MISSING);
    }

    #[test]
    fn of_few_people_or_of_one_column_only_there_is_no_report() {
        assert!(Whole::of(&raw(&[("", "step1", 4)]), 5, names()).is_none());
        assert!(Whole::of(&raw(&[("", "step1", 2), ("", "missing", 3)]), 5, names()).is_none());
    }

    #[test]
    fn a_table_that_would_hide_what_is_known_of_the_whole_is_not_shown() {
        let whole = Whole::of(&raw(&[("", "step1", 60), ("", "missing", 40)]), 5, names()).unwrap();
        let fine =
            whole.table(raw(&[("a/", "step1", 58), ("b/", "step1", 2), ("a/", "missing", 20), ("b/", "missing", 20)]), |_| 5);
        let fine = fine.unwrap();
        assert_eq!(cells(&fine, "b/", &["step1"]), [None]);
        assert_eq!(cells(&fine, "", &["step1", "missing", ""]), [Some(60), Some(40), Some(100)]);
        // other people than those of the whole
        assert!(whole.table(raw(&[("a/", "step1", 59), ("a/", "missing", 40)]), |_| 5).is_none());
    }

    #[test]
    fn what_is_hidden_of_a_table_does_not_follow_from_what_is_shown() {
        let rows = [("a/", "step1", 30), ("b/", "step1", 40), ("c/", "step1", 3), ("a/", "missing", 9), ("b/", "missing", 12)];
        let counts = raw(&rows);
        let whole = Whole::of(&raw(&[("", "step1", 73), ("", "missing", 21)]), 5, names()).unwrap();
        let table = whole.table(counts, |_| 5).unwrap();
        let hidden = ["a/", "b/", "c/"].iter().filter(|node| table.cell(node, "step1") == Cell::Hidden).count();
        assert!(2 <= hidden, "one hidden cell alone is the sum less the others");
    }
}
