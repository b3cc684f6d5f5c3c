//! Makes a pack that was added or removed reach the binary: the folder itself is watched, not only the files known so far.

fn main() {
    println!("cargo:rerun-if-changed=../../packs");
}
