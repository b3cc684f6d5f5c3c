//! Pieces that need no database: hidden cells and days.

use jiff::civil::date;

use crate::campaigns::cells::{shown, shown_parts};

#[test]
fn a_count_from_one_to_four_is_hidden_and_zero_is_not() {
    assert_eq!([0, 1, 4, 5].map(shown), [Some(0), None, None, Some(5)]);
}

#[test]
fn a_single_small_part_takes_the_smallest_other_with_it() {
    assert_eq!(shown_parts(&[3, 50, 20]), [None, Some(50), None]);
}

#[test]
fn two_small_parts_stand_alone_only_when_their_sum_is_not_small() {
    assert_eq!(shown_parts(&[3, 50, 4]), [None, Some(50), None]);
    assert_eq!(shown_parts(&[1, 50, 1]), [None, None, None]);
}

#[test]
fn parts_without_a_small_one_are_all_shown() {
    assert_eq!(shown_parts(&[5, 0, 50]), [Some(5), Some(0), Some(50)]);
    assert_eq!(shown_parts(&[]), []);
}

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
