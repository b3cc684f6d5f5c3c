//! A bridge of arches: one arch for each question, done, now, to come.

use askama::Template;

use crate::i18n::Lang;

/// Most arches that are still told apart on a phone; longer tests let one arch stand for several questions.
const MOST: u32 = 20;
const WIDTH: f64 = 358.0;
const GAP: f64 = 7.0;
const BASE: f64 = 23.0;

/// Progress as arches.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/arches.html")]
pub struct Arches {
    label: String,
    arches: Vec<Arch>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Arch {
    class: &'static str,
    path: String,
}

impl Arches {
    /// `answered` of `total` questions; the next one is marked.
    pub fn new(lang: Lang, total: u32, answered: u32) -> Self {
        let total = total.max(1);
        let answered = answered.min(total);
        let shown = total.min(MOST);
        let done = u32::try_from(u64::from(answered) * u64::from(shown) / u64::from(total)).unwrap_or(shown);
        let label = lang.t2("arches-label", "total", total, "answered", answered);
        let arches = (0..shown).map(|index| Arch { class: class(index, done), path: path(index, shown) }).collect();
        Self { label, arches }
    }
}

fn class(index: u32, done: u32) -> &'static str {
    match index.cmp(&done) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "todo",
    }
}

fn path(index: u32, shown: u32) -> String {
    let width = (WIDTH - 4.0 - GAP * f64::from(shown - 1)) / f64::from(shown);
    let left = 2.0 + f64::from(index) * (width + GAP);
    let right = left + width;
    let radius = width / 2.0;
    let height = radius.min(BASE - 3.0);
    format!("M{left:.1} {BASE:.0}A{radius:.1} {height:.1} 0 01{right:.1} {BASE:.0}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_open_question_is_the_present_one() {
        let arches = Arches::new(Lang::ZhCn, 9, 4);
        let classes: Vec<_> = arches.arches.iter().map(|arch| arch.class).collect();
        assert_eq!(classes, ["done", "done", "done", "done", "now", "todo", "todo", "todo", "todo"]);
        assert_eq!(arches.arches[0].path, "M2.0 23A16.6 16.6 0 0135.1 23");
    }

    #[test]
    fn a_long_test_shows_twenty_arches() {
        assert_eq!(Arches::new(Lang::En, 90, 45).arches.iter().filter(|arch| arch.class == "done").count(), 10);
        assert_eq!(Arches::new(Lang::En, 90, 90).arches.len(), 20);
    }
}
