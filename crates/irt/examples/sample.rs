//! Writes the answers on which the calibration and the search for DIF are compared with other programs: crates/irt/src/tests/data/graded8.csv.
//!
//! 700 people, two groups, θ ~ N(0, 1), eight items of four categories, 3 % blanks; item g3 is harder for group b, item g6 tells less in group b.

use std::io::{self, Write};

use xinqiao_irt::{Draw, Item, answer};

const SLOPES: [f64; 8] = [0.8, 1.2, 1.6, 2.2, 1.0, 1.8, 2.6, 1.4];
const MIDDLES: [f64; 8] = [-0.6, 0.2, 0.5, 0.9, -0.1, 0.4, 1.1, 0.7];

fn item(at: usize, slope: f64, shift: f64) -> Result<Item, Box<dyn std::error::Error>> {
    let thresholds = [-0.9, 0.1, 0.8].map(|step| MIDDLES[at] + step + shift);
    Ok(Item::new(format!("g{}", at + 1), slope, thresholds.to_vec())?)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = io::stdout().lock();
    writeln!(out, "id,group,g1,g2,g3,g4,g5,g6,g7,g8")?;
    for person in 0..700_u64 {
        let mut draw = Draw::new(20_261_123, person);
        let (theta, is_second) = (draw.normal(), person % 2 == 1);
        let mut row = vec![format!("p{:03}", person + 1), if is_second { "b" } else { "a" }.to_owned()];
        for (at, slope) in SLOPES.iter().enumerate() {
            let (slope, shift) = match (at, is_second) {
                (2, true) => (*slope, 0.6),
                (5, true) => (0.5 * slope, 0.0),
                _ => (*slope, 0.0),
            };
            let category = answer(&item(at, slope, shift)?, theta, &mut draw);
            row.push(if draw.uniform() < 0.03 { String::new() } else { category.to_string() });
        }
        writeln!(out, "{}", row.join(","))?;
    }
    Ok(())
}
