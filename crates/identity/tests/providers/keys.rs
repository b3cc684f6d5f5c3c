//! Keys and tokens as a provider makes them.

use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

/// A key with the name under which the provider shows it.
pub struct Key {
    pub kid: &'static str,
    pair: EcdsaKeyPair,
}

impl Key {
    pub fn fresh(kid: &'static str) -> Self {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random).unwrap();
        Self { kid, pair }
    }

    /// What everybody may see of it.
    pub fn shown(&self) -> Value {
        let point = self.pair.public_key().as_ref();
        let (x, y) = (url64(&point[1..33]), url64(&point[33..]));
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "kid": self.kid, "x": x, "y": y })
    }

    /// A token signed with it.
    pub fn sign(&self, claims: &Value) -> String {
        let text = unsigned(&json!({ "alg": "ES256", "kid": self.kid }), claims);
        let signature = self.pair.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        format!("{text}.{}", url64(signature.as_ref()))
    }
}

/// A token signed with a secret that the program shares.
pub fn sign_shared(secret: &str, claims: &Value) -> String {
    let text = unsigned(&json!({ "alg": "HS256" }), claims);
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), text.as_bytes());
    format!("{text}.{}", url64(tag.as_ref()))
}

/// A token without a signature.
pub fn sign_not(claims: &Value) -> String {
    format!("{}.", unsigned(&json!({ "alg": "none" }), claims))
}

fn unsigned(head: &Value, claims: &Value) -> String {
    format!("{}.{}", url64(head.to_string().as_bytes()), url64(claims.to_string().as_bytes()))
}

/// Base64 for addresses, without padding.
pub fn url64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..=chunk.len() {
            text.push(SIGNS[(number >> (18 - 6 * at) & 63) as usize] as char);
        }
    }
    text
}

#[test]
fn base64_is_that_of_the_standard() {
    // RFC 4648, 10, without padding
    assert_eq!(["f", "fo", "foo", "foob"].map(|text| url64(text.as_bytes())), ["Zg", "Zm8", "Zm9v", "Zm9vYg"]);
}
