//! Recovery codes: for the day on which the phone is lost. Each counts once.

/// How many codes are given out together.
pub const CODES: usize = 10;
const SIGNS: usize = 16;
/// Without i, l, o and u, which are misread or spell something.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Ten codes of 80 bits out of random bytes, `xxxx-xxxx-xxxx-xxxx`.
pub fn recovery_codes(random: &[[u8; 32]; CODES]) -> [String; CODES] {
    random.map(|bytes| {
        let signs = bytes.iter().take(SIGNS).map(|byte| char::from(ALPHABET[usize::from(byte & 31)]));
        let mut code = String::with_capacity(SIGNS + 3);
        for (at, sign) in signs.enumerate() {
            if at > 0 && at % 4 == 0 {
                code.push('-');
            }
            code.push(sign);
        }
        code
    })
}

/// What somebody typed, as it is kept: without spaces and hyphens, in small letters, `o` read as 0 and `i`, `l` as 1. `None` when it cannot be a code.
pub fn tidied(typed: &str) -> Option<String> {
    let read = |sign: char| match sign.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    };
    let signs: String = typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').take(SIGNS + 1).map(read).collect();
    (signs.len() == SIGNS && signs.bytes().all(|sign| ALPHABET.contains(&sign))).then_some(signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let codes = recovery_codes(&std::array::from_fn(|at| [u8::try_from(at * 25).unwrap(); 32]));
        assert!(codes.iter().all(|code| code.len() == 19 && tidied(code).is_some()), "{codes:?}");
        assert_eq!(tidied(" 0AbC-1111 2222-zzzz "), Some("0abc11112222zzzz".to_owned()));
        assert_eq!(tidied("OabC-IL11 2222-zzzz"), Some("0abc11112222zzzz".to_owned()));
        for wrong in ["", "123456", "0abc-1111-2222-zzz", "0abc-1111-2222-zzzzz", "0abc-1111-2222-zzz!"] {
            assert_eq!(tidied(wrong), None, "{wrong}");
        }
    }
}
