//! The ciphers and hashes give what their standards print.

use aes_gcm_siv::Aes256GcmSiv;
use aes_gcm_siv::aead::KeyInit;
use sm3::{Digest, Sm3};

use crate::cipher::{Cipher, Sm4Gcm};
use crate::suite::Keyed;
use crate::{Suite, VaultError};

fn hex(digits: &str) -> Vec<u8> {
    let digits: Vec<u8> = digits.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap()).collect()
}

fn array<const N: usize>(digits: &str) -> [u8; N] {
    hex(digits).try_into().unwrap()
}

fn check(cipher: &Cipher, nonce: &str, associated: &str, plain: &str, result: &str) {
    let (nonce, associated, plain, result) = (array(nonce), hex(associated), hex(plain), hex(result));
    let mut bytes = plain.clone();
    let tag = cipher.encrypt(&nonce, &associated, &mut bytes).unwrap();
    assert_eq!([&bytes[..], &tag].concat(), result);
    cipher.decrypt(&nonce, &associated, &mut bytes, &tag, || VaultError::Erased).unwrap();
    assert_eq!(bytes, plain);
}

#[test]
fn aes_256_gcm_siv_gives_the_results_of_rfc_8452_appendix_c_2() {
    let key: [u8; 32] = array("0100000000000000000000000000000000000000000000000000000000000000");
    let cipher = Cipher::Aes(Box::new(Aes256GcmSiv::new((&key).into())));
    let nonce = "030000000000000000000000";
    check(&cipher, nonce, "", "", "07f5f4169bbf55a8400cd47ea6fd400f");
    check(&cipher, nonce, "", "0100000000000000", "c2ef328e5c71c83b843122130f7364b761e0b97427e3df28");
    check(&cipher, nonce, "01", "0200000000000000", "1de22967237a813291213f267e3b452f02d01ae33e4ec854");
}

#[test]
fn sm4_gcm_gives_the_result_of_rfc_8998_appendix_a_1() {
    let key: [u8; 16] = array("0123456789ABCDEFFEDCBA9876543210");
    let cipher = Cipher::Sm4(Box::new(Sm4Gcm::new((&key).into())));
    check(
        &cipher,
        "00001234567800000000ABCD",
        "FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2",
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD
         EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA",
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735
         D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D
         83DE3541E4C2B58177E065A9BF7B62EC",
    );
}

#[test]
fn sm3_gives_the_two_examples_of_gb_t_32905() {
    let abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
    assert_eq!(Sm3::digest(b"abc").to_vec(), hex(abc));
    let sixteen = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732";
    assert_eq!(Sm3::digest(b"abcd".repeat(16)).to_vec(), hex(sixteen));
}

/// RFC 2104 written out: `H((K ^ opad) ‖ H((K ^ ipad) ‖ text))`.
fn by_definition<D: Digest>(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut block = [0_u8; 64];
    block[..key.len()].copy_from_slice(key);
    let inner = D::digest([&block.map(|byte| byte ^ 0x36)[..], text].concat());
    D::digest([&block.map(|byte| byte ^ 0x5c)[..], &inner].concat()).to_vec()
}

#[test]
fn the_keyed_hashes_are_hmac_over_the_parts_with_their_lengths() {
    let jefe = by_definition::<sha2::Sha256>(b"Jefe", b"what do ya want for nothing?");
    assert_eq!(jefe, hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"), "RFC 4231, case 2");
    let key = [0x42_u8; 32];
    let text = [&5_u64.to_be_bytes()[..], b"phone", &11_u64.to_be_bytes(), b"13800000000"].concat();
    let parts: [&[u8]; 2] = [b"phone", b"13800000000"];
    assert_eq!(Keyed::new(Suite::Aes256GcmSiv, &key).hash(&parts).to_vec(), by_definition::<sha2::Sha256>(&key, &text));
    assert_eq!(Keyed::new(Suite::Sm4Gcm, &key).hash(&parts).to_vec(), by_definition::<Sm3>(&key, &text));
}
