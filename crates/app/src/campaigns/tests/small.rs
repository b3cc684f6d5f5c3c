//! Pieces that need no database: days.

use jiff::civil::date;

#[test]
fn days_are_read_as_people_write_them() {
    use crate::campaigns::import::day;
    let expected = Some(date(2026, 3, 4));
    for text in
        ["2026-03-04", "2026/3/4", "2026.3.4", "2026年3月4日", "20260304", "2026-03-04 08:15", "2026-03-04T08:15:00", "46085"]
    {
        assert_eq!(day(text), expected, "{text}");
    }
    for text in ["", "4", "2026-02-30", "26-03-04", "03/04/2026", "2026-03", "2026-03-04-05", "一月"] {
        assert_eq!(day(text), None, "{text}");
    }
}
