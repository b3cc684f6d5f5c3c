//! Numbers that were computed independently of this crate.
//!
//! Parameters: eight items of a published bank (PROMIS Depression, as the research group gives them with its linking study; numbers only).

use crate::tests::bank::{eight, near};
use crate::{Answer, Grid, Table, standard_error, test_information};

#[test]
fn probabilities_of_an_item_are_those_of_the_reference() {
    let expected = [0.07227238, 0.40183407, 0.47696501, 0.04680766, 0.00212088];
    for (found, expected) in eight()[0].probabilities(1.0).iter().zip(expected) {
        near(*found, expected, 5e-9);
    }
    near(eight()[0].information(1.0), 5.0007517662, 5e-11);
}

#[test]
fn eap_of_eight_items_is_that_of_the_reference() {
    let table = Table::new(&eight(), Grid::scoring());
    let cases: [([u8; 8], f64, f64); 6] = [
        ([0; 8], -1.1860287451, 0.5797782419),
        ([1; 8], 0.5568588007, 0.1690203348),
        ([2; 8], 1.2387156056, 0.1772473803),
        ([3; 8], 2.0112979281, 0.1797297044),
        ([4; 8], 3.1881279234, 0.3253816061),
        ([0, 1, 2, 1, 0, 1, 2, 0], 0.4250626347, 0.1981947281),
    ];
    for (answers, theta, sd) in cases {
        let answers: Vec<Answer> = answers.iter().map(|answer| Some(*answer)).collect();
        let found = table.eap(&answers).unwrap();
        near(found.theta, theta, 1e-9);
        near(found.se, sd, 1e-9);
        near(found.t_score(), 50.0 + 10.0 * theta, 1e-8);
    }
}

#[test]
fn information_of_a_test_is_the_sum_and_gives_the_error() {
    let items = eight();
    let sum: f64 = items.iter().map(|item| item.information(0.5)).sum();
    near(test_information(&items, 0.5), sum, 1e-12);
    near(standard_error(&items, 0.5), 1.0 / sum.sqrt(), 1e-12);
}
