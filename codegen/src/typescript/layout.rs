//! Lines as prettier would break them, for the few constructs whose form depends on their width.

use super::runtime::Module;

/// The width that lines are filled to.
pub(super) const WIDTH: usize = 100;

fn fits(line: &str) -> bool {
    line.chars().count() <= WIDTH
}

fn spaces(indent: usize) -> String {
    " ".repeat(indent)
}

/// Items on lines of their own, each with a comma.
fn listed<T: AsRef<str>>(indent: usize, items: &[T]) -> String {
    let margin = spaces(indent);
    items.iter().flat_map(|item| [margin.as_str(), item.as_ref(), ",\n"]).collect()
}

/// A call of a function.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) module: Module,
    pub(super) function: String,
    pub(super) arguments: Vec<String>,
}

impl Call {
    /// Of a function that every package has.
    pub(super) fn new(function: impl Into<String>, arguments: impl IntoIterator<Item = String>) -> Self {
        Self::of(Module::Index, function, arguments)
    }

    /// The same for a function of a module that only some packages have.
    pub(super) fn of(
        module: Module,
        function: impl Into<String>,
        arguments: impl IntoIterator<Item = String>,
    ) -> Self {
        Self { module, function: function.into(), arguments: arguments.into_iter().collect() }
    }

    fn flat(&self) -> String {
        format!("{}({})", self.function, self.arguments.join(", "))
    }

    /// One argument on each line.
    fn broken(&self, indent: usize) -> String {
        let arguments = listed(indent + 2, &self.arguments);
        format!("{}(\n{arguments}{})", self.function, spaces(indent))
    }
}

/// `left = call;`, or only the call if there is nothing to assign to.
pub(super) fn statement(indent: usize, left: Option<&str>, call: &Call) -> String {
    statement_behind(indent, &left.map(|left| format!("{left} = ")).unwrap_or_default(), call)
}

fn statement_behind(indent: usize, start: &str, call: &Call) -> String {
    let start = spaces(indent) + start;
    let line = format!("{start}{};", call.flat());
    if fits(&line) || call.arguments.is_empty() { line } else { format!("{start}{};", call.broken(indent)) }
}

/// `const name = call;` outside of functions, where tools must know that nobody misses a call whose result is not used.
pub(super) fn pure_constant(name: &str, call: &Call) -> String {
    statement_behind(0, &format!("const {name} = /* @__PURE__ */ "), call)
}

/// `name: value,` where the value is no call.
pub(super) fn member(indent: usize, name: &str, value: &str) -> String {
    let start = spaces(indent);
    let line = format!("{start}{name}: {value},");
    if fits(&line) || value.ends_with(')') { line } else { format!("{start}{name}:\n{start}  {value},") }
}

/// `const name = value;`
pub(super) fn constant(indent: usize, name: &str, value: &str) -> String {
    let start = spaces(indent);
    let line = format!("{start}const {name} = {value};");
    if fits(&line) { line } else { format!("{start}const {name} =\n{start}  {value};") }
}

/// `import { a, b } from "path";`
pub(super) fn import(keyword: &str, names: &[&str], path: &str) -> String {
    let line = format!("{keyword} {{ {} }} from \"{path}\";", names.join(", "));
    if fits(&line) || names.len() == 1 {
        return line;
    }
    let names = listed(2, names);
    format!("{keyword} {{\n{names}}} from \"{path}\";")
}

/// `export { $a as a };`
pub(super) fn export(names: &[String]) -> String {
    let line = format!("export {{ {} }};", names.join(", "));
    if fits(&line) { line } else { format!("export {{\n{}}};", listed(2, names)) }
}

/// `export type Name = A | B;`
pub(super) fn union(left: &str, members: &[String]) -> String {
    let flat = members.join(" | ");
    let (line, second) = (format!("{left} = {flat};"), format!("  {flat};"));
    if fits(&line) {
        line
    } else if fits(&second) || members.len() == 1 {
        format!("{left} =\n{second}")
    } else {
        format!("{left} =\n  | {};", members.join("\n  | "))
    }
}

/// `const left = [a, b];`
pub(super) fn array(left: &str, items: &[String]) -> String {
    let line = format!("{left} = [{}];", items.join(", "));
    if fits(&line) {
        return line;
    }
    let items = listed(2, items);
    format!("{left} = [\n{items}];")
}

/// `left = [[a, b], [c, d]];`, an array of arrays that have several items each.
pub(super) fn rows(left: &str, items: &[String]) -> String {
    let line = format!("{left} = [{}];", items.join(", "));
    // Prettier breaks it if it has several, however short they are.
    if items.len() < 2 && fits(&line) { line } else { format!("{left} = [\n{}];", listed(2, items)) }
}

/// `name: ["a", "b"],`
pub(super) fn string_list(indent: usize, name: &str, items: &[String]) -> String {
    let margin = spaces(indent);
    let line = format!("{margin}{name}: [{}],", items.join(", "));
    if fits(&line) { line } else { format!("{margin}{name}: [\n{}{margin}],", listed(indent + 2, items)) }
}

/// `export function name(a: A, b: B): C {`
pub(super) fn signature(start: &str, parameters: &[&str], result: &str) -> String {
    let line = format!("{start}({}): {result} {{", parameters.join(", "));
    if fits(&line) {
        return line;
    }
    let parameters = listed(2, parameters);
    format!("{start}(\n{parameters}): {result} {{")
}

/// `Pick<Type, "a" | "b">`
pub(super) struct Generic {
    name: &'static str,
    of: String,
    keys: Vec<String>,
}

impl Generic {
    /// Of some members of a type.
    pub(super) fn of(name: &'static str, of: &str, keys: &[String]) -> Self {
        let keys = keys.iter().map(|key| format!("\"{key}\"")).collect();
        Self { name, of: of.to_owned(), keys }
    }

    fn flat(&self) -> String {
        format!("{}<{}, {}>", self.name, self.of, self.keys.join(" | "))
    }

    /// Between other text of the same line, if that has room for all of it.
    fn lines(&self, indent: usize, before: &str, behind: &str) -> String {
        let margin = spaces(indent);
        let line = format!("{margin}{before}{}{behind}", self.flat());
        if fits(&line) {
            return line;
        }
        let keys = format!("{margin}  {}", self.keys.join(" | "));
        let keys = if fits(&keys) {
            keys
        } else {
            let bars: Vec<String> = self.keys.iter().map(|key| format!("{margin}  | {key}")).collect();
            bars.join("\n")
        };
        format!("{margin}{before}{}<\n{margin}  {},\n{keys}\n{margin}>{behind}", self.name, self.of)
    }
}

/// A parameter of a function.
pub(super) enum Parameter<'a> {
    Plain(&'static str, &'a str),
    Generic(&'static str, Generic),
}

impl Parameter<'_> {
    fn flat(&self) -> String {
        match self {
            Self::Plain(name, ty) => format!("{name}: {ty}"),
            Self::Generic(name, ty) => format!("{name}: {}", ty.flat()),
        }
    }

    fn lines(&self, indent: usize) -> String {
        match self {
            Self::Plain(..) => format!("{}{},\n", spaces(indent), self.flat()),
            Self::Generic(name, ty) => ty.lines(indent, &format!("{name}: "), ",") + "\n",
        }
    }
}

/// `export function name(a: A, b: Pick<B, "c">): Omit<D, "e"> {`
pub(super) fn generic_signature(
    indent: usize,
    start: &str,
    parameters: &[Parameter<'_>],
    result: &Generic,
) -> String {
    let margin = spaces(indent);
    let flat: Vec<String> = parameters.iter().map(Parameter::flat).collect();
    let line = format!("{margin}{start}({}): {} {{", flat.join(", "), result.flat());
    if fits(&line) {
        return line;
    }
    let parameters: String = parameters.iter().map(|parameter| parameter.lines(indent + 2)).collect();
    format!("{margin}{start}(\n{parameters}{}", result.lines(indent, "): ", " {"))
}
