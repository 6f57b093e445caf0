//! Structs that hold an entry of a group.

use lonelypsp_codegen_rust::{
    EntryStruct, Wire, emit_entry_codec, emit_fallback_entry, emit_fallback_own_entry, emit_own_entry,
};
use lonelypsp_schema::{Schema, nearest};
use proc_macro2::TokenStream;

use crate::attributes::Text;
use crate::expand::Expansion;
use crate::fields::Field;
use crate::matching::{Matched, Matching, Of};
use crate::own::compile_entry;
use crate::packed::refuse_packed;
use crate::parameters::Parameters;
use crate::problems::Problems;

impl Expansion<'_> {
    /// A struct that holds an entry of a group.
    pub(crate) fn expand_entry(
        &self,
        schema: &Schema,
        wire: Wire<'_>,
        message: &Text,
        group: &Text,
        fields: &[Field<'_>],
        problems: &mut Problems,
    ) -> TokenStream {
        for (_, span) in self.container.given.among(&["variant"]) {
            problems
                .push(span, "`variant` and `group` exclude each other: a group is the same in all variants");
        }
        let groups = &wire.layout.groups;
        let Some(at) = groups.iter().position(|found| found.name.snake() == group.value) else {
            problems.push(group.span, no_group(wire, &message.value, &group.value));
            return TokenStream::new();
        };
        let rt = self.options.path();
        let mut parameters = Parameters::new(&self.input.ident, &self.input.generics);
        let title = format!("{}` in `{}", group.value, message.value);
        let of = Of::Entry(at);
        let matching = Matching { schema, wire, of, message: &title, span: self.span(), rt };
        let Matched { fields: holders, skipped, assertions, .. } =
            matching.run(fields, &mut parameters, problems);
        refuse_packed(&self.input.attrs, fields, &holders, problems);
        let code = if problems.is_empty() {
            let held = EntryStruct { group: at, fields: holders, skipped };
            emit_entry_codec(wire, &parameters.generics, &held, self.options)
        } else {
            emit_fallback_entry(wire, &parameters.generics, at, self.options)
        };
        self.with_assertions(&assertions, &code)
    }
}

impl Expansion<'_> {
    /// A struct that holds an entry of a message of one's own, and describes it.
    pub(crate) fn expand_own_entry(&self, fields: &mut [Field<'_>], problems: &mut Problems) -> TokenStream {
        for (key, span) in self.container.of_message() {
            let message = format!(
                "`{key}` describes a message, but this struct holds an `entry` of one; leave out one of the two"
            );
            problems.push(span, message);
        }
        let schema = compile_entry(&self.input.ident, self.container, fields, problems);
        let protocol = schema.as_ref().and_then(|schema| Some((schema, schema.protocols.first()?)));
        let found =
            protocol.and_then(|(schema, protocol)| Some((schema, protocol, protocol.messages.first()?)));
        let mut parameters = Parameters::new(&self.input.ident, &self.input.generics);
        let Some((schema, protocol, message)) = found else {
            return self.fallback_own_entry(&parameters, fields);
        };
        let (wire, rt) = (Wire::new(protocol, message), self.options.path());
        let title = self.input.ident.to_string();
        let matching = Matching { schema, wire, of: Of::Entry(0), message: &title, span: self.span(), rt };
        let Matched { fields: holders, skipped, assertions, .. } =
            matching.run(fields, &mut parameters, problems);
        refuse_packed(&self.input.attrs, fields, &holders, problems);
        let code = if problems.is_empty() {
            let held = EntryStruct { group: 0, fields: holders, skipped };
            emit_own_entry(wire, &parameters.generics, &held, self.options)
        } else {
            self.fallback_own_entry(&parameters, fields)
        };
        self.with_assertions(&assertions, &code)
    }

    fn fallback_own_entry(&self, parameters: &Parameters, fields: &[Field<'_>]) -> TokenStream {
        let names: Vec<String> = fields.iter().map(Field::schema_name).collect();
        emit_fallback_own_entry(&parameters.generics, &names, self.options)
    }
}

/// That a message has no such group, and which was probably meant.
fn no_group(wire: Wire<'_>, message: &str, group: &str) -> String {
    let names: Vec<&str> = wire.layout.groups.iter().map(|group| group.name.snake()).collect();
    let help = match nearest(group, names.iter().copied()) {
        Some(near) => format!("; did you mean `{near}`?"),
        None if names.is_empty() => String::new(),
        None => format!("; it has {}", names.join(", ")),
    };
    format!("`{message}` has no group `{group}`{help}")
}
