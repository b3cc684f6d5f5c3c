//! One generator for each part of the city, so that a longer list of people leaves the answers as they were.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;

/// What the numbers are drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Residents = 1,
    Pupils = 2,
    Answers = 3,
    Activity = 4,
}

/// The generator of a part.
pub(crate) fn stream(seed: u64, part: Part) -> ChaCha12Rng {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    rng.set_stream(part as u64);
    rng
}

/// One of the items, each as likely as its weight says; `None` when there is none with a weight above 0.
pub(crate) fn weighted<'a, T>(rng: &mut ChaCha12Rng, items: &'a [(T, f64)]) -> Option<&'a T> {
    let total: f64 = items.iter().map(|(_, weight)| weight).sum();
    if total <= 0.0 {
        return None;
    }
    let mut left = rng.random::<f64>() * total;
    for (item, weight) in items {
        left -= weight;
        if left < 0.0 {
            return Some(item);
        }
    }
    // rounding may leave a hair at the end
    items.iter().rev().find(|(_, weight)| 0.0 < *weight).map(|(item, _)| item)
}

/// Parts `whole` by weights so that the shares add up to it (largest remainders, the earlier one at a tie).
pub(crate) fn apportion(whole: usize, weights: &[f64]) -> Vec<usize> {
    let total: f64 = weights.iter().sum();
    if total <= 0.0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|weight| whole as f64 * weight / total).collect();
    let mut shares: Vec<usize> = exact.iter().map(|share| share.floor() as usize).collect();
    let given: usize = shares.iter().sum();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()).then(a.cmp(b)));
    for at in order.into_iter().take(whole.saturating_sub(given)) {
        shares[at] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_the_whole_and_the_largest_remainder_gets_the_rest() {
        assert_eq!(apportion(10, &[1.0, 1.0, 1.0]), [4, 3, 3]);
        assert_eq!(apportion(100, &[48.6, 51.4]), [49, 51]);
        assert_eq!(apportion(0, &[1.0, 2.0]), [0, 0]);
    }

    #[test]
    fn a_part_draws_the_same_again_and_other_than_its_neighbour() {
        let draw = |part| stream(7, part).random::<u64>();
        assert_eq!(draw(Part::Residents), draw(Part::Residents));
        assert_ne!(draw(Part::Residents), draw(Part::Pupils));
    }

    #[test]
    fn an_item_without_weight_is_never_drawn() {
        let mut rng = stream(7, Part::Residents);
        let items = [("never", 0.0), ("always", 2.0), ("never", 0.0)];
        assert!((0..200).all(|_| weighted(&mut rng, &items) == Some(&"always")));
        assert_eq!(weighted(&mut rng, &[("never", 0.0)]), None);
    }
}
