//! Published answers and parameters under the GPL, which do not travel with the program: checked where they are at hand (scripts/real-files.sh).
//!
//! The folder is named by `XINQIAO_RESPONSES`. The reference values were computed independently: maximum of the marginal likelihood by scipy's
//! BFGS over 121 points; information of the bank by the authors of the facts file.

#[cfg(test)]
mod real_files {
    use std::fs;
    use std::path::{Path, PathBuf};

    use xinqiao_irt::calibrate::{CalibrationFault, Responses, Settings, calibrate};
    use xinqiao_irt::cat::{Bank, Engine, Entry, Rules, Step};
    use xinqiao_irt::{Item, test_information};

    fn file(name: &str) -> Option<String> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the files are not part of the project; only the environment knows where they are"
        )]
        let named = std::env::var_os("XINQIAO_RESPONSES").map(PathBuf::from);
        let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/responses"));
        let found = fs::read_to_string(folder.join(name)).ok();
        if found.is_none() {
            println!("{name} IS NOT AT HAND in {} (XINQIAO_RESPONSES): THIS CHECK DID NOT RUN", folder.display());
        }
        found
    }

    /// Answers in all columns but those of `skip`.
    fn responses(text: &str, skip: &[&str]) -> Responses {
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let header: Vec<&str> = lines.next().unwrap().split(',').map(|name| name.trim_matches('"')).collect();
        let kept: Vec<usize> = (0..header.len()).filter(|at| !skip.contains(&header[*at])).collect();
        let rows = lines.map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            kept.iter().map(|at| cells[*at].parse().ok()).collect()
        });
        Responses::new(kept.iter().map(|at| header[*at].to_owned()).collect(), rows.collect()).unwrap()
    }

    /// Log-likelihood, and slope and thresholds of some items.
    fn check(name: &str, log_likelihood: f64, items: &[(&str, f64, &[f64])]) {
        let Some(text) = file(name) else { return };
        let found = calibrate(&responses(&text, &["id"]), &Settings::default()).unwrap();
        assert!(found.fit.converged, "{:?}", found.warnings);
        let near = |found: f64, expected: f64, tolerance: f64| {
            assert!((found - expected).abs() < tolerance, "{name}: expected {expected}, found {found}");
        };
        near(found.fit.log_likelihood, log_likelihood, 1e-3);
        for (id, slope, thresholds) in items {
            let item = found.items.iter().find(|item| item.item.id() == *id).unwrap();
            near(item.slope.value, *slope, 1e-3);
            for (threshold, expected) in item.thresholds.iter().zip(*thresholds) {
                near(threshold.value, *expected, 2e-3);
                assert!(threshold.se.unwrap() > 0.0);
            }
        }
    }

    #[test]
    fn earthquake_survivors_are_calibrated_as_by_the_reference() {
        check(
            "wenchuan_pclc17.csv",
            -5236.026032623488,
            &[
                ("intrusion", 1.93502, &[-1.88347, -0.08392, 0.60546, 1.64498]),
                ("flash", 2.14804, &[-1.30461, 0.19152, 0.85453, 1.81854]),
                ("amnesia", 1.46382, &[-1.1157, 0.28138, 1.04946, 2.28687]),
            ],
        );
    }

    #[test]
    fn pupils_are_calibrated_as_by_the_reference() {
        check(
            "youth_cdi26.csv",
            -21718.687438380057,
            &[
                ("CDI1", 2.25316, &[1.46616, 2.99225]),
                ("CDI4", 1.35976, &[0.97317, 4.45691]),
                ("CDI7r", 2.35975, &[1.60762, 2.73042]),
            ],
        );
    }

    #[test]
    fn items_that_were_not_scored_the_other_way_are_named() {
        let Some(text) = file("pmc_tai20.csv") else { return };
        let all = responses(&text, &["row", "study", "time", "id"]);
        let fault = calibrate(&all, &Settings::default()).unwrap_err();
        let CalibrationFault::Against { items } = fault else { panic!("{fault}") };
        assert_eq!(items, ["pleasant", "rested", "calm", "happy", "secure", "content", "steady"]);
    }

    #[test]
    fn a_bank_of_28_items_has_the_information_of_the_reference() {
        let Some(text) = file("anchor_DeCESD.csv") else { return };
        let number = |cell: &str| cell.parse::<f64>().unwrap();
        let item = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            Item::new(cells[1], number(cells[3]), cells[4..8].iter().map(|cell| number(cell)).collect()).unwrap()
        };
        let items: Vec<Item> = text.lines().skip(1).filter(|line| line.contains("EDDEP")).map(item).collect();
        assert_eq!(items.len(), 28);
        let expected =
            [(-2.0, 0.871202), (-1.0, 12.242584), (0.0, 60.752488), (1.0, 76.944048), (2.0, 74.069915), (3.0, 36.819973)];
        for (theta, information) in expected {
            let found = test_information(&items, theta);
            assert!((found - information).abs() < 5e-7, "expected {information}, found {found}");
        }
        let mut best: Vec<(f64, &str)> = items.iter().map(|item| (item.information(0.0), item.id())).collect();
        best.sort_by(|left, right| right.0.total_cmp(&left.0));
        let expected =
            [("EDDEP29", 4.876261), ("EDDEP22", 3.412733), ("EDDEP36", 2.948176), ("EDDEP31", 2.889205), ("EDDEP05", 2.771263)];
        for ((information, id), (name, value)) in best.iter().zip(expected) {
            assert!(*id == name && (information - value).abs() < 5e-7, "expected {name} {value}, found {id} {information}");
        }
        // one respondent of the linking study, over the whole bank
        let bank = Bank::new(items.into_iter().map(Entry::of).collect()).unwrap();
        let engine = Engine::new(bank, Rules::default()).unwrap();
        let answers =
            [("EDDEP29", Some(0)), ("EDDEP36", Some(1)), ("EDDEP17", Some(0)), ("EDDEP26", Some(0)), ("EDDEP31", Some(1))];
        let session = engine.resume(0, &answers).unwrap();
        let Step::Done(done) = session.step() else { panic!("it goes on") };
        assert!((done.estimate.theta + 0.50375).abs() < 5e-6 && (done.estimate.se - 0.27390).abs() < 5e-6);
    }
}
