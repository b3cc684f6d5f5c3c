//! Instruments of the domain rules, written down as far as a test needs them.

use super::*;

pub(super) const PHQ9_SCORING: &str = r#"
[[score]]
code = "total"
method = "sum"
of = "all"
range = [0, 27]
higher = "worse"
missing = { max = 2 }

[[rule]]
code = "major"
[rule.when]
all = [
  { any = [{ item = "1", at_least = 2 }, { item = "2", at_least = 2 }] },
  { at_least_n = 5, of = [
    { item = "1", at_least = 2 }, { item = "2", at_least = 2 }, { item = "3", at_least = 2 }, { item = "4", at_least = 2 },
    { item = "5", at_least = 2 }, { item = "6", at_least = 2 }, { item = "7", at_least = 2 }, { item = "8", at_least = 2 },
    { item = "9", at_least = 1 },
  ] },
]

[[bands]]
score = "total"
source = "domain rules D.1"
band = [
  { code = "none", from = 0, to = 4, attention = 1 },
  { code = "mild", from = 5, to = 9, attention = 2 },
  { code = "moderate", from = 10, to = 14, attention = 3 },
  { code = "moderately_severe", from = 15, to = 19, attention = 4 },
  { code = "severe", from = 20, to = 27, attention = 4 },
]

[[screen]]
code = "positive"
when = { score = "total", at_least = 10 }

[[critical]]
item = "9"
at_least = 1
kind = "suicide"
strength = "hard"
follow_on = ["asq", "c-ssrs"]
source = "domain rules C.4"
"#;

pub(super) fn phq9() -> Instrument {
    instrument(&plain_items(9, "[0, 1, 2, 3]"), PHQ9_SCORING)
}

/// C.2; 6 is lifetime, 6m the past three months.
pub(super) fn c_ssrs() -> Instrument {
    instrument(
        r#"
scale = [{ code = "yn", values = [0, 1] }]
item = [
  { code = "1", scale = "yn" },
  { code = "2", scale = "yn" },
  { code = "3", scale = "yn", ask_if = { item = "2", equals = 1 } },
  { code = "4", scale = "yn", ask_if = { item = "2", equals = 1 } },
  { code = "5", scale = "yn", ask_if = { item = "2", equals = 1 } },
  { code = "6", scale = "yn" },
  { code = "6m", scale = "yn", ask_if = { item = "6", equals = 1 } },
]
"#,
        r#"
primary = "triage"
[[decision]]
code = "triage"
otherwise = "none"
level = [
  { code = "high", attention = 4, when = { any = [{ item = "4", equals = 1 }, { item = "5", equals = 1 }, { item = "6m", equals = 1 }] } },
  { code = "moderate", attention = 4, when = { any = [{ item = "3", equals = 1 }, { item = "6", equals = 1 }] } },
  { code = "low", attention = 3, when = { any = [{ item = "1", equals = 1 }, { item = "2", equals = 1 }] } },
]
"#,
    )
}

/// C.3; 9 is a refusal, which counts as positive.
pub(super) fn asq() -> Instrument {
    instrument(
        r#"
scale = [{ code = "ynr", values = [0, 1, 9] }]
item = [
  { code = "1", scale = "ynr" },
  { code = "2", scale = "ynr" },
  { code = "3", scale = "ynr" },
  { code = "4", scale = "ynr" },
  { code = "5", scale = "ynr", ask_if = { any = [{ item = "1", in = [1, 9] }, { item = "2", in = [1, 9] }, { item = "3", in = [1, 9] }, { item = "4", in = [1, 9] }] } },
]
"#,
        r#"
primary = "screen"
[[decision]]
code = "screen"
otherwise = "negative"
level = [
  { code = "acute", attention = 4, when = { item = "5", in = [1, 9] } },
  { code = "non_acute", attention = 4, when = { any = [{ item = "1", in = [1, 9] }, { item = "2", in = [1, 9] }, { item = "3", in = [1, 9] }, { item = "4", in = [1, 9] }] } },
]
"#,
    )
}

/// D.3, Chinese order.
pub(super) fn psqi() -> Instrument {
    let mut items = String::from("scale = [{ code = \"f\", values = [0, 1, 2, 3] }]\n");
    items.push_str("[[item]]\ncode = \"1\"\nkind = \"clock\"\n");
    items.push_str("[[item]]\ncode = \"2\"\nkind = \"number\"\nmin = 0\nmax = 300\nwhole = true\n");
    items.push_str("[[item]]\ncode = \"3\"\nkind = \"clock\"\n");
    items.push_str("[[item]]\ncode = \"4\"\nkind = \"number\"\nmin = 0\nmax = 24\n");
    for code in ["5a", "5b", "5c", "5d", "5e", "5f", "5g", "5h", "5i", "5j", "6", "7", "8", "9"] {
        items.push_str(&format!("[[item]]\ncode = \"{code}\"\nscale = \"f\"\noptional = {}\n", code == "5j"));
    }
    instrument(
        &items,
        r#"
score = [
  { code = "c1", method = "sum", of = ["6"] },
  { code = "latency", method = "banded", of = ["2"], report = false, cuts = [{ at_most = 15, value = 0 }, { at_most = 30, value = 1 }, { at_most = 60, value = 2 }, { value = 3 }] },
  { code = "latency_sum", method = "sum", of = ["@latency", "5a"], report = false },
  { code = "c2", method = "banded", of = ["@latency_sum"], cuts = [{ at_most = 0, value = 0 }, { at_most = 2, value = 1 }, { at_most = 4, value = 2 }, { value = 3 }] },
  { code = "c3", method = "banded", of = ["4"], cuts = [{ below = 5, value = 3 }, { below = 6, value = 2 }, { at_most = 7, value = 1 }, { value = 0 }] },
  { code = "in_bed", method = "hours_between", of = ["1", "3"], report = false },
  { code = "efficiency", method = "ratio", of = ["4", "@in_bed"], times = 100, report = false },
  { code = "c4", method = "banded", of = ["@efficiency"], cuts = [{ below = 65, value = 3 }, { below = 75, value = 2 }, { below = 85, value = 1 }, { value = 0 }] },
  { code = "disturbance", method = "sum", of = ["5b", "5c", "5d", "5e", "5f", "5g", "5h", "5i", "5j"], range = [0, 27], report = false },
  { code = "c5", method = "banded", of = ["@disturbance"], cuts = [{ at_most = 0, value = 0 }, { at_most = 9, value = 1 }, { at_most = 18, value = 2 }, { value = 3 }] },
  { code = "c6", method = "sum", of = ["7"] },
  { code = "daytime", method = "sum", of = ["8", "9"], report = false },
  { code = "c7", method = "banded", of = ["@daytime"], cuts = [{ at_most = 0, value = 0 }, { at_most = 2, value = 1 }, { at_most = 4, value = 2 }, { value = 3 }] },
  { code = "total", method = "sum", of = ["@c1", "@c2", "@c3", "@c4", "@c5", "@c6", "@c7"], range = [0, 21], higher = "worse" },
]
[[bands]]
score = "total"
source = "domain rules D.3"
band = [
  { code = "good", from = 0, to = 5, attention = 1 },
  { code = "fair", from = 6, to = 10, attention = 2 },
  { code = "poor", from = 11, to = 15, attention = 3 },
  { code = "very_poor", from = 16, to = 21, attention = 3 },
]
"#,
    )
}

/// D.7: max(1–4) + 5 + max(6–9) + 10 + … + 14 + max(15, 16).
pub(super) fn qids() -> Instrument {
    instrument(
        &plain_items(16, "[0, 1, 2, 3]"),
        r#"
score = [
  { code = "sleep", method = "max", of = ["1", "2", "3", "4"], report = false },
  { code = "appetite", method = "max", of = ["6", "7", "8", "9"], report = false },
  { code = "motor", method = "max", of = ["15", "16"], report = false },
  { code = "total", method = "sum", of = ["@sleep", "5", "@appetite", "10", "11", "12", "13", "14", "@motor"], range = [0, 27] },
]
"#,
    )
}

/// D.4: lie scale, eight content scales, total over the content scales.
pub(super) fn mht() -> Instrument {
    let list = |codes: &mut dyn Iterator<Item = usize>| codes.map(|code| format!("\"{code}\"")).collect::<Vec<_>>().join(", ");
    let lie = list(&mut (82..=100).step_by(2));
    let content = list(&mut (1..=80).chain((81..=99).step_by(2)));
    let learning = list(&mut (1..=15));
    let scoring = format!(
        r#"
score = [
  {{ code = "lie", method = "sum", of = [{lie}], range = [0, 10] }},
  {{ code = "learning", method = "sum", of = [{learning}], range = [0, 15] }},
  {{ code = "total", method = "sum", of = [{content}], range = [0, 90], higher = "worse" }},
]
[[bands]]
score = "total"
source = "domain rules D.4"
band = [
  {{ code = "normal", from = 0, to = 55, attention = 1 }},
  {{ code = "watch", from = 56, to = 64, attention = 3 }},
  {{ code = "plan", from = 65, to = 90, attention = 4 }},
]
[[critical]]
item = "3"
equals = 1
kind = "self_harm"
strength = "soft"
source = "made for this test"
[[validity]]
code = "lie"
kind = "score"
when = {{ score = "lie", at_least = 7 }}
effect = "invalid"
"#
    );
    instrument(&plain_items(100, "[0, 1]"), &scoring)
}

/// D.3: items 9 and 10 take 0, 2, 4.
pub(super) fn audit() -> Instrument {
    let mut items =
        String::from("scale = [{ code = \"f\", values = [0, 1, 2, 3, 4] }, { code = \"harm\", values = [0, 2, 4] }]\n");
    for code in 1..=10 {
        items.push_str(&format!("[[item]]\ncode = \"{code}\"\nscale = \"{}\"\n", if code < 9 { "f" } else { "harm" }));
    }
    instrument(
        &items,
        r#"
score = [
  { code = "total", method = "sum", of = "all", range = [0, 40], higher = "worse" },
  { code = "c", method = "sum", of = ["1", "2", "3"], range = [0, 12] },
]
[[bands]]
score = "total"
source = "domain rules D.3"
band = [
  { code = "zone1", from = 0, to = 7, attention = 1 },
  { code = "zone2", from = 8, to = 15, attention = 2 },
  { code = "zone3", from = 16, to = 19, attention = 3 },
  { code = "zone4", from = 20, to = 40, attention = 4 },
]
[[bands]]
score = "c"
population = { sex = "male" }
source = "domain rules D.3"
band = [{ code = "low", from = 0, to = 3, attention = 1 }, { code = "risky", from = 4, to = 12, attention = 2 }]
[[bands]]
score = "c"
population = { sex = "female" }
source = "domain rules D.3"
band = [{ code = "low", from = 0, to = 2, attention = 1 }, { code = "risky", from = 3, to = 12, attention = 2 }]
[[screen]]
code = "c"
when = { any = [{ all = [{ sex = "male" }, { score = "c", at_least = 4 }] }, { all = [{ sex = "female" }, { score = "c", at_least = 3 }] }] }
"#,
    )
}
