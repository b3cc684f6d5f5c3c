//! Every item once: what it is, and what of it is not read.

use std::collections::{BTreeMap, BTreeSet};

use crate::element::{Expression, Extension, FHIRPATH, Rest};
use crate::path::{Tree, parse};
use crate::questionnaire::Item;
use crate::{Feature, Questionnaire, Report, urls};

/// Groups within groups.
const DEPTH: usize = 16;

/// The items of a form, in order.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    pub questions: Vec<Place<'a>>,
    pub calculated: Vec<Calculated<'a>>,
    pub variables: BTreeMap<String, Tree>,
    /// Texts before the first question.
    pub instruction: Vec<&'a str>,
    /// Every linkId.
    pub links: BTreeSet<&'a str>,
}

/// An item and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Place<'a> {
    pub path: String,
    pub item: &'a Item,
}

/// A score.
#[derive(Debug)]
pub(super) struct Calculated<'a> {
    pub place: Place<'a>,
    pub tree: Tree,
}

/// Goes through the form.
pub(super) fn walk<'a>(questionnaire: &'a Questionnaire, report: &mut Report) -> Found<'a> {
    let mut walker = Walker { found: Found::default(), report, count: 0 };
    walker.rest("Questionnaire", &questionnaire.rest);
    for (index, _) in questionnaire.contained.iter().enumerate() {
        walker.report.add(Feature::Element, format!("Questionnaire.contained[{index}]"), "");
    }
    if !questionnaire.code.is_empty() {
        walker.report.add(Feature::Code, "Questionnaire.code", "");
    }
    if let Some(status) = questionnaire.status.as_deref().filter(|status| *status != "active") {
        walker.report.add(Feature::Status, "Questionnaire.status", format!("{status}; written all the same"));
    }
    walker.variables("Questionnaire", &questionnaire.extension);
    walker.extensions("Questionnaire", &questionnaire.extension, &[urls::VARIABLE]);
    walker.items("Questionnaire", &questionnaire.item, 0);
    walker.found
}

struct Walker<'a, 'r> {
    found: Found<'a>,
    report: &'r mut Report,
    count: usize,
}

impl<'a> Walker<'a, '_> {
    fn items(&mut self, above: &str, items: &'a [Item], depth: usize) {
        for (index, item) in items.iter().enumerate() {
            self.count += 1;
            let path = format!("{above}.item[{index}]");
            if super::MOST_ITEMS < self.count || DEPTH < depth {
                let note = format!("more than {} items, or more than {DEPTH} groups within groups", super::MOST_ITEMS);
                self.report.add(Feature::TooLarge, path, note);
                return;
            }
            if item.link_id.trim().is_empty() {
                self.report.add(Feature::LinkId, &path, "expected a linkId, found none");
            } else if !self.found.links.insert(&item.link_id) {
                self.report.add(Feature::LinkId, &path, format!("linkId {:?} again", item.link_id));
            }
            self.rest(&path, &item.rest);
            self.variables(&path, &item.extension);
            self.item(&path, item);
            self.items(&path, &item.item, depth + 1);
        }
    }

    fn item(&mut self, path: &str, item: &'a Item) {
        let is_calculated =
            |extension: &&Extension| [urls::CALCULATED, urls::CALCULATED_BEFORE].contains(&extension.url.as_str());
        if let Some(extension) = item.extension.iter().find(is_calculated) {
            self.extensions(path, &item.extension, &[urls::CALCULATED, urls::CALCULATED_BEFORE, urls::VARIABLE]);
            self.calculated(path, item, extension);
            return;
        }
        if !item.code.is_empty() {
            self.report.add(Feature::Code, format!("{path}.code"), "");
        }
        self.extensions(path, &item.extension, &[urls::MIN_VALUE, urls::MAX_VALUE, urls::VARIABLE]);
        match item.kind.as_str() {
            "group" => {
                let text = item.text.as_deref().unwrap_or_default();
                self.report.add(Feature::Group, path, format!("{text:?} stands nowhere; its questions do"));
                if !item.enable_when.is_empty() {
                    self.report.add(Feature::EnableWhen, format!("{path}.enableWhen"), "a condition of a group");
                }
            }
            "display" if self.found.questions.is_empty() && item.enable_when.is_empty() => {
                self.found.instruction.extend(item.text.as_deref());
            }
            "display" => self.report.add(Feature::Display, path, item.text.clone().unwrap_or_default()),
            _ => self.found.questions.push(Place { path: path.to_owned(), item }),
        }
    }

    fn calculated(&mut self, path: &str, item: &'a Item, extension: &Extension) {
        if !["decimal", "integer", "quantity"].contains(&item.kind.as_str()) {
            self.report.add(Feature::ItemType, path, format!("a calculated {}", item.kind));
            return;
        }
        if let Some(tree) = self.tree(path, extension.value_expression.as_ref()) {
            self.found.calculated.push(Calculated { place: Place { path: path.to_owned(), item }, tree });
        }
    }

    fn variables(&mut self, path: &str, extensions: &[Extension]) {
        for extension in extensions.iter().filter(|extension| extension.url == urls::VARIABLE) {
            let expression = extension.value_expression.as_ref();
            let name = expression.and_then(|expression| expression.name.clone()).unwrap_or_default();
            let at = format!("{path}.extension(variable {name})");
            if let Some(tree) = self.tree(&at, expression) {
                self.found.variables.insert(name, tree);
            }
        }
    }

    fn tree(&mut self, path: &str, expression: Option<&Expression>) -> Option<Tree> {
        let text = expression.and_then(|expression| expression.expression.as_deref()).unwrap_or_default();
        let language = expression.map(|expression| expression.language.as_str()).unwrap_or_default();
        if language != FHIRPATH {
            self.report.add(Feature::Expression, path, format!("expected {FHIRPATH}, found {language:?}"));
            return None;
        }
        match parse(text) {
            Ok(tree) => Some(tree),
            Err(why) => {
                self.report.add(Feature::Expression, path, why);
                None
            }
        }
    }

    fn extensions(&mut self, path: &str, extensions: &[Extension], known: &[&str]) {
        for extension in extensions.iter().filter(|extension| !known.contains(&extension.url.as_str())) {
            self.report.add(Feature::Extension, format!("{path}.extension"), &extension.url);
        }
    }

    fn rest(&mut self, path: &str, rest: &Rest) {
        strangers(path, rest, self.report);
    }
}

/// Elements that no struct has a field for.
pub(super) fn strangers(path: &str, rest: &Rest, report: &mut Report) {
    for key in rest.keys() {
        match key.as_str() {
            "modifierExtension" => {
                report.add(Feature::ModifierExtension, format!("{path}.{key}"), "its meaning is not known here");
            }
            "implicitRules" => report.add(Feature::ImplicitRules, format!("{path}.{key}"), "its meaning is not known here"),
            _ => report.add(Feature::Element, format!("{path}.{key}"), ""),
        }
    }
}

/// Letters, digits, `_`, `-` and `.` of a text; anything else becomes `-`.
pub(super) fn plain(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { '-' }).collect();
    let plain = plain.trim_matches(['-', '.']).to_owned();
    if plain.is_empty() { "x".to_owned() } else { plain }
}
