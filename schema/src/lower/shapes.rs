//! The shapes of a message: one, or one per variant.

use crate::ast::{Body, Header as AstHeader, Message as Ast, Named, Number, Text, Variant};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{BodyField, Condition, HeaderLayout, Name, Shape, ShapeHeader, Source};
use crate::plan::{CheckStep, Relations};
use crate::source::Spanned;

use super::layout::lower_condition;
use super::relation::{lower_checks, lower_equals};
use super::{doc, find_header};

/// What the body's field is called when the schema does not say.
const BODY_FIELD: &str = "body";
/// What is said of a body when the schema does not say more.
const BODY_DOC: &str = "The bytes after the header block.";

/// Lowers all shapes; their conditions and relations go into `relations`.
pub(super) fn lower_shapes(
    name: &Text,
    ast: &Ast,
    names: &Named<AstHeader>,
    layout: &HeaderLayout,
    relations: &mut Relations,
    report: &mut Report,
) -> Vec<Shape> {
    let lowering = Lowering { ast, names, layout };
    if ast.variants.is_empty() {
        relations.conditions.push(Vec::new());
        relations.shapes.push(Vec::new());
        if layout.tail.is_some() {
            let message = format!("`{}` has conditional headers but no variants", name.value);
            report.push(
                Diagnostic::new(Code::MissingVariant, name.span, message)
                    .help("describe the message with and without them under `variants`"),
            );
        }
        return vec![lowering.shape(None, &[], report)];
    }
    for (_, variant) in &ast.variants {
        relations.conditions.push(lowering.conditions(variant, report));
        relations.shapes.push(lowering.relations(variant, report));
    }
    report_ambiguous(&ast.variants, &relations.conditions, report);
    let with_conditions = ast.variants.iter().zip(&relations.conditions);
    with_conditions.map(|(variant, when)| lowering.shape(Some(variant), when, report)).collect()
}

struct Lowering<'a> {
    ast: &'a Ast,
    names: &'a Named<AstHeader>,
    layout: &'a HeaderLayout,
}

impl Lowering<'_> {
    fn conditions(&self, variant: &Variant, report: &mut Report) -> Vec<Condition> {
        let Some(when) = &variant.when else { return Vec::new() };
        let conditions: Vec<_> = when
            .iter()
            .filter_map(|(wanted, number)| {
                lower_condition(wanted, number, self.names, &self.layout.headers, report)
            })
            .collect();
        self.report_undecidable(when, &conditions, report);
        conditions
    }

    /// A header that is not always present can only be asked for together with what makes it present.
    fn report_undecidable(
        &self,
        when: &Spanned<Named<Number>>,
        conditions: &[Condition],
        report: &mut Report,
    ) {
        let Some(tail) = &self.layout.tail else { return };
        if conditions.iter().any(|c| c.header >= tail.start) && !conditions.contains(&tail.when) {
            let decider = &self.layout.headers[tail.when.header].wire;
            let message = "this asks for a header that is not always present";
            report.push(
                Diagnostic::new(Code::BadCondition, when.span, message)
                    .help(format!("add `{decider}: {}`", tail.when.equals)),
            );
        }
    }

    fn relations(&self, variant: &Variant, report: &mut Report) -> Vec<CheckStep> {
        let mut indexed = self.overrides(variant, report);
        indexed.sort_by_key(|(index, _)| *index);
        let has_body = self.ast.body.is_some();
        indexed
            .into_iter()
            .flat_map(|(index, header)| {
                self.report_derived_twice(index, header, report);
                lower_checks(index, header, self.names, self.layout, has_body, report)
            })
            .collect()
    }

    /// What a variant says about headers, by index; headers that the message lacks are reported.
    fn overrides<'v>(&self, variant: &'v Variant, report: &mut Report) -> Vec<(usize, &'v AstHeader)> {
        let find = |(wire, header): &'v (Text, AstHeader), report: &mut Report| {
            let index = find_header(wire, self.names, Code::VariantHeader, report)?;
            for (key, span) in [
                ("type", header.ty.as_ref().map(|t| t.span)),
                ("default", header.default.as_ref().map(|d| d.span)),
                ("when", header.when.as_ref().map(|w| w.span)),
            ] {
                if let Some(span) = span {
                    let message = format!("a variant cannot change the `{key}` of a header");
                    report.push(
                        Diagnostic::new(Code::VariantHeader, span, message)
                            .related(self.names[index].0.span, "the header of the message"),
                    );
                }
            }
            Some((index, header))
        };
        variant.headers.iter().filter_map(|entry| find(entry, report)).collect()
    }

    /// The message derives a header for all its shapes; a variant cannot say otherwise.
    fn report_derived_twice(&self, index: usize, header: &AstHeader, report: &mut Report) {
        let Some(derived) = &self.names[index].1.equals else { return };
        let said = header.field.as_ref().or(header.equals.as_ref());
        if let Some(said) = said {
            report.push(
                Diagnostic::new(
                    Code::Conflict,
                    said.span,
                    "the message derives this header for every variant",
                )
                .related(derived.span, "it is derived here"),
            );
        }
    }

    fn shape(&self, variant: Option<&(Text, Variant)>, when: &[Condition], report: &mut Report) -> Shape {
        let overrides = match variant {
            Some((_, variant)) => self.overrides(variant, &mut Report::default()),
            None => Vec::new(),
        };
        let present = match &self.layout.tail {
            Some(tail) if !when.contains(&tail.when) => tail.start,
            _ => self.layout.headers.len(),
        };
        if let Some((_, variant)) = variant {
            self.report_absent(variant, when, present, report);
        }
        let headers = (0..present)
            .map(|index| {
                let over = overrides.iter().find(|(i, _)| *i == index).map(|(_, header)| *header);
                let fixed = when.iter().find(|c| c.header == index).map(|c| c.equals);
                self.shape_header(index, over, fixed)
            })
            .collect();
        Shape {
            variant: variant.map(|(name, _)| Name::new(name.value.clone(), name.span)),
            doc: variant.map_or_else(|| doc(self.ast.doc.as_ref()), |(_, v)| doc(v.doc.as_ref())),
            headers,
            body: self.body(variant.and_then(|(_, v)| v.body.as_ref()), report),
        }
    }

    /// A variant cannot describe headers that it does not have, or whose value its `when` fixes.
    fn report_absent(&self, variant: &Variant, when: &[Condition], present: usize, report: &mut Report) {
        for (wire, header) in &variant.headers {
            let Some(index) = self.names.iter().position(|(name, _)| name.value == wire.value) else {
                continue;
            };
            if index >= present {
                let message = format!("this variant has no header `{}`", wire.value);
                report.push(Diagnostic::new(Code::VariantHeader, wire.span, message).help(
                    "the header is conditional, and the variant's `when` does not state its condition",
                ));
            } else if let (Some(fixed), Some(said)) =
                (when.iter().find(|c| c.header == index), header.field.as_ref().or(header.equals.as_ref()))
            {
                let message = format!("`{}` is always {} in this variant", wire.value, fixed.equals);
                report.push(Diagnostic::new(Code::Conflict, said.span, message));
            }
        }
    }

    fn shape_header(&self, index: usize, over: Option<&AstHeader>, fixed: Option<u64>) -> ShapeHeader {
        let (wire, own) = &self.names[index];
        let own_doc = over.map(|header| doc(header.doc.as_ref())).unwrap_or_default();
        let equals = over.and_then(|header| header.equals.as_ref()).or(own.equals.as_ref());
        let source = if let Some(value) = fixed {
            Source::Constant(value)
        } else if let Some(text) = equals {
            // What is wrong with the relation was reported where it was lowered.
            let quiet = &mut Report::default();
            let has_body = self.ast.body.is_some();
            lower_equals(index, text, self.names, self.layout, has_body, quiet).unwrap_or(Source::BodyLength)
        } else {
            let given = over.and_then(|header| header.field.as_ref()).or(own.field.as_ref());
            Source::Field(field_name(wire, given))
        };
        ShapeHeader {
            header: index,
            doc: if own_doc.is_empty() { self.layout.headers[index].doc.clone() } else { own_doc },
            source,
        }
    }

    fn body(&self, over: Option<&Body>, report: &mut Report) -> Option<BodyField> {
        let Some(own) = &self.ast.body else {
            if let Some(over) = over {
                report.push(
                    Diagnostic::new(Code::NoBody, over.span, "the message has no body")
                        .help("add `body: bytes` to it"),
                );
            }
            return None;
        };
        let name = over.and_then(|body| body.field.as_ref()).or(own.field.as_ref());
        let doc = [over.and_then(|body| body.doc.as_ref()), own.doc.as_ref()]
            .into_iter()
            .flatten()
            .next()
            .map_or_else(|| BODY_DOC.to_owned(), |text| text.trim().to_owned());
        let name = name
            .map_or_else(|| Name::new(BODY_FIELD, own.span), |name| Name::new(name.value.clone(), name.span));
        Some(BodyField { name, doc })
    }
}

/// The given name, or the wire name without `x-` and with `_` for `-`.
fn field_name(wire: &Text, given: Option<&Text>) -> Name {
    match given {
        Some(given) => Name::new(given.value.clone(), given.span),
        None => Name::new(wire.strip_prefix("x-").unwrap_or(wire).replace('-', "_"), wire.span),
    }
}

fn report_ambiguous(variants: &Named<Variant>, conditions: &[Vec<Condition>], report: &mut Report) {
    for (index, (name, _)) in variants.iter().enumerate() {
        let same = |other: &Vec<Condition>| {
            other.len() == conditions[index].len() && other.iter().all(|c| conditions[index].contains(c))
        };
        if let Some(first) = conditions[..index].iter().position(same) {
            let message = format!(
                "the variant `{}` is chosen by the same values as `{}`",
                name.value, variants[first].0.value
            );
            report.push(
                Diagnostic::new(Code::AmbiguousVariant, name.span, message)
                    .related(variants[first].0.span, "the other variant"),
            );
        }
    }
}
