//! The form of all attributes: `key`, `key = value`, or `key(item, …)`, separated by commas.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Ident, Lit, LitInt, Path, Token, parenthesized};

use crate::problems::Problems;

/// One item.
pub(crate) struct Item {
    pub(crate) key: Ident,
    pub(crate) value: Value,
}

/// What stands behind a key.
pub(crate) enum Value {
    None,
    Literal(Lit),
    /// A number with a minus sign; no attribute takes one.
    Negative(LitInt),
    Path(Path),
    List(Vec<Item>),
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = input.call(Ident::parse_any)?;
        let value = if input.peek(syn::token::Paren) {
            let content;
            parenthesized!(content in input);
            Value::List(Punctuated::<Self, Token![,]>::parse_terminated(&content)?.into_iter().collect())
        } else if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            parse_value(input)?
        } else {
            Value::None
        };
        Ok(Self { key, value })
    }
}

fn parse_value(input: ParseStream<'_>) -> syn::Result<Value> {
    if input.peek(Token![-]) {
        input.parse::<Token![-]>()?;
        return Ok(Value::Negative(input.parse()?));
    }
    if input.peek(Lit) {
        return input.parse().map(Value::Literal);
    }
    // Keywords are words here: `write = fixed` and `crate = crate` alike.
    Path::parse_mod_style(input)
        .map(Value::Path)
        .map_err(|error| Error::new(error.span(), "expected a literal or a path"))
}

impl Item {
    /// The items of every `#[lonely(…)]` among these attributes.
    pub(crate) fn all(attributes: &[Attribute], problems: &mut Problems) -> Vec<Self> {
        let mut items = Vec::new();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("lonely")) {
            let parsed = attribute.parse_args_with(Punctuated::<Self, Token![,]>::parse_terminated);
            items.extend(problems.note(parsed).into_iter().flatten());
        }
        items
    }

    pub(crate) fn span(&self) -> Span {
        self.key.span()
    }

    fn expected<T>(&self, what: &str) -> syn::Result<T> {
        Err(Error::new(self.span(), format!("`{}` takes {what}", self.key)))
    }

    /// That nothing stands behind the key.
    pub(crate) fn word(&self) -> syn::Result<Span> {
        if matches!(self.value, Value::None) { Ok(self.span()) } else { self.expected("no value") }
    }

    /// A text.
    pub(crate) fn text(&self) -> syn::Result<Text> {
        match &self.value {
            Value::Literal(Lit::Str(text)) => Ok(Text { value: text.value(), span: text.span() }),
            _ => self.expected("a text in quotes"),
        }
    }

    /// A text, or a single word without quotes.
    pub(crate) fn name(&self) -> syn::Result<Text> {
        match &self.value {
            Value::Path(path) => match path.get_ident() {
                Some(ident) => Ok(Text { value: ident.unraw().to_string(), span: ident.span() }),
                None => self.expected("a word"),
            },
            _ => self.text(),
        }
    }

    /// A number.
    pub(crate) fn number(&self) -> syn::Result<Number> {
        match &self.value {
            Value::Literal(Lit::Int(number)) => {
                let value = number.base10_parse().unwrap_or(i128::MAX);
                Ok(Number { value, span: number.span() })
            }
            Value::Negative(number) => {
                let value = number.base10_parse().map_or(i128::MIN, |value: i128| -value);
                Ok(Number { value, span: number.span() })
            }
            _ => self.expected("an integer"),
        }
    }

    /// A path, with or without quotes.
    pub(crate) fn path(&self) -> syn::Result<TokenStream> {
        match &self.value {
            Value::Path(path) => Ok(path.to_token_stream()),
            Value::Literal(Lit::Str(text)) => {
                text.parse_with(Path::parse_mod_style).map(ToTokens::into_token_stream)
            }
            _ => self.expected("a path"),
        }
    }

    /// The items between its parentheses; none if it has no parentheses.
    pub(crate) fn list(&self) -> syn::Result<&[Self]> {
        match &self.value {
            Value::None => Ok(&[]),
            Value::List(items) => Ok(items),
            _ => self.expected("its details in parentheses"),
        }
    }
}

/// A text and its place.
#[derive(Clone)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) span: Span,
}

/// A number and its place.
#[derive(Clone, Copy)]
pub(crate) struct Number {
    pub(crate) value: i128,
    pub(crate) span: Span,
}

/// Sorts items by key into slots, and notes those that are unknown or given twice.
pub(crate) struct Keys<'a> {
    /// What the keys belong to, as a phrase.
    pub(crate) owner: &'static str,
    pub(crate) known: &'static [&'static str],
    pub(crate) problems: &'a mut Problems,
}

impl Keys<'_> {
    /// Calls `take` with each known item once.
    pub(crate) fn sort(&mut self, items: &[Item], mut take: impl FnMut(&str, &Item, &mut Problems)) {
        let mut seen: Vec<String> = Vec::new();
        for item in items {
            let key = item.key.to_string();
            if !self.known.contains(&key.as_str()) {
                self.unknown(&key, item);
            } else if seen.contains(&key) {
                self.problems.push(item.span(), format!("`{key}` is given twice"));
            } else {
                take(&key, item, self.problems);
                seen.push(key);
            }
        }
    }

    fn unknown(&mut self, key: &str, item: &Item) {
        let help = match lonelypsp_schema::nearest(key, self.known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it takes {}", self.known.join(", ")),
        };
        self.problems.push(item.span(), format!("{} takes no `{key}`; {help}", self.owner));
    }
}
