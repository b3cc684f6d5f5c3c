//! What tells a receiver that a request comes from here, and when it was sent.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The value of `Xinqiao-Signature`: `t=<seconds since 1970>,v1=<HMAC-SHA-256 of "t.body" in hex>`. A receiver computes it anew and refuses
/// what is older than five minutes.
pub fn signature(secret: &[u8], seconds: i64, body: &[u8]) -> String {
    use std::fmt::Write as _;
    // HMAC takes keys of any length
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return String::new() };
    mac.update(seconds.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    let code = mac.finalize().into_bytes();
    code.iter().fold(format!("t={seconds},v1="), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_signature_is_hmac_sha_256_of_time_and_body() {
        // computed with: printf '1700000000.{}' | openssl dgst -sha256 -hmac secret
        let expected = "t=1700000000,v1=b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163";
        assert_eq!(super::signature(b"secret", 1_700_000_000, b"{}"), expected);
    }
}
