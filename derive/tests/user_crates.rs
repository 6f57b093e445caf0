//! The derive in crates of other people: wherever it stands, and whatever stands around it.

#[path = "../../codegen/build/tests/common/mod.rs"]
mod common;

use common::{UserCrate, root};

/// A crate of an edition that knows `lonelypsp` by another name, without the standard library.
fn hostile(edition: &str) -> UserCrate {
    let name = format!("hostile-{edition}");
    let dependency = format!(
        "lonely = {{ package = \"lonelypsp\", path = \"{}/protocol\", default-features = false, \
         features = [\"derive\"] }}\n",
        root()
    );
    let user = UserCrate::bare(&name, edition, &dependency);
    user.write("src/lib.rs", include_str!("user_crates/hostile.rs"));
    user.write("schema/mine.yaml", include_str!("user_crates/mine.yaml"));
    user
}

#[test]
fn expansions_are_free_of_warnings_in_a_hostile_crate_of_every_edition() {
    for edition in ["2021", "2024"] {
        let user = hostile(edition);
        user.succeeds("clippy -- -D warnings -W clippy::pedantic -W clippy::nursery");
    }
}

#[test]
fn a_schema_file_is_read_again_when_it_changes() {
    let dependency = format!("lonelypsp = {{ path = \"{}/protocol\", features = [\"derive\"] }}\n", root());
    let user = UserCrate::bare("own-schema", "2024", &dependency);
    user.write("schema/mine.yaml", include_str!("user_crates/mine.yaml"));
    user.write("src/main.rs", include_str!("user_crates/own_schema.rs"));
    assert_eq!(user.succeeds("run"), "\\x00\\x01\\x00\\x05\\x00\\x03ada\\x00\\x01\\x07hello\n");

    user.edit("schema/mine.yaml", "code: 5", "code: 6");
    assert_eq!(user.succeeds("run"), "\\x00\\x01\\x00\\x06\\x00\\x03ada\\x00\\x01\\x07hello\n");

    // A field that the schema has no more is found where the struct has it.
    user.edit("schema/mine.yaml", "x-mood", "x-temper");
    let errors = String::from_utf8(user.cargo("build").stderr).unwrap();
    assert!(errors.contains("`chat.line` has no field `mood`"), "{errors}");
    assert!(errors.contains("did you mean `temper`? That is the header `x-temper`"), "{errors}");
    assert!(errors.contains("(schema/mine.yaml:24:7)"), "{errors}");
}

#[test]
fn mistakes_in_a_schema_file_are_errors_at_its_name() {
    let dependency = format!("lonelypsp = {{ path = \"{}/protocol\", features = [\"derive\"] }}\n", root());
    let user = UserCrate::bare("wrong-schema", "2024", &dependency);
    user.write("schema/mine.yaml", include_str!("user_crates/mine.yaml"));
    user.write("src/main.rs", include_str!("user_crates/own_schema.rs"));
    user.edit("schema/mine.yaml", "kind: text", "kind: txt");
    user.edit("schema/mine.yaml", "from: subscriber", "form: subscriber");
    let errors = String::from_utf8(user.cargo("build").stderr).unwrap();
    assert!(
        errors.contains("schema/mine.yaml:13:17: LS013: there is no kind `txt` (did you mean `text`?)"),
        "{errors}"
    );
    assert!(errors.contains("LS004: a message has no key `form` (did you mean `from`?)"), "{errors}");
    assert!(errors.contains("#[lonely(schema = \"schema/mine.yaml\""), "{errors}");
}
