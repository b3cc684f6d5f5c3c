//! Small helpers for looking into text.

/// The 1-based line of a byte position.
pub(crate) fn line_at(text: &str, position: usize) -> usize {
    text.as_bytes().iter().take(position).filter(|byte| **byte == b'\n').count() + 1
}

/// Every position at which `needle` stands in `text`.
pub(crate) fn positions<'a>(text: &'a str, needle: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(needle).map(|(position, _)| position)
}

/// Whether the character before a position belongs to a word.
pub(crate) fn word_before(text: &str, position: usize) -> bool {
    text[..position].chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '_')
}

/// Blanks out what lies between two marks, marks included; lines stay where they are.
pub(crate) fn without(text: &str, open: &str, close: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let inside = start + open.len();
        let end = rest[inside..].find(close).map_or(rest.len(), |at| inside + at + close.len());
        result.push_str(&rest[..start]);
        result.extend(rest[start..end].chars().map(|character| if character == '\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_blanked_out_keeps_its_lines() {
        assert_eq!(without("a{# b\nc #}d", "{#", "#}"), "a    \n    d");
        assert_eq!(without("a{# never closed", "{#", "#}").trim_end(), "a");
    }

    #[test]
    fn lines_are_counted_from_one() {
        assert_eq!(line_at("a\nb", 0), 1);
        assert_eq!(line_at("a\nb", 2), 2);
    }
}
