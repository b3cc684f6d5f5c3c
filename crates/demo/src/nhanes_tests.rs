use std::sync::OnceLock;

use super::*;
use crate::seeded::{Part, stream};

const DRAWS: usize = 200_000;
const TOTALS: &str = include_str!("../../../data/norms/nhanes_2017_2020_phq9_total_distribution.csv");

fn sheets() -> &'static [[u8; ITEMS]] {
    static SHEETS: OnceLock<Vec<[u8; ITEMS]>> = OnceLock::new();
    SHEETS.get_or_init(|| {
        let sampler = Phq9Sampler::nhanes().unwrap();
        let mut rng = stream(20_261_122, Part::Answers);
        (0..DRAWS).map(|_| sampler.draw(&mut rng, 0.0)).collect()
    })
}

fn share(held: impl Fn(&[u8; ITEMS]) -> bool) -> f64 {
    sheets().iter().filter(|sheet| held(sheet)).count() as f64 / DRAWS as f64
}

fn mean_total(sheets: &[[u8; ITEMS]]) -> f64 {
    sheets.iter().flatten().map(|answer| f64::from(*answer)).sum::<f64>() / sheets.len() as f64
}

#[test]
fn each_answer_to_each_item_is_as_frequent_as_in_the_survey() {
    for (at, counts) in margins(MARGINS).unwrap().into_values().enumerate() {
        let all = f64::from(counts.iter().sum::<u32>());
        for (answer, count) in counts.into_iter().enumerate() {
            let (found, wanted) = (share(|sheet| usize::from(sheet[at]) == answer), f64::from(count) / all);
            assert!((found - wanted).abs() < 0.004, "item {} answer {answer}: {found} for {wanted}", at + 1);
        }
    }
}

#[test]
fn the_mean_total_and_the_share_from_ten_on_are_those_of_the_survey() {
    let mut counts = [0.0; 28];
    for row in csv::Reader::from_reader(TOTALS.as_bytes()).records() {
        let row = row.unwrap();
        counts[row[0].parse::<usize>().unwrap()] = row[1].parse::<f64>().unwrap();
    }
    let all: f64 = counts.iter().sum();
    let mean = counts.iter().enumerate().map(|(total, count)| total as f64 * count).sum::<f64>() / all;
    assert!((mean_total(sheets()) - mean).abs() < 0.1, "{} for {mean}", mean_total(sheets()));
    let high = counts[10..].iter().sum::<f64>() / all;
    let found = share(|sheet| 10 <= sheet.iter().sum::<u8>());
    assert!((found - high).abs() < 0.01, "{found} for {high}");
}

/// Probability that two standard normals with correlation `r` both exceed `a` and `b`: Plackett's integral over the correlation.
fn both_above(a: f64, b: f64, r: f64) -> f64 {
    let density = |t: f64| {
        let rest = 1.0 - t * t;
        (-(a * a - 2.0 * t * a * b + b * b) / (2.0 * rest)).exp() / (std::f64::consts::TAU * rest.sqrt())
    };
    let steps = 200;
    let width = r / f64::from(steps);
    let weight = |at: i32| if at == 0 || at == steps { 1.0 } else { f64::from(2 + 2 * (at % 2)) };
    let integral = (0..=steps).map(|at| weight(at) * density(width * f64::from(at))).sum::<f64>() * width / 3.0;
    let normal = Normal::standard();
    normal.sf(a) * normal.sf(b) + integral
}

#[test]
fn every_pair_of_complaints_occurs_together_as_its_polychoric_correlation_says() {
    let counts = margins(MARGINS).unwrap();
    let correlations = matrix(MATRIX, &counts).unwrap();
    let cuts: Vec<f64> = counts.into_values().map(|counts| cut(counts).unwrap()[0]).collect();
    for one in 0..ITEMS {
        for two in 0..one {
            let wanted = both_above(cuts[one], cuts[two], correlations[(one, two)]);
            let found = share(|sheet| 0 < sheet[one] && 0 < sheet[two]);
            assert!((found - wanted).abs() < 0.004, "items {} and {}: {found} for {wanted}", one + 1, two + 1);
        }
    }
}

#[test]
fn the_same_seed_draws_the_same_sheets() {
    let sampler = Phq9Sampler::nhanes().unwrap();
    let draw = |seed| {
        let mut rng = stream(seed, Part::Answers);
        (0..50).map(|_| sampler.draw(&mut rng, 0.3)).collect::<Vec<_>>()
    };
    assert_eq!(draw(1), draw(1));
    assert_ne!(draw(1), draw(2));
}

#[test]
fn a_heavier_burden_raises_the_totals() {
    let sampler = Phq9Sampler::nhanes().unwrap();
    let mean = |tilt| {
        let mut rng = stream(3, Part::Answers);
        mean_total(&(0..5_000).map(|_| sampler.draw(&mut rng, tilt)).collect::<Vec<_>>())
    };
    let means = [mean(-1.0), mean(0.0), mean(1.0), mean(2.5)];
    assert!(means.is_sorted_by(|a, b| a + 1.0 < *b), "{means:?}");
    assert!(15.0 < means[3]);
}

#[test]
fn the_survey_s_matrix_needs_no_shrinking() {
    assert_eq!(Phq9Sampler::nhanes().unwrap().shrunk_by(), 0.0);
}

#[test]
fn an_impossible_matrix_is_shrunk_just_enough() {
    let impossible = DMatrix::from_row_slice(3, 3, &[1.0, 0.9, -0.9, 0.9, 1.0, 0.9, -0.9, 0.9, 1.0]);
    let (mended, share) = positive_definite(&impossible);
    let smallest = mended.clone().symmetric_eigen().eigenvalues.min();
    assert!((smallest - FLOOR).abs() < 1e-9, "{smallest}");
    assert!(0.0 < share && share < 1.0);
    assert!(mended.cholesky().is_some());
}
