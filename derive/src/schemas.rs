//! Schemas: the one that is built in, and files of the user's crate.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use lonelypsp_codegen_rust::Wire;
use lonelypsp_schema::files::read_schema_file;
use lonelypsp_schema::{
    Direction, Message, Protocol, Schema, Span, builtin, compile, compile_version, nearest,
};
use proc_macro2::TokenStream;
use quote::quote;
use syn::Error;

use crate::attributes::{Container, Text};

/// A schema, and the files that it was read from.
pub(crate) struct Loaded {
    pub(crate) schema: Schema,
    files: Vec<PathBuf>,
}

impl Loaded {
    /// Reads a schema of the user's crate.
    pub(crate) fn read(path: &Text, version: Option<&Text>) -> syn::Result<Self> {
        let error = |message: String| Error::new(path.span, message);
        let folder = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
        if !folder.join(&path.value).exists() {
            let message = "there is no such file; the path starts in the folder of the crate's Cargo.toml";
            return Err(error(message.to_owned()));
        }
        let mut files = Vec::new();
        let load = |file: &str| {
            let file = folder.join(Path::new(file));
            let text = read_schema_file(&file)?;
            files.push(file);
            Ok(text)
        };
        let compiled = match version {
            Some(version) => compile_version(&path.value, &version.value, load),
            None => compile(&path.value, load),
        };
        let schema =
            compiled.map_err(|problems| error(problems.to_lines().collect::<Vec<_>>().join("\n")))?;
        Ok(Self { schema, files })
    }

    /// What makes the compiler look at the files again when they change.
    pub(crate) fn tracked(&self) -> TokenStream {
        let files = self.files.iter().map(|file| file.to_string_lossy().into_owned());
        quote!(#(const _: &[u8] = ::core::include_bytes!(#files);)*)
    }
}

/// The built-in schema, compiled once in the life of the compiler.
pub(crate) fn builtin_schema() -> Result<&'static Schema, String> {
    static SCHEMA: OnceLock<Result<Schema, String>> = OnceLock::new();
    let schema = SCHEMA.get_or_init(|| builtin().map_err(|problems| problems.to_string()));
    schema.as_ref().map_err(Clone::clone)
}

/// `schema/file.yaml:3:7`, for a schema that has a text.
pub(crate) fn locate(schema: &Schema, span: Span) -> Option<String> {
    (!schema.sources.files().is_empty()).then(|| schema.sources.locate(span))
}

/// How many messages are listed where one is not found.
const LISTED: usize = 40;

/// The message that an attribute names.
pub(crate) fn find<'s>(schema: &'s Schema, name: &Text, container: &Container) -> syn::Result<Wire<'s>> {
    let error = |message: String| Error::new(name.span, message);
    let from = container.from.as_ref().map(direction).transpose()?;
    let all = || schema.protocols.iter().flat_map(|p| p.messages.iter().map(move |message| (p, message)));
    let full = |(protocol, message): (&Protocol, &Message)| format!("{}.{}", protocol.name, message.name);
    let mut found = all().filter(|it| full(*it) == name.value && from.is_none_or(|f| it.1.direction == f));
    let Some((protocol, message)) = found.next() else {
        if let (Some((_, other)), Some(from)) = (all().find(|it| full(*it) == name.value), &container.from) {
            let (sender, place) = (other.direction.sender(), locate(schema, other.name.span));
            let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
            let message = format!(
                "`{}` is from the {sender}{place}, not from the {}; leave out `from`",
                name.value, from.value
            );
            return Err(Error::new(from.span, message));
        }
        let names: Vec<String> = all().map(full).collect();
        let near = nearest(&name.value, names.iter().map(String::as_str)).map(str::to_owned);
        // A name without that of its protocol.
        let bare = || {
            let near = nearest(&name.value, all().map(|(_, message)| message.name.snake()))?;
            names.iter().find(|full| full.ends_with(&format!(".{near}")))
        };
        let help = match near.or_else(|| bare().cloned()) {
            Some(near) => format!("; did you mean `{near}`?"),
            None if names.len() > LISTED => {
                format!("; it has {} and {} others", names[..LISTED].join(", "), names.len() - LISTED)
            }
            None => format!("; it has {}", names.join(", ")),
        };
        let message = format!("the schema {} has no message `{}`{help}", schema.name, name.value);
        return Err(error(message));
    };
    if found.next().is_some() {
        let message = format!("`{}` is the name of a message in each direction; add `from`", name.value);
        return Err(error(message));
    }
    Ok(Wire::new(protocol, message))
}

/// The direction that `from` says.
pub(crate) fn direction(from: &Text) -> syn::Result<Direction> {
    let found = Direction::BOTH.into_iter().find(|direction| direction.sender() == from.value);
    found.ok_or_else(|| {
        let near = nearest(&from.value, Direction::BOTH.map(Direction::sender));
        let help = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let message = format!(
            "a message cannot be from `{}`: it is from `subscriber` or `broadcaster`{help}",
            from.value
        );
        Error::new(from.span, message)
    })
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;

    use super::{Loaded, Text};

    /// What the compiler says of a schema.
    fn refusal(path: &Path) -> String {
        let path = Text { value: path.to_str().unwrap().to_owned(), span: proc_macro2::Span::call_site() };
        Loaded::read(&path, None).err().expect("the schema is wrong").to_string()
    }

    #[test]
    fn of_many_problems_the_first_are_said_each_on_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("many.yaml");
        let mut text = "lonely: 1\nname: many\nversion: 1.0.0\ndoc: D.\n".to_owned();
        (0..20_000).for_each(|index| writeln!(text, "k{index}: 1").unwrap());
        std::fs::write(&path, text).unwrap();
        let said = refusal(&path);
        assert_eq!(said.lines().count(), 101);
        assert!(said.ends_with("\nand 19900 more problems"), "{said}");
    }

    #[cfg(unix)]
    #[test]
    fn only_ordinary_files_are_schemas() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero")).unwrap();
        let root = folder.path().join("root.yaml");
        std::fs::write(&root, "lonely: 1\nname: odd\nversion: 1.0.0\ndoc: D.\ninclude: [pipe, zero]\n")
            .unwrap();
        assert!(refusal(&pipe).contains("it is a pipe; only ordinary files are read"));
        let said = refusal(&root);
        assert!(said.contains("it is a pipe; only ordinary files are read"), "{said}");
        assert!(said.contains("zero` cannot be read: it is a device"), "{said}");
        assert!(refusal(&folder.path().join("none")).contains("there is no such file"));
    }
}
