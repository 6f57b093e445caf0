//! Writes a package into a folder: `cargo run -p lonelypsp-codegen --example write -- LANGUAGE FOLDER [SCHEMA]`.

use std::path::{Path, PathBuf};

use lonelypsp_codegen::{Package, backend};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (language, folder) = (arguments.next().expect("a language"), arguments.next().expect("a folder"));
    let backend = backend(&language).expect("a known language");
    let schema = match arguments.next() {
        None => lonelypsp_schema::builtin(),
        Some(path) => {
            let load = |path: &str| std::fs::read_to_string(path);
            lonelypsp_schema::compile(&path, load)
        }
    };
    let schema = schema.unwrap_or_else(|problems| panic!("{problems}"));
    for (path, text) in backend.emit(&schema, &Package::of(backend, &schema)) {
        let path: PathBuf = Path::new(&folder).join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("written");
    }
}
