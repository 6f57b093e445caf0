//! `SECURITY.md` names the tests that hold each promise; they have to be there.

use std::fs;
use std::path::Path;

#[test]
fn every_test_that_holds_a_promise_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let text = fs::read_to_string(root.join("SECURITY.md")).unwrap();
    let mut found = 0;
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        // A name without a folder is beside the one before it.
        let mut folder = "";
        for path in
            line.split('`').skip(1).step_by(2).filter(|path| path.contains('.') && !path.contains(' '))
        {
            let (own, name) = path.rsplit_once('/').unwrap_or((folder, path));
            folder = own;
            assert!(root.join(folder).join(name).exists(), "{path}, in: {line}");
            found += 1;
        }
    }
    assert!(found >= 15, "only {found} paths");
}
