//! The model of one factor against lavaan.

use serde_json::{Value, json};

use super::files::{REFERENCES, close, one_factor, sparse, two_factors};
use crate::{Data, Estimator, Fit, Missing, OneFactor, one_factor as fitted, one_factor_ordinal, polychorics};

fn ordinal(data: &Data, estimator: Estimator) -> OneFactor {
    one_factor_ordinal(data, &polychorics(data, Missing::Listwise).unwrap(), estimator).unwrap()
}

fn column(model: &OneFactor, of: fn(&crate::Loading) -> f64) -> Vec<f64> {
    model.loadings.iter().map(of).collect()
}

fn check_fit(what: &str, fit: &Fit, expected: &Value, suffix: &str, tolerance: f64) {
    let key = |name: &str| expected[format!("{name}{suffix}").as_str()].clone();
    let statistic = [fit.chi_square / fit.df, fit.baseline / fit.baseline_df];
    let reference = json!([key("chisq").as_f64().unwrap() / fit.df, key("baseline.chisq").as_f64().unwrap() / fit.baseline_df]);
    close(&format!("{what} chi-square"), &statistic, &reference, tolerance);
    assert_eq!(Some(fit.df), key("df").as_f64());
    let interval = fit.rmsea_interval.unwrap();
    let found = [fit.p, fit.cfi, fit.tli.unwrap(), fit.rmsea.unwrap(), interval.lower, interval.upper];
    let reference = json!([key("pvalue"), key("cfi"), key("tli"), key("rmsea"), key("rmsea.ci.lower"), key("rmsea.ci.upper")]);
    close(&format!("{what} fit"), &found, &reference, tolerance);
}

#[test]
fn maximum_likelihood_agrees_with_lavaan() {
    for (data, key) in [(one_factor(), "ml"), (two_factors(), "ml_two")] {
        let (found, expected) = (fitted(&data).unwrap(), &REFERENCES[key]);
        check_fit(key, &found.fit, expected, "", 1e-6);
        close("srmr", &[found.srmr], &expected["srmr"], 1e-6);
        close("standardised", &column(&found, |loading| loading.standardised), &expected["std"], 1e-5);
        assert!(found.scaled.is_none() && found.heywood.is_empty());
    }
    let (found, expected) = (fitted(&one_factor()).unwrap(), &REFERENCES["ml"]);
    close("loadings", &column(&found, |loading| loading.value), &expected["loading"], 1e-5);
    close("errors", &column(&found, |loading| loading.standard_error), &expected["se"], 1e-6);
    close("standardised errors", &column(&found, |loading| loading.standardised_error), &expected["std_se"], 1e-6);
}

#[test]
fn weighted_least_squares_agree_with_lavaan() {
    for (data, key) in [(one_factor(), "dwls"), (two_factors(), "dwls_two")] {
        let (found, expected) = (ordinal(&data, Estimator::DiagonallyWeighted), &REFERENCES[key]);
        close("loadings", &column(&found, |loading| loading.value), &expected["loading"], 2e-5);
        close("errors", &column(&found, |loading| loading.standard_error), &expected["se"], 1e-5);
        check_fit(key, &found.fit, expected, "", 2e-3);
        check_fit(&format!("{key} scaled"), &found.scaled.unwrap(), expected, ".scaled", 2e-3);
    }
}

#[test]
fn srmr_counts_the_diagonal_too() {
    let found = ordinal(&two_factors(), Estimator::DiagonallyWeighted);
    close("srmr", &[found.srmr], &REFERENCES["dwls_two"]["srmr"], 1e-4);
}

#[test]
fn unweighted_loadings_are_those_of_minres() {
    let data = one_factor();
    let found = ordinal(&data, Estimator::Unweighted);
    let factors = crate::minres(&polychorics(&data, Missing::Listwise).unwrap().values, 1).unwrap();
    close("loadings", &column(&found, |loading| loading.value), &json!(factors.loadings.as_slice()), 1e-8);
    let weighted = ordinal(&data, Estimator::DiagonallyWeighted);
    // the test of both models is about the same once it is scaled
    assert!((found.scaled.unwrap().p - weighted.scaled.unwrap().p).abs() < 0.1);
    assert!(found.fit.chi_square < weighted.fit.chi_square);
}

#[test]
fn three_items_have_loadings_and_no_fit() {
    let data = one_factor().select(&[0, 1, 3]).unwrap();
    let found = fitted(&data).unwrap();
    assert_eq!((found.fit.df, found.fit.p, found.fit.rmsea, found.fit.tli), (0.0, 1.0, None, None));
    assert!(found.fit.chi_square < 1e-6);
    assert!(ordinal(&data, Estimator::DiagonallyWeighted).scaled.is_none());
}

#[test]
fn few_persons_and_skewed_items_are_fitted_or_refused_but_never_nonsense() {
    let data = sparse();
    let found = ordinal(&data, Estimator::DiagonallyWeighted);
    assert!(found.loadings.iter().all(|loading| loading.value.is_finite() && 0.0 < loading.standard_error));
    assert!((0.0..=1.0).contains(&found.fit.cfi));
}
