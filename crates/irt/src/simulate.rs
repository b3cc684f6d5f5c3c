//! Answers of people that are not there.

use crate::draw::Draw;
use crate::item::Item;

/// An answer of somebody at `theta`.
pub fn answer(item: &Item, theta: f64, draw: &mut Draw) -> u8 {
    // an item has at most ten categories
    u8::try_from(draw.choose(&item.probabilities(theta))).unwrap_or(0)
}

/// One answer to each item.
pub fn answers(items: &[Item], theta: f64, draw: &mut Draw) -> Vec<u8> {
    items.iter().map(|item| answer(item, theta, draw)).collect()
}
