//! `docs/access.md`: a frame written by hand, and between two marks the tables of the policy in words.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use xinqiao_access::{Fields, Purpose, Reach, Role, Rule, rules};

use crate::tree::Tree;

const PAGE: &str = "docs/access.md";
const BEGINS: &str = "<!-- policy: written by `cargo run -p xtask -- access` -->\n";
const ENDS: &str = "<!-- end of policy -->";
const LABELS: &str = "crates/web/locales/zh-CN/words.ftl";

/// Writes the page anew.
pub(crate) fn write(tree: &Tree) -> Result<()> {
    let page = page(tree)?;
    std::fs::write(tree.root.join(PAGE), page).with_context(|| format!("write {PAGE}"))
}

/// The page must be the one that the policy gives.
pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let Some(file) = tree.files.iter().find(|file| file.path == PAGE) else { return Vec::new() };
    match page(tree) {
        Ok(page) if page == file.text => Vec::new(),
        Ok(_) => vec![file.fault(1, "the tables are not those of the policy: run `cargo run -p xtask -- access`")],
        Err(why) => vec![file.fault(1, &format!("{why:#}"))],
    }
}

/// The page with the tables of today.
fn page(tree: &Tree) -> Result<String> {
    let text = |path: &str| tree.files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
    let frame = text(PAGE).with_context(|| format!("{PAGE} is missing"))?;
    let labels = text(LABELS).with_context(|| format!("{LABELS} is missing"))?;
    let (before, rest) = frame.split_once(BEGINS).context("the mark before the tables is missing")?;
    let (_, after) = rest.split_once(ENDS).context("the mark after the tables is missing")?;
    Ok(format!("{before}{BEGINS}{}{ENDS}{after}", tables(labels)))
}

fn tables(labels: &str) -> String {
    let mut text = overview(labels);
    for role in Role::ALL {
        let _infallible = write!(text, "\n### {}\n\n", title(*role, labels));
        text.push_str("| which records | what for | may | sees |\n|---|---|---|---|\n");
        for group in groups(*role) {
            let Group { reach, purpose, fields, actions } = group;
            let sees = sees(fields, role.is_staff());
            let _infallible = writeln!(text, "| {} | {} | {} | {sees} |", records(reach), what_for(purpose), actions.join(", "));
        }
    }
    text
}

/// Which fields a role sees at all.
fn overview(labels: &str) -> String {
    let mut text = String::from(
        "### Who sees which fields\n\n● in daily work, ○ in an open emergency only, of the records in the role's reach.\n\n",
    );
    let all: Vec<&str> = every_field().names().collect();
    let heads: Vec<&str> = all.iter().map(|name| field(name)).collect();
    let _infallible = writeln!(text, "| role | {} |\n|---|{}", heads.join(" | "), ":-:|".repeat(all.len()));
    for role in Role::ALL {
        let sign = |name: &&str| {
            let shows = |rule: &&Rule| Fields::named(name).is_some_and(|field| rule.fields.contains(field));
            let daily = |rule: &Rule| rule.reach != [Reach::Emergency];
            match (rules(*role).filter(shows).any(daily), rules(*role).any(|rule| shows(&rule))) {
                (true, _) => "●",
                (false, true) => "○",
                (false, false) => "",
            }
        };
        let signs: Vec<&str> = all.iter().map(sign).collect();
        let _infallible = writeln!(text, "| {} | {} |", title(*role, labels), signs.join(" | "));
    }
    text
}

fn every_field() -> Fields {
    Role::ALL.iter().flat_map(|role| rules(*role)).fold(Fields::NONE, |seen, rule| seen.and(rule.fields))
}

/// Rows of a role that differ in their action only.
struct Group {
    reach: Reach,
    purpose: Purpose,
    fields: Fields,
    actions: Vec<String>,
}

fn groups(role: Role) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    // the own account stands once in the frame: it is the same for everybody
    for rule in rules(role).filter(|rule| rule.reach != [Reach::Account]) {
        for purpose in rule.purposes.iter().copied() {
            for reach in rule.reach.iter().copied() {
                let action = rule.action.code().replace('_', " ");
                let alike = |group: &&mut Group| (group.reach, group.purpose, group.fields) == (reach, purpose, rule.fields);
                match groups.iter_mut().find(alike) {
                    Some(group) => group.actions.push(action),
                    None => groups.push(Group { reach, purpose, fields: rule.fields, actions: vec![action] }),
                }
            }
        }
    }
    groups
}

/// `village doctor 村医`
fn title(role: Role, labels: &str) -> String {
    let key = format!("role-{} = ", role.code().replace('_', "-"));
    let label = labels.lines().find_map(|line| line.strip_prefix(&key)).unwrap_or_default();
    format!("{} {label}", role.code().replace('_', " "))
}

fn what_for(purpose: Purpose) -> String {
    purpose.code().replace('_', " ")
}

const fn records(reach: Reach) -> &'static str {
    match reach {
        Reach::Own => "about oneself",
        Reach::Account => "the own account",
        Reach::WardUnder14 => "about a ward under 14",
        Reach::WardAssented => "about a ward of 14 to 17, as far as they assented",
        Reach::Below => "of the place and below",
        Reach::Owned => "that one owns",
        Reach::Reported => "that one reported",
        Reach::Team => "whose case team one is in",
        Reach::Pupils => "of pupils of the own class",
        Reach::Supervised => "under one's supervision",
        Reach::Author => "that one wrote",
        Reach::Others => "of the place and below, never the own",
        Reach::Endangered => "of patients of danger grade 3 or more, or with an incident",
        Reach::Anyone => "about everybody",
        Reach::Emergency => "about the person whose emergency is open",
        Reach::Given => "about a person whose work was given to the account by a transfer",
    }
}

/// The fields in words; residents' attention is the four plain steps, not a level.
fn sees(fields: Fields, is_staff: bool) -> String {
    let word = |name: &'static str| if name == "attention" && !is_staff { "the four steps" } else { field(name) };
    let words: Vec<&str> = fields.names().map(word).collect();
    if words.is_empty() { "–".to_owned() } else { words.join(", ") }
}

fn field(name: &'static str) -> &'static str {
    match name {
        "identity" => "name and number",
        "contact" => "phone and address",
        "attention" => "level",
        "notes" => "staff notes",
        "clinical" => "clinical text",
        "counselling" => "counselling notes",
        "process" => "process notes",
        "smd_duty" => "duty fields",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(tables: &str) -> Tree {
        let page = format!("# Frame\n\n{BEGINS}{tables}{ENDS}\n\nmore\n");
        Tree::of(&[(LABELS, "role-leader = 领导小组\n"), (PAGE, &page)])
    }

    #[test]
    fn a_page_with_other_tables_is_a_fault() {
        assert_eq!(faults(&project("old\n")).len(), 1);
        assert!(faults(&project(&tables("role-leader = 领导小组\n"))).is_empty());
    }

    #[test]
    fn a_page_without_marks_is_a_fault() {
        assert_eq!(faults(&Tree::of(&[(LABELS, ""), (PAGE, "nothing")])).len(), 1);
    }

    #[test]
    fn a_leader_stands_there_with_counts_and_no_field() {
        let tables = tables("role-leader = 领导小组\n");
        assert!(tables.contains("### leader 领导小组\n\n| which records | what for | may | sees |\n|---|---|---|---|\n| of the place and below | supervision | read aggregates, read quality | – |"));
    }
}
