//! Scores over time with their error of measurement, drawn by the server. The table beside it says the same.

use askama::Template;
use jiff::Timestamp;

const WIDTH: i64 = 320;
const HEIGHT: i64 = 140;
const EDGE: i64 = 16;
/// Half of the cap of a bar.
const CAP: i64 = 4;

/// A point: when, the score, from where to where its error reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartPoint {
    pub at: Timestamp,
    pub score: f64,
    pub band: Option<(f64, f64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Dot {
    x: i64,
    y: i64,
    left: i64,
    right: i64,
    /// Upper and lower end of the bar.
    bar: Option<(i64, i64)>,
}

/// A drawing of one score.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r##"<svg class="xq-chart" viewBox="0 0 {{ width }} {{ height }}" role="img" aria-label="{{ label }}"><line class="axis" x1="16" y1="124" x2="304" y2="124"/>{% for dot in dots %}{% if let Some(bar) = dot.bar %}<g stroke="currentColor" stroke-width="1" opacity="0.6"><line x1="{{ dot.x }}" y1="{{ bar.0 }}" x2="{{ dot.x }}" y2="{{ bar.1 }}"/><line x1="{{ dot.left }}" y1="{{ bar.0 }}" x2="{{ dot.right }}" y2="{{ bar.0 }}"/><line x1="{{ dot.left }}" y1="{{ bar.1 }}" x2="{{ dot.right }}" y2="{{ bar.1 }}"/></g>{% endif %}{% endfor %}<polyline points="{{ line }}" fill="none" stroke="currentColor" stroke-width="2"/>{% for dot in dots %}<circle cx="{{ dot.x }}" cy="{{ dot.y }}" r="3.5" fill="currentColor"/>{% endfor %}</svg>"##
)]
pub struct HistoryChart {
    width: i64,
    height: i64,
    label: String,
    line: String,
    dots: Vec<Dot>,
}

impl HistoryChart {
    /// The drawing of at least two points, the oldest first, on a scale from `low` to `high`; a single one is a table.
    pub fn of(label: String, [low, high]: [f64; 2], points: &[ChartPoint]) -> Option<Self> {
        let (first, last) = (points.first()?, points.last()?);
        if points.len() < 2 || high <= low {
            return None;
        }
        let span = (last.at.as_second() - first.at.as_second()).max(0);
        let count = i64::try_from(points.len()).unwrap_or(i64::MAX).saturating_sub(1).max(1);
        let y = |score: f64| {
            let share = ((score - low) / (high - low)).clamp(0.0, 1.0);
            HEIGHT - EDGE - (share * (HEIGHT - 2 * EDGE) as f64).round() as i64
        };
        let dot = |(number, point): (i64, &ChartPoint)| {
            // sheets of one moment stand side by side
            let (part, whole) = if span == 0 { (number, count) } else { (point.at.as_second() - first.at.as_second(), span) };
            let x = EDGE + part * (WIDTH - 2 * EDGE) / whole;
            let bar = point.band.map(|(lower, upper)| (y(upper), y(lower)));
            Dot { x, y: y(point.score), left: x - CAP, right: x + CAP, bar }
        };
        let dots: Vec<Dot> = (0_i64..).zip(points).map(dot).collect();
        let line = dots.iter().map(|dot| format!("{},{}", dot.x, dot.y)).collect::<Vec<_>>().join(" ");
        Some(Self { width: WIDTH, height: HEIGHT, label, line, dots })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(second: i64, score: f64, band: Option<(f64, f64)>) -> ChartPoint {
        ChartPoint { at: Timestamp::from_second(second).unwrap(), score, band }
    }

    #[test]
    fn points_lie_by_time_and_bars_reach_as_far_as_the_error_and_never_beyond_the_scale() {
        let points = [point(0, 0.0, Some((-3.0, 3.0))), point(50, 27.0, Some((24.0, 30.0))), point(100, 13.5, None)];
        let chart = HistoryChart::of(String::new(), [0.0, 27.0], &points).unwrap();
        assert_eq!(chart.line, "16,124 160,16 304,70");
        assert_eq!(chart.dots.iter().map(|dot| dot.bar).collect::<Vec<_>>(), [Some((112, 124)), Some((16, 28)), None]);
    }

    #[test]
    fn one_point_is_no_drawing_and_two_of_one_moment_stand_apart() {
        assert_eq!(HistoryChart::of(String::new(), [0.0, 27.0], &[point(0, 3.0, None)]), None);
        let two = HistoryChart::of(String::new(), [0.0, 27.0], &[point(5, 3.0, None), point(5, 9.0, None)]).unwrap();
        assert_eq!((two.dots[0].x, two.dots[1].x), (16, 304));
        assert_eq!(HistoryChart::of(String::new(), [3.0, 3.0], &[point(0, 3.0, None), point(1, 3.0, None)]), None);
    }
}
