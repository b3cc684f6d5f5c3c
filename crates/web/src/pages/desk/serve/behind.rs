//! From where on a list by due time is shown, as an address tells it.

use jiff::Timestamp;
use xinqiao_app::warnings::Mark;

/// `1790000000000000.019aab12-…`: microseconds of the due time and the id of the last row before. Anything else is the beginning.
pub fn mark(text: &str) -> Mark {
    let parsed = || {
        let (due, id) = text.split_once('.')?;
        Some(Mark { due_at: Timestamp::from_microsecond(due.parse().ok()?).ok()?, id: id.parse().ok()? })
    };
    parsed().unwrap_or(Mark::FIRST)
}

/// The text of a mark.
pub fn text(mark: Mark) -> String {
    format!("{}.{}", mark.due_at.as_microsecond(), mark.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_comes_back_from_its_address_and_anything_else_is_the_beginning() {
        let somewhere = Mark {
            due_at: "2026-11-23T01:02:03.000004Z".parse().unwrap(),
            id: "019aab12-0000-7000-8000-000000000001".parse().unwrap(),
        };
        assert_eq!(mark(&text(somewhere)), somewhere);
        for wrong in ["", "x", "1.", ".1", "99999999999999999999.019aab12-0000-7000-8000-000000000001", "1.2.3"] {
            assert_eq!(mark(wrong), Mark::FIRST, "{wrong}");
        }
    }
}
