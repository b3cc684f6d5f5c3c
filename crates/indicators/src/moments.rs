//! Means and spreads of a score by node, so that the mean of few does not follow from the means of others.
//!
//! A mean with its number of persons is a sum; sums of shown nodes can be subtracted from each other. What is left of a shown node when the
//! shown nodes below it are taken away is its **rest**. All that anybody can get out of the shown sums are sums over rests; so each rest is of
//! nobody or of at least the floor of its node. Where it would be of few, the smallest shown node below is hidden too.

use std::collections::BTreeMap;
use std::fmt;

use crate::suppress::parts;

/// Sums of a score by node (segments that each end in `/`; the root is the empty path); nothing outside this module can read them.
#[derive(Clone, Default, PartialEq)]
pub struct RawMoments {
    nodes: BTreeMap<String, Sums>,
}

/// A mean that may be seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Mean {
    /// Path of the node; the root is empty.
    pub node: String,
    /// Persons with a score, at least the floor of the node.
    pub persons: u64,
    /// In points of the score.
    pub mean: f64,
    /// Standard deviation, n − 1; in points of the score, above zero.
    pub sd: f64,
}

#[derive(Clone, Copy, Default, PartialEq)]
struct Sums {
    persons: u64,
    /// sheets without a score
    without: u64,
    mean: f64,
    /// sum of squared distances from the mean
    squares: f64,
}

impl Sums {
    /// Source: Welford BP (1962), Technometrics 4:419–420.
    fn add(&mut self, score: Option<f64>) {
        let Some(score) = score else {
            self.without += 1;
            return;
        };
        self.persons += 1;
        let apart = score - self.mean;
        self.mean += apart / self.persons as f64;
        self.squares += apart * (score - self.mean);
    }

    fn sd(&self) -> f64 {
        if self.persons < 2 { 0.0 } else { (self.squares / (self.persons - 1) as f64).sqrt() }
    }
}

impl RawMoments {
    /// Takes the score of one person's sheet at a node and at all above it; none for a sheet that gave no score.
    pub fn add(&mut self, node: &str, score: Option<f64>) {
        for key in parts(node) {
            match self.nodes.get_mut(key) {
                Some(sums) => sums.add(score),
                None => {
                    let mut sums = Sums::default();
                    sums.add(score);
                    self.nodes.insert(key.to_owned(), sums);
                }
            }
        }
    }

    /// The means that may be seen, in the order of their nodes. `floor`: from how many persons on, for a node; `is_shown`: may the number of
    /// sheets of a node be seen? A node where few sheets gave no score, or where all scores are the same, has no mean.
    pub fn means(&self, floor: impl Fn(&str) -> u64, is_shown: impl Fn(&str) -> bool) -> Vec<Mean> {
        // a floor does not fall on the way down
        let floor = |node: &str| parts(node).map(&floor).max().unwrap_or(u64::MAX);
        let may = |(node, sums): (&String, &Sums)| {
            let floor = floor(node);
            let is_whole = sums.without == 0 || floor <= sums.without;
            (floor <= sums.persons && is_whole && 0.0 < sums.sd() && is_shown(node)).then(|| node.clone())
        };
        let mut shown: Vec<String> = self.nodes.iter().filter_map(may).collect();
        while let Some(hidden) = self.to_hide(&shown, &floor) {
            shown.remove(hidden);
        }
        let mean = |node: String| {
            let sums = self.nodes[&node];
            Mean { persons: sums.persons, mean: sums.mean, sd: sums.sd(), node }
        };
        shown.into_iter().map(mean).collect()
    }

    /// The smallest shown node directly below one whose rest is of few.
    fn to_hide(&self, shown: &[String], floor: &impl Fn(&str) -> u64) -> Option<usize> {
        shown.iter().enumerate().find_map(|(at, node)| {
            let below = directly_below(shown, at);
            let taken: u64 = below.iter().map(|at| self.nodes[&shown[*at]].persons).sum();
            let rest = self.nodes[node].persons.saturating_sub(taken);
            let is_few = 0 < rest && rest < floor(node);
            below.into_iter().min_by_key(|at| self.nodes[&shown[*at]].persons).filter(|_| is_few)
        })
    }
}

/// The shown nodes below a node that have no other shown node between. Those below it stand right behind it, in the order of their paths.
fn directly_below(shown: &[String], node: usize) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for (at, key) in shown.iter().enumerate().skip(node + 1).take_while(|(_, key)| key.starts_with(&shown[node])) {
        if found.last().is_none_or(|last| !key.starts_with(&shown[*last])) {
            found.push(at);
        }
    }
    found
}

impl fmt::Debug for RawMoments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawMoments({} nodes)", self.nodes.len())
    }
}
