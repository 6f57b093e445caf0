//! The form of all attributes: `key`, `key = value`, or `key(item, …)`, separated by commas.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Ident, Lit, LitInt, Path, Token, parenthesized};

use crate::problems::Problems;
use crate::spelled::spelled_tokens;

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
    Negative(Token![-], LitInt),
    Path(Path),
    List(Vec<Item>),
    /// Something else, up to the next comma; no attribute takes it.
    Other(TokenStream),
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = input.call(Ident::parse_any).map_err(|error| {
            Error::new(error.span(), "expected the name of an attribute, such as `message`")
        })?;
        let value = if input.peek(syn::token::Paren) {
            let content;
            parenthesized!(content in input);
            Value::List(Punctuated::<Self, Token![,]>::parse_terminated(&content)?.into_iter().collect())
        } else if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            parse_value(input)?
        } else if input.is_empty() || input.peek(Token![,]) {
            Value::None
        } else {
            return Err(input.error(format!("expected `=`, `(` or `,` behind `{key}`")));
        };
        Ok(Self { key, value })
    }
}

fn parse_value(input: ParseStream<'_>) -> syn::Result<Value> {
    let ahead = input.fork();
    if let Ok(value) = parse_known_value(&ahead)
        && (ahead.is_empty() || ahead.peek(Token![,]))
    {
        input.advance_to(&ahead);
        return Ok(value);
    }
    if input.is_empty() || input.peek(Token![,]) {
        return Err(Error::new(input.span(), "expected a value behind `=`"));
    }
    let mut other = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        other.extend([input.parse::<TokenTree>()?]);
    }
    Ok(Value::Other(other))
}

fn parse_known_value(input: ParseStream<'_>) -> syn::Result<Value> {
    if input.peek(Token![-]) {
        return Ok(Value::Negative(input.parse()?, input.parse()?));
    }
    if input.peek(Lit) {
        return input.parse().map(Value::Literal);
    }
    // Keywords are words here: `write = fixed` and `crate = crate` alike.
    Path::parse_mod_style(input).map(Value::Path)
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

    /// That the value is another one than the key takes; the place is that of the value, if there is one.
    fn expected<T>(&self, what: &str, example: &str) -> syn::Result<T> {
        let example =
            if example.is_empty() { String::new() } else { format!(", as in `{} = {example}`", self.key) };
        let message = format!("`{}` takes {what}{example}", self.key);
        let found = match &self.value {
            Value::None | Value::List(_) => return Err(Error::new(self.span(), message)),
            Value::Literal(literal) => literal.to_token_stream(),
            Value::Negative(minus, number) => {
                let message = format!("{message}, not `-{number}`");
                return Err(Error::new_spanned(quote!(#minus #number), message));
            }
            Value::Path(path) => path.to_token_stream(),
            Value::Other(tokens) => tokens.clone(),
        };
        let message = format!("{message}, not `{}`", spelled_tokens(&found));
        Err(Error::new_spanned(found, message))
    }

    /// That nothing stands behind the key.
    pub(crate) fn word(&self) -> syn::Result<Span> {
        if matches!(self.value, Value::None) { Ok(self.span()) } else { self.expected("no value", "") }
    }

    /// A text.
    pub(crate) fn text(&self) -> syn::Result<Text> {
        match &self.value {
            Value::Literal(Lit::Str(text)) => Ok(Text { value: text.value(), span: text.span() }),
            _ => self.expected("a text in quotes", "\"…\""),
        }
    }

    /// A single word, with or without quotes.
    pub(crate) fn name(&self) -> syn::Result<Text> {
        self.word_like("a word", "…")
    }

    /// The width of a length, a number or a code.
    pub(crate) fn width(&self) -> syn::Result<Text> {
        self.word_like("a width", "u16")
    }

    fn word_like(&self, what: &str, example: &str) -> syn::Result<Text> {
        match &self.value {
            Value::Path(path) if path.get_ident().is_some() => {
                let ident = path.require_ident()?;
                Ok(Text { value: ident.unraw().to_string(), span: ident.span() })
            }
            Value::Literal(Lit::Str(text)) => Ok(Text { value: text.value(), span: text.span() }),
            _ => self.expected(what, example),
        }
    }

    /// A number.
    pub(crate) fn number(&self) -> syn::Result<Number> {
        match &self.value {
            Value::Literal(Lit::Int(number)) => {
                let Ok(value) = number.base10_parse() else {
                    let message =
                        format!("`{}` cannot be {number}; no number here has more than 64 bits", self.key);
                    return Err(Error::new(number.span(), message));
                };
                Ok(Number { value, span: number.span() })
            }
            _ => self.expected("an integer", "8"),
        }
    }

    /// A path, with or without quotes.
    pub(crate) fn path(&self) -> syn::Result<TokenStream> {
        match &self.value {
            Value::Path(path) => Ok(path.to_token_stream()),
            Value::Literal(Lit::Str(text)) => {
                text.parse_with(Path::parse_mod_style).map(ToTokens::into_token_stream)
            }
            _ => self.expected("a path", "module"),
        }
    }

    /// The items between its parentheses; none if it has no parentheses.
    pub(crate) fn list(&self) -> syn::Result<&[Self]> {
        match &self.value {
            Value::None => Ok(&[]),
            Value::List(items) => Ok(items),
            _ => self.expected("details in parentheses, not a value", ""),
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
