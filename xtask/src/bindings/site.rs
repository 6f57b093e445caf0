//! The documentation that `lonely docs` makes: in a browser, its decoder on the corpus, and its programs on the packages. Those in Rust
//! are in a test of the crate `lonelypsp`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::testee::lonely;
use crate::tools::apt::ensure_chromium;
use crate::tools::node::{Node, documentation_tests, typescript_package, typescript_tests};
use crate::tools::python::CHECKS;
use crate::workspace::{program, root};

use super::checks::Checks;

pub(super) fn check(checks: &mut Checks) -> Result<()> {
    ensure_chromium()?;
    let (site, programs) = (root().join("target/checks/site"), root().join("target/checks/documented"));
    let exported = root().join("target/checks/export.json");
    checks.run("lonely docs", lonely(&["docs", "--quiet", "--out"])?.arg(&site))?;
    let export = lonely(&["export", "--compact"])?.output().context("`lonely export` cannot be started")?;
    fs::write(&exported, export.stdout).context("the export cannot be written")?;
    let inspected = root().join("target/checks/inspected");
    inspect(&inspected)?;
    let node = Node::find()?;
    node.install(&documentation_tests())?;
    let script = |name: &str| {
        let mut command = node.command();
        command.arg(documentation_tests().join(name));
        command
    };
    checks.run("the decoder of the pages, on the corpus", script("corpus.js").arg(&exported))?;
    let mut pages = script("site.js");
    checks
        .run("HTML, links, axe-core, keyboard, phone, search, the boxes", pages.arg(&site).arg(&inspected))?;
    checks.run("programs of the pages", script("snippets.js").arg(&site).arg(&programs))?;
    check_programs(checks, &node, &programs)
}

/// Pages of `lonely inspect`: a `SUBSCRIBE_EXACT` for `foo/bar`, one whose topic is too short, and both.
fn inspect(folder: &Path) -> Result<()> {
    const GOOD: &str = "00010002000000000007666f6f2f626172";
    const BAD: &str = "00010002000000000009666f6f2f626172";
    fs::create_dir_all(folder).context("the pages of `lonely inspect` have no place")?;
    let both = folder.join("several.frames");
    fs::write(&both, frames(&[GOOD, BAD])).context("messages cannot be written")?;
    let both = both.to_string_lossy().into_owned();
    let inputs: [(&str, &[&str]); 3] = [
        ("one.html", &["--hex", GOOD]),
        ("bad.html", &["--hex", BAD]),
        ("several.html", &["--as", "frames", "--file", &both]),
    ];
    for (name, input) in inputs {
        let mut command = lonely(&["inspect", "--from", "subscriber", "--format", "html"])?;
        let page = command.args(input).output().context("`lonely inspect` cannot be started")?;
        fs::write(folder.join(name), page.stdout).context("a page cannot be written")?;
    }
    Ok(())
}

/// Messages, each behind its length in four bytes.
fn frames(messages: &[&str]) -> Vec<u8> {
    let bytes = |hex: &str| -> Vec<u8> {
        let pair = |at: usize| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        (0..hex.len()).step_by(2).filter_map(pair).collect()
    };
    messages
        .iter()
        .flat_map(|hex| {
            let message = bytes(hex);
            let length = u32::try_from(message.len()).unwrap_or_default().to_be_bytes();
            [length.to_vec(), message].concat()
        })
        .collect()
}

fn check_programs(checks: &mut Checks, node: &Node, programs: &Path) -> Result<()> {
    let mut python = program(CHECKS.python()?);
    python.args(["-c", "import runpy, sys\nfor path in sys.argv[1:]: runpy.run_path(path)"]);
    python
        .args(files(&programs.join("python"))?)
        .env("PYTHONPATH", root().join("protocol/bindings/python/src"));
    checks.run("in Python", &mut python)?;
    let mut ruby = program("ruby");
    ruby.arg("-I")
        .arg(root().join("protocol/bindings/ruby/lib"))
        .args(["-e", "ARGV.each { |path| load path }"]);
    checks.run("in Ruby", ruby.args(files(&programs.join("ruby"))?))?;
    let folder = programs.join("typescript");
    let sources = files(&folder)?;
    checks.run("tsc: package", &mut node.compile(&typescript_package())?)?;
    checks.run("tsc: programs", &mut compile(node, &folder)?)?;
    let compiled = sources.iter().map(|path| path.with_extension("js"));
    let each = "for (const path of process.argv.slice(1)) await import(path)";
    checks.run("in TypeScript", node.command().args(["--input-type=module", "-e", each]).args(compiled))
}

/// Compiles programs that use the package as one that is installed.
fn compile(node: &Node, folder: &Path) -> Result<Command> {
    let modules = folder.join("node_modules/lonelypsp");
    fs::create_dir_all(&modules).context("the programs have no place")?;
    for name in ["package.json", "dist"] {
        link(&typescript_package().join(name), &modules.join(name))?;
    }
    let options = r#"{"compilerOptions": {"target": "es2022", "module": "nodenext", "strict": true, "types": ["node"]}}"#;
    fs::write(folder.join("tsconfig.json"), options)?;
    fs::write(folder.join("package.json"), r#"{"type": "module"}"#)?;
    let tools = typescript_tests().join("node_modules");
    let mut command = node.command();
    command.arg(tools.join("typescript/bin/tsc")).arg("--project").arg(folder);
    command.arg("--typeRoots").arg(tools.join("@types"));
    Ok(command)
}

#[cfg(unix)]
fn link(to: &Path, place: &Path) -> Result<()> {
    std::os::unix::fs::symlink(to, place).with_context(|| format!("{} cannot be made", place.display()))
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> Result<()> {
    anyhow::bail!("links of folders are needed here")
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.is_file());
    paths.sort();
    Ok(paths)
}
