//! Text that strangers wrote, made safe to show and to hand on.

use std::borrow::Cow;

/// Is this a sign that is not seen but changes what is seen: control signs but line ends and tabs, marks that turn the direction of
/// writing, separators, fillers without width? Joiners (U+200C, U+200D) stay: some scripts need them.
pub const fn is_hidden(sign: char) -> bool {
    matches!(sign,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// The text without hidden signs.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(|byte| byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t') || byte == 0x7f) {
        return Cow::Borrowed(text);
    }
    if text.chars().any(is_hidden) {
        Cow::Owned(text.chars().filter(|sign| !is_hidden(*sign)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Would a spreadsheet take this cell for a formula? Numbers with a sign are none, nor is a lone sign.
pub fn is_formula(cell: &[u8]) -> bool {
    let Some((first, rest)) = cell.split_first() else { return false };
    if !matches!(first, b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n') || rest.is_empty() {
        return false;
    }
    let is_number = matches!(first, b'+' | b'-') && {
        let text = str::from_utf8(rest).unwrap_or("x").trim_end_matches('%');
        text.starts_with(|sign: char| sign.is_ascii_digit() || sign == '.') && text.parse::<f64>().is_ok()
    };
    !is_number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_signs_vanish_and_names_of_every_script_stay() {
        assert_eq!(visible("罗\u{202e}小\u{200b}雨\0"), "罗小雨");
        assert_eq!(visible("a\u{7f}b\u{85}c\u{2066}d\u{feff}"), "abcd");
        for whole in ["罗小雨", "ئالىم", "བཀྲ་ཤིས་", "a\u{200d}b", "line\nline\ttab", "阿依古丽·买买提", "👩\u{200d}👧"]
        {
            assert_eq!(visible(whole), whole);
            assert!(matches!(visible(whole), Cow::Borrowed(_)));
        }
    }

    #[test]
    fn formulas_are_told_from_numbers() {
        for formula in
            ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1", "=\"a\"", "-a", "+86 138", "-1e", "--1"]
        {
            assert!(is_formula(formula.as_bytes()), "{formula}");
        }
        for plain in [
            "",
            "-",
            "+",
            "-1",
            "-1.5",
            "+3",
            "-.5",
            "12%",
            "-12%",
            "1=1",
            "a@b",
            "罗小雨",
            "2026-11-22",
            "+8613800000000",
            "-1e5",
        ] {
            assert!(!is_formula(plain.as_bytes()), "{plain}");
        }
    }
}
