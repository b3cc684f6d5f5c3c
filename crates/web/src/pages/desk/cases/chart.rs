//! Scores over days as a line, drawn by the server. The table beside it says the same.

use askama::Template;
use jiff::civil::Date;
use xinqiao_cases::Score;
use xinqiao_cases::rules::MeasureToml;
use xinqiao_cases::trend::At;

const WIDTH: i64 = 320;
const HEIGHT: i64 = 120;
const EDGE: i64 = 12;

/// A drawing of one measure.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r##"<svg class="xq-chart" viewBox="0 0 {{ width }} {{ height }}" role="img" aria-label="{{ label }}"><line class="axis" x1="12" y1="108" x2="308" y2="108"/>{% if let Some(at) = cut_off %}<line class="target" x1="12" y1="{{ at }}" x2="308" y2="{{ at }}"/>{% endif %}<polyline points="{{ line }}" fill="none" stroke="currentColor" stroke-width="2"/>{% for dot in dots %}<circle cx="{{ dot.0 }}" cy="{{ dot.1 }}" r="3.5" fill="currentColor"/>{% endfor %}</svg>"##
)]
pub struct Chart {
    pub width: i64,
    pub height: i64,
    /// What the drawing shows, for those who do not see it.
    pub label: String,
    line: String,
    dots: Vec<(i64, i64)>,
    cut_off: Option<i64>,
}

impl askama::filters::HtmlSafe for Chart {}

impl Chart {
    /// The drawing of at least two points; a single one is a table.
    pub fn of(label: String, measure: &MeasureToml, points: &[At], cut_off: Option<Score>) -> Option<Self> {
        let (first, last) = (points.first()?, points.last()?);
        if points.len() < 2 {
            return None;
        }
        let [low, high] = measure.range.map(Score::in_tenths);
        let y = |score: Score| {
            let (span, up) = (i64::from(high - low).max(1), i64::from(score.in_tenths() - low));
            HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE) / span
        };
        let days = days(first.on, last.on).max(1);
        let count = i64::try_from(points.len()).unwrap_or(i64::MAX).saturating_sub(1).max(1);
        let is_one_day = first.on == last.on;
        let dots: Vec<(i64, i64)> = (0_i64..)
            .zip(points)
            .map(|(at, point)| {
                let (part, whole) = if is_one_day { (at, count) } else { (self::days(first.on, point.on), days) };
                (EDGE + part * (WIDTH - 2 * EDGE) / whole, y(point.score))
            })
            .collect();
        let line = dots.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
        Some(Self { width: WIDTH, height: HEIGHT, label, line, dots, cut_off: cut_off.map(y) })
    }
}

fn days(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use xinqiao_packs::Library;

    use super::*;

    #[test]
    fn scores_lie_by_their_day_from_left_to_right_and_the_highest_on_top() {
        let library = Library::embedded();
        let measure = library.cases("default").unwrap().measure(&"phq-9".parse().unwrap()).unwrap();
        let at = |day, score| At { on: date(2026, 11, day), score: Score::whole(score) };
        let chart = Chart::of(String::new(), measure, &[at(1, 27), at(6, 9), at(11, 0)], Some(Score::whole(9))).unwrap();
        assert_eq!(chart.dots, [(12, 12), (160, 76), (308, 108)]);
        assert_eq!(chart.cut_off, Some(76));
        assert_eq!(Chart::of(String::new(), measure, &[at(1, 3)], None), None);
    }
}
