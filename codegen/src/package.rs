//! What a package says about itself.

use lonelypsp_schema::Schema;

use crate::backend::Backend;

/// What a package says about itself and the schema does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name, as programs in that language ask for it.
    pub name: String,
    /// Its version, in the common form of all three registries: `1.2.3`.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub license: Option<String>,
    /// Where its sources are, as a URL.
    pub repository: Option<String>,
}

impl Package {
    /// A package with the back end's usual name and version 0.1.0.
    ///
    /// ```
    /// use lonelypsp_codegen::{Package, backend};
    /// let schema = lonelypsp_schema::builtin().unwrap();
    /// assert_eq!(Package::of(backend("python").unwrap(), &schema).name, "lonelypsp_bindings");
    /// ```
    pub fn of(backend: &dyn Backend, schema: &Schema) -> Self {
        Self {
            name: backend.default_package_name(&schema.name),
            version: "0.1.0".to_owned(),
            license: None,
            repository: None,
        }
    }

    /// Nothing, for what is no package.
    ///
    /// ```
    /// assert_eq!(lonelypsp_codegen::Package::unnamed().name, "");
    /// ```
    pub const fn unnamed() -> Self {
        Self { name: String::new(), version: String::new(), license: None, repository: None }
    }

    /// Whether files can say all this; they take it as it is.
    ///
    /// # Errors
    /// Which of it they cannot say, and what it has to look like.
    ///
    /// ```
    /// use lonelypsp_codegen::{Package, backend};
    /// let python = backend("python").unwrap();
    /// let mut package = Package::of(python, &lonelypsp_schema::builtin().unwrap());
    /// assert_eq!(package.check(python), Ok(()));
    /// package.version = "next".to_owned();
    /// assert_eq!(package.check(python).unwrap_err(), "the version `next` is not one: three numbers, as in 1.2.3");
    /// ```
    pub fn check(&self, backend: &dyn Backend) -> Result<(), String> {
        let Self { name, version, license, repository } = self;
        if name.len() > LONGEST_NAME {
            return Err(format!("the name has {} letters; at most {LONGEST_NAME}", name.len()));
        }
        backend.check_package_name(name).map_err(|right| format!("the name `{name}` is not one: {right}"))?;
        if !is_version(version) {
            return Err(format!("the version `{version}` is not one: three numbers, as in 1.2.3"));
        }
        if let Some(license) = license.as_ref().filter(|license| !is_license(license)) {
            return Err(format!(
                "the license `{license}` is not an SPDX expression, such as MIT OR Apache-2.0"
            ));
        }
        if let Some(url) = repository.as_ref().filter(|url| !is_url(url)) {
            return Err(format!("the repository `{url}` is not a URL that begins with https://"));
        }
        Ok(())
    }
}

/// Names become folders.
const LONGEST_NAME: usize = 100;

fn is_version(text: &str) -> bool {
    let is_number = |part: &str| {
        let canonical = part == "0" || !part.starts_with('0');
        canonical && (1..=9).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit())
    };
    text.split('.').count() == 3 && text.split('.').all(is_number)
}

fn is_license(text: &str) -> bool {
    let is_fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '-' | '+' | '(' | ')');
    !text.trim().is_empty() && text.chars().all(is_fine)
}

fn is_url(text: &str) -> bool {
    let is_fine = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '.' | '-' | '_' | '~' | '/' | '%' | ':' | '@' | '+' | '?' | '=' | '&')
    };
    text.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && rest.chars().all(is_fine))
}
