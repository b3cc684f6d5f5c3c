//! Works out the points of signs from labelled cases: `fit FOLDER FILE…` prints what authors left out would be read as and, last, the tables
//! `weighing` and `weight` for the pack. Logistic regression with a ridge, no chance in it; labels 3 and 4 against 0 and 1, 2 counts half for each.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example that prints")]

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::Path;

use xinqiao_text::{Case, RulesToml, Triage, factor};

/// Points that a sign must have to be written, in hundredths.
const LEAST: i32 = 3;
/// A sign must stand in so many cases.
const CASES: usize = 2;
/// Two names together must stand in so many: there are very many of them.
const CASES_OF_TWO: usize = 10;
/// The ridge: smaller holds the points nearer to nothing.
const RIDGE: f64 = 0.1;
/// Of what the ridge lets a sign go, this share depends on how unevenly the sign stands in the two kinds of texts.
const UNEVEN: f64 = 0.5;
const STEPS: usize = 1500;
/// The batches of each author. One author after the other is left out to see how texts of somebody unseen are read.
const AUTHORS: [(&str, std::ops::RangeInclusive<u32>); 11] = [
    ("a", 11..=14),
    ("b", 15..=18),
    ("c", 19..=22),
    ("d", 1..=4),
    ("e", 31..=35),
    ("f", 61..=61),
    ("g", 62..=62),
    ("h", 63..=63),
    ("i", 64..=64),
    ("j", 65..=65),
    ("k", 66..=66),
];

/// How far the ridge lets a sign go: words and pairs of characters farther than phrases, which say less about an author unseen.
fn reach(sign: &str) -> f64 {
    match sign.chars().count() {
        1 => 1.4,
        2 => 2.5,
        _ if is_two(sign) => 0.9,
        _ if sign.starts_with('{') || sign.starts_with("cue/") => 1.0,
        _ => 0.5,
    }
}

/// Two names together.
fn is_two(sign: &str) -> bool {
    2 < sign.chars().count() && sign.contains('&')
}

/// Texts with fewer characters are not weighed: `chars` in the pack.
const SHORT: usize = 12;

/// Words for groups of people and for sex: they get no points (docs/ethics.md).
const NEVER: [&str; 36] = [
    "男", "女", "老", "外地", "农村", "出柜", "信访", "打工", "低保", "矫正", "离婚", "民工", "农民", "拆迁", "刑满", "罪犯",
    "残疾", "贫困", "租客", "外国", "女生", "男生", "女孩", "男孩", "女人", "男人", "老年", "老人", "老汉", "女的", "男的",
    "女子", "男子", "女士", "女性", "男性",
];

struct Sample {
    id: u32,
    level: u8,
    /// Too short to be weighed.
    short: bool,
    /// Level by phrases alone.
    rules: u8,
    firm: bool,
    signs: Vec<(String, f64)>,
}

impl Sample {
    /// The number of the batch, in the ten thousands of the id.
    const fn batch(&self) -> u32 {
        self.id / 10_000
    }
}

struct Model {
    start: f64,
    points: HashMap<String, f64>,
}

impl Model {
    fn score(&self, sample: &Sample) -> f64 {
        let sum: f64 = sample.signs.iter().map(|(sign, value)| self.points.get(sign).copied().unwrap_or(0.0) * value).sum();
        self.start + sum
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, files) = arguments.split_first().ok_or("expected: FOLDER FILE…")?;
    let mut document = String::new();
    for name in ["rules.toml", "phrases.toml", "cues.toml"] {
        document.push_str(&std::fs::read_to_string(Path::new(folder).join(name))?);
        document.push('\n');
    }
    let mut rules: RulesToml = toml::from_str(&document)?;
    rules.weighing = None;
    let triage = Triage::compile(rules).map_err(|faults| format!("{faults:#?}"))?;
    let mut samples = Vec::new();
    for file in files {
        for line in std::fs::read_to_string(file)?.lines() {
            samples.push(sample(&triage, &serde_json::from_str(line)?));
        }
    }
    let unseen = unseen(&samples);
    print_choices("all authors", &unseen);
    for (name, batches) in AUTHORS {
        let of_author: Vec<_> = unseen.iter().filter(|(sample, _)| batches.contains(&sample.batch())).copied().collect();
        print_choices(name, &of_author);
    }
    unseen.iter().for_each(|(sample, score)| {
        println!("#= {} {} {} {} {score:.2}", sample.id, sample.level, sample.rules, u8::from(sample.firm))
    });
    let model = fit(&samples.iter().collect::<Vec<_>>());
    print_tables(&model);
    Ok(())
}

fn sample(triage: &Triage, case: &Case) -> Sample {
    let all: std::collections::BTreeSet<String> = triage.signs(&case.text).into_iter().flatten().collect();
    let share = factor(all.iter().map(String::as_str));
    let firm = all.iter().any(|sign| sign == "firm:3" || sign == "firm:4");
    let value = |sign: String| if sign.chars().nth(2).is_none() { (sign, share) } else { (sign, 1.0) };
    let rules = u8::from(triage.read(&case.text).level);
    Sample {
        id: case.id,
        level: u8::from(case.level),
        rules,
        firm,
        short: case.text.chars().count() < SHORT,
        signs: all.into_iter().map(value).collect(),
    }
}

/// For every sample of an author its score by the cases of everybody else.
fn unseen(samples: &[Sample]) -> Vec<(&Sample, f64)> {
    let without = |(name, batches): &(&str, std::ops::RangeInclusive<u32>)| {
        let (own, others): (Vec<_>, Vec<_>) = samples.iter().partition(|sample| batches.contains(&sample.batch()));
        let model = fit(&others);
        eprintln!("author {name} left out");
        own.into_iter().map(|sample| (sample, model.score(sample))).collect::<Vec<_>>()
    };
    let (even, odd): (Vec<_>, Vec<_>) = AUTHORS.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    let walk = |authors: Vec<(usize, _)>| authors.into_iter().flat_map(|(_, author)| without(author)).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let other = scope.spawn(|| walk(odd));
        let mut scored = walk(even);
        scored.extend(other.join().unwrap_or_default());
        scored
    })
}

fn print_choices(name: &str, unseen: &[(&Sample, f64)]) {
    println!("# {name}: same_day, harmless: read 2 or more among 0-1, below 3 among 3-4, 2 or more among 2");
    for harmless in [-50, 0, 25, 50, 75, 100, 125, 150] {
        for same_day in [0, 25, 50, 60, 70, 75, 80, 85, 90, 95, 100, 110, 120, 130, 140, 150, 160, 180, 200] {
            if same_day < harmless {
                continue;
            }
            let read = |(sample, score): &(&Sample, f64)| {
                let stands = sample.firm || sample.short || f64::from(harmless) < score * 100.0;
                let by_rules = if stands || sample.rules < 2 { sample.rules } else { 1 };
                if !sample.short && f64::from(same_day) <= score * 100.0 { by_rules.max(3) } else { by_rules }
            };
            let share = |levels: std::ops::RangeInclusive<u8>, counts: &dyn Fn(u8) -> bool| {
                let all: Vec<_> = unseen.iter().filter(|(sample, _)| levels.contains(&sample.level)).collect();
                let found = all.iter().filter(|pair| counts(read(pair))).count();
                format!("{found} of {}", all.len())
            };
            let (alarms, misses) = (share(0..=1, &|read| 2 <= read), share(3..=4, &|read| read < 3));
            println!("# {same_day:5} {harmless:5}: {alarms} / {misses} / {}", share(2..=2, &|read| 2 <= read));
        }
    }
}

/// Accelerated gradient descent on the mean loss with the ridge.
fn fit(samples: &[&Sample]) -> Model {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    samples.iter().flat_map(|sample| &sample.signs).for_each(|(sign, _)| *seen.entry(sign).or_default() += 1);
    let least = |sign: &str| if is_two(sign) { CASES_OF_TWO } else { CASES };
    let often = |(sign, count): &(&str, usize)| least(sign) <= *count && !NEVER.contains(sign);
    let names: Vec<&str> = seen.into_iter().filter(often).map(|(sign, _)| sign).collect();
    let index: HashMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let reaches: Vec<f64> = names.iter().zip(unevenness(samples, &index)).map(|(sign, uneven)| reach(sign) * uneven).collect();
    let rows: Vec<Vec<(usize, f64)>> = samples
        .iter()
        .map(|sample| {
            let known = |(sign, value): &(String, f64)| index.get(sign.as_str()).map(|at| (*at, *value * reaches[*at]));
            sample.signs.iter().filter_map(known).collect()
        })
        .collect();
    let largest = rows.iter().map(|row| row.iter().map(|(_, value)| value * value).sum::<f64>() + 1.0).fold(0.0, f64::max);
    // the loss is summed over samples and its curvature is at most a quarter of the longest row each; a tenth of the sum is safe and quick
    let step = 1.0 / (largest * 0.25 * f64::from(u32::try_from(rows.len()).unwrap_or(u32::MAX)) * 0.1 + 1.0 / RIDGE);
    let mut now = vec![0.0; names.len() + 1];
    let mut ahead = now.clone();
    for turn in 0..STEPS {
        let mut slope: Vec<f64> = ahead.iter().map(|point| point / RIDGE).collect();
        if let Some(last) = slope.last_mut() {
            *last = 0.0;
        }
        for (row, sample) in rows.iter().zip(samples) {
            let sum: f64 = row.iter().map(|(at, value)| ahead[*at] * value).sum::<f64>() + ahead[names.len()];
            let error = 1.0 / (1.0 + (-sum).exp()) - wanted(sample);
            row.iter().for_each(|(at, value)| slope[*at] += error * value);
            slope[names.len()] += error;
        }
        let next: Vec<f64> = ahead.iter().zip(&slope).map(|(point, slope)| point - step * slope).collect();
        let turn = f64::from(u32::try_from(turn).unwrap_or(u32::MAX));
        let momentum = turn / (turn + 3.0);
        ahead = next.iter().zip(&now).map(|(next, now)| next + momentum * (next - now)).collect();
        now = next;
    }
    let points =
        names.iter().zip(&now).zip(&reaches).map(|((name, points), reach)| ((*name).to_owned(), points * reach)).collect();
    Model { start: now[names.len()], points }
}

/// What a text of the sample's level should weigh: 1 for the same day.
const fn wanted(sample: &Sample) -> f64 {
    match sample.level {
        0 | 1 => 0.0,
        2 => 0.5,
        _ => 1.0,
    }
}

/// How unevenly each sign stands in texts that ask for somebody and in those that do not, beside what is usual among signs:
/// the logarithm of how much more often it stands in the one kind than in the other. What stands evenly is held nearer to nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of signs are small")]
fn unevenness(samples: &[&Sample], index: &HashMap<&str, usize>) -> Vec<f64> {
    let mut counts = vec![(1.0, 1.0); index.len()];
    for sample in samples {
        let wanted = wanted(sample);
        for at in sample.signs.iter().filter_map(|(sign, _)| index.get(sign.as_str())) {
            counts[*at].0 += wanted;
            counts[*at].1 += 1.0 - wanted;
        }
    }
    let all = counts.iter().fold((0.0, 0.0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    let logs: Vec<f64> = counts.iter().map(|count| ((count.0 / all.0) / (count.1 / all.1)).ln().abs()).collect();
    let usual = (logs.iter().map(|log| log * log).sum::<f64>() / logs.len() as f64).sqrt();
    logs.iter().map(|log| 1.0 - UNEVEN + UNEVEN * log / usual).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "points are small")]
fn hundredths(points: f64) -> i32 {
    (points * 100.0).round() as i32
}

fn print_tables(model: &Model) {
    let mut by_points: BTreeMap<i32, Vec<&str>> = BTreeMap::new();
    for (sign, points) in &model.points {
        let points = hundredths(*points);
        if LEAST <= points.abs() {
            by_points.entry(points).or_default().push(sign);
        }
    }
    println!("start = {}\nweight = [", hundredths(model.start));
    for (points, mut list) in by_points {
        list.sort_unstable();
        let list: Vec<String> = list.iter().map(|sign| format!("{sign:?}")).collect();
        println!("  {{ points = {points}, list = [{}] }},", list.join(", "));
    }
    println!("]");
}
