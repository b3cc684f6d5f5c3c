//! Items of a published bank, and a comparison.

use crate::Item;

/// Slope and thresholds of items of the PROMIS Depression bank. Numbers only: its wording is not part of the project.
/// Source: the public anchor file of the linking study PROsetta. The first eight, then those that the adaptive test of one respondent asks.
const ITEMS: [(&str, f64, [f64; 4]); 12] = [
    ("EDDEP04", 4.261422366, [0.401069433, 0.975673157, 1.696299976, 2.444071535]),
    ("EDDEP05", 3.931743128, [0.304941817, 0.913096121, 1.593476256, 2.411682013]),
    ("EDDEP06", 4.144758797, [0.350112988, 0.915348174, 1.678203481, 2.470525647]),
    ("EDDEP07", 2.801803955, [0.147748542, 0.772347836, 1.602714677, 2.538057199]),
    ("EDDEP09", 3.657433377, [0.311958212, 0.98180875, 1.782108186, 2.57112734]),
    ("EDDEP14", 2.33338129, [0.185993401, 0.947317312, 1.72876957, 2.63264341]),
    ("EDDEP17", 3.274033147, [-0.498450438, 0.405943875, 1.413051808, 2.375458998]),
    ("EDDEP19", 3.240973307, [0.460493595, 1.034426709, 1.833595114, 2.514715924]),
    ("EDDEP26", 3.093367965, [-0.35762208, 0.412499851, 1.403863433, 2.223960914]),
    ("EDDEP29", 4.342918019, [-0.11730304, 0.597748697, 1.428165583, 2.272495151]),
    ("EDDEP31", 3.182866317, [-0.260893917, 0.39676551, 1.305463746, 2.133988909]),
    ("EDDEP36", 3.483012498, [-0.535884558, 0.347570671, 1.346781405, 2.354790159]),
];

pub(crate) fn eight() -> Vec<Item> {
    twelve().into_iter().take(8).collect()
}

pub(crate) fn twelve() -> Vec<Item> {
    ITEMS.iter().map(|(id, slope, thresholds)| Item::new(*id, *slope, thresholds.to_vec()).unwrap()).collect()
}

#[track_caller]
pub(crate) fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "expected {expected}, found {found}");
}
