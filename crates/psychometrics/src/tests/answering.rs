use super::*;

fn toy() -> Instrument {
    instrument(
        r#"
scale = [{ code = "s", values = [1, 2, 3] }]
item = [
  { code = "1", scale = "s" },
  { code = "n", kind = "number", min = 0, max = 24 },
  { code = "w", kind = "number", min = -5, max = 5, whole = true },
  { code = "t", kind = "clock" },
]
"#,
        "",
    )
}

fn check(item: usize, text: &str, expected: Result<Option<f64>, &str>) {
    let instrument = toy();
    let mut answers = Answers::blank(&instrument);
    let read = answers.read(&instrument, item, text).map_err(|fault| fault.to_string());
    assert_eq!(read.map(|()| answers.values()[item]), expected.map_err(str::to_owned), "{text:?}");
}

#[test]
fn options_must_be_on_the_scale() {
    check(0, " 3 ", Ok(Some(3.0)));
    check(0, "3.0", Ok(Some(3.0)));
    check(0, "", Ok(None));
    check(0, "4", Err("item 1: expected one of 1, 2, 3, found 4 (out of range)"));
    check(0, "2.5", Err("item 1: expected one of 1, 2, 3, found 2.5 (fractional)"));
    check(0, "经常", Err("item 1: expected one of 1, 2, 3, found 经常 (not a number)"));
    check(0, "nan", Err("item 1: expected one of 1, 2, 3, found nan (not a number)"));
}

#[test]
fn numbers_must_lie_between_the_bounds() {
    check(1, "7.25", Ok(Some(7.25)));
    check(1, "24.5", Err("item n: expected a number between 0 and 24, found 24.5 (out of range)"));
    check(2, "-5", Ok(Some(-5.0)));
    check(2, "1.5", Err("item w: expected a whole number between -5 and 5, found 1.5 (fractional)"));
    check(2, "6", Err("item w: expected a whole number between -5 and 5, found 6 (out of range)"));
}

#[test]
fn clocks_are_times_or_hours() {
    check(3, "23:45", Ok(Some(23.75)));
    check(3, "07：30", Ok(Some(7.5)));
    check(3, "6.5", Ok(Some(6.5)));
    check(3, "24:00", Ok(Some(0.0)));
    check(3, "24", Err("item t: expected a time of day HH:MM or hours from 0 to below 24, found 24 (out of range)"));
    check(3, "12:60", Err("item t: expected a time of day HH:MM or hours from 0 to below 24, found 12:60 (not a number)"));
}

#[test]
fn every_refused_value_is_named() {
    let instrument = toy();
    let faults = Answers::from_values(&instrument, &[Some(0.0), Some(-1.0), Some(0.5), Some(3.0)]).expect_err("three are wrong");
    let places: Vec<_> = faults
        .iter()
        .map(|fault| match fault {
            AnswerFault::Value { item, problem, .. } => (*item, *problem),
            AnswerFault::Count { .. } => panic!("the count is right"),
        })
        .collect();
    let expected = [(0, AnswerProblem::OutOfRange), (1, AnswerProblem::OutOfRange), (2, AnswerProblem::Fractional)];
    assert_eq!(places, expected);
}

#[test]
fn the_number_of_answers_must_fit() {
    let fault = Answers::from_values(&toy(), &[None; 3]).expect_err("one is lacking");
    assert_eq!(fault, [AnswerFault::Count { expected: 4, found: 3 }]);
}
