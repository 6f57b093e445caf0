//! `generate --watch` and `docs --watch`: what was read is generated from again, under the rules that hold without it.

mod common;

use std::fs;

use common::project::{Project, tree};
use common::watching::{ROOT, Watching, broken, named};

/// A configuration, a schema and a template; what they make lies among them.
fn generating() -> (Project, Watching) {
    let project = Project::new(
        "lonely: 1\nschema: root.yaml\ngenerate:\n  - { lang: rust, out: chat.rs }\n  \
         - { lang: \"template:templates\", out: made }\n",
    );
    project.write("root.yaml", ROOT);
    project.write("templates/name.txt.j2", "{{ schema.name }}\n");
    let watching = Watching::start(project.folder.path(), &["generate", "--watch"]);
    let said = watching.until_it_waits();
    assert!(said[said.len() - 1].contains("waiting for changes of 3 files and 1 folder"), "{said:?}");
    assert_eq!(project.read("made/name.txt"), "chat\n");
    (project, watching)
}

#[test]
fn whatever_was_read_is_generated_from_again_and_what_was_written_is_not() {
    let (project, watching) = generating();
    project.write("root.yaml", &named("other"));
    let said = watching.until_it_waits();
    assert_eq!(said[0], "root.yaml has changed");
    assert!(said.contains(&"wrote chat.rs".to_owned()), "{said:?}");
    assert_eq!(project.read("made/name.txt"), "other\n");
    // The schema is broken, and mended.
    let before = tree(&project.path("made"));
    project.write("root.yaml", &broken());
    let said = watching.until_it_waits();
    assert!(said.iter().any(|line| line.starts_with("error: the schema has 1 problem")), "{said:?}");
    assert_eq!(tree(&project.path("made")), before);
    project.write("root.yaml", ROOT);
    watching.until_it_waits();
    assert_eq!(project.read("made/name.txt"), "chat\n");
    // A template that is new, and one that has changed.
    project.write("templates/more.txt.j2", "more\n");
    assert_eq!(watching.until_it_waits()[0], "there are other files in templates");
    assert_eq!(project.read("made/more.txt"), "more\n");
    project.write("templates/more.txt.j2", "less\n");
    assert_eq!(watching.until_it_waits()[0], "templates/more.txt.j2 has changed");
    assert_eq!(project.read("made/more.txt"), "less\n");
    // The configuration is broken, and names less.
    project.write("lonely.gen.yaml", "lonely: 1\ngenerate: []\n");
    let said = watching.until_it_waits();
    assert!(said[1].contains("`generate` is empty"), "{said:?}");
    project
        .write("lonely.gen.yaml", "lonely: 1\nschema: root.yaml\ngenerate: [{ lang: rust, out: chat.rs }]\n");
    let said = watching.until_it_waits();
    assert!(said[said.len() - 1].contains("waiting for changes of 2 files, "), "{said:?}");
}

#[test]
fn what_was_edited_by_hand_is_never_lost() {
    let (project, watching) = generating();
    project.write("made/name.txt", "mine\n");
    project.write("root.yaml", &named("other"));
    let said = watching.until_it_waits();
    assert!(said.iter().any(|line| line.contains("made/name.txt") && line.contains("edited")), "{said:?}");
    assert_eq!(project.read("made/name.txt"), "mine\n");
    // It goes on once that is out of the way.
    fs::remove_file(project.path("made/name.txt")).unwrap();
    project.write("root.yaml", &named("last"));
    watching.until_it_waits();
    assert_eq!(project.read("made/name.txt"), "last\n");
}

#[test]
fn documentation_is_written_again_too() {
    let project = Project::new("lonely: 1\n");
    project.write("root.yaml", ROOT);
    let arguments = ["docs", "--schema", "root.yaml", "--out", "site", "--format", "markdown", "--watch"];
    let watching = Watching::start(project.folder.path(), &arguments);
    watching.until_it_waits();
    project.write("root.yaml", &ROOT.replace("Lines of a chat.", "Otherwise."));
    watching.until_it_waits();
    assert!(project.read("site/README.md").contains("Otherwise."));
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_and_leaves_nothing_behind() {
    use std::os::unix::process::ExitStatusExt as _;

    let (project, watching) = generating();
    let before = tree(project.folder.path());
    // Not that of Ctrl-C: what runs behind a shell's `&` is deaf to it, and so would be all that it starts.
    watching.terminate();
    let (said, status) = watching.until_the_end();
    assert_eq!((said, status.signal()), (vec![], Some(15)));
    assert_eq!(tree(project.folder.path()), before);
}
