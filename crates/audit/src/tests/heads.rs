//! Heads are signed, and a changed one is not taken.

use super::chain;
use crate::head::{HeadFault, public_key};
use crate::{Head, Kept};

const SECRET: [u8; 32] = [9; 32];

#[test]
fn a_signed_head_is_read_back_and_a_changed_one_is_refused() {
    let seal = chain().0[3].0.clone();
    let signed = Head::of(&seal, "620000/620700/", super::start()).sign(&SECRET);
    assert_eq!((signed.head.seal, signed.head.rows), (4, 20));
    let line = signed.line().unwrap();
    let key = public_key(&SECRET);
    assert_eq!(Kept::read(&line, Some(&key)), Ok(Kept { seal: Some(4), hash: seal.hash.clone(), at: Some(super::start()) }));
    assert_eq!(Kept::read(&seal.hash, None), Ok(Kept { seal: None, hash: seal.hash.clone(), at: None }));
    for changed in [
        line.replace("\"rows\":20", "\"rows\":21"),
        line.replace("\"seal\":4", "\"seal\":3"),
        line.replace("620700", "620702"),
        line.replace("02:00:00", "02:00:01"),
        line.replace(&seal.hash, &"0".repeat(64)),
    ] {
        assert_ne!(changed, line);
        assert_eq!(Kept::read(&changed, None), Err(HeadFault::BadSignature), "{changed}");
    }
    let other = public_key(&[8; 32]);
    assert_eq!(Kept::read(&line, Some(&other)), Err(HeadFault::OtherKey { expected: other.clone(), found: key }));
    assert_eq!(Kept::read("seal 4", None), Err(HeadFault::NoHead));
}
