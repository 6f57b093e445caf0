//! The site of the built-in schema: what it says, and that its parts belong together.

mod common;

use std::collections::{HashMap, HashSet};

use lonelypsp_codegen::Files;
use lonelypsp_schema::builtin;

use common::{attributes, pages, resolve, site, text_of};

fn ids(files: &Files) -> HashMap<&str, HashSet<&str>> {
    files.iter().map(|(path, text)| (path.as_str(), attributes(text, "id").into_iter().collect())).collect()
}

#[test]
fn every_link_leads_to_a_page_of_the_site_and_a_place_on_it() {
    let files = site();
    let ids = ids(&files);
    let mut links = 0;
    for (page, text) in pages(&files) {
        for link in attributes(text, "href").into_iter().chain(attributes(text, "src")) {
            let (path, place) =
                link.split_once('#').map_or((link, None), |(path, place)| (path, Some(place)));
            let to = if path.is_empty() { page.clone() } else { resolve(page, path) };
            let there =
                ids.get(to.as_str()).unwrap_or_else(|| panic!("{page} links to {to}, which is not there"));
            assert!(place.is_none_or(|place| there.contains(place)), "{page} links to {link}");
            links += 1;
        }
    }
    assert!(links > 60 * 20, "{links} links");
}

#[test]
fn no_page_has_one_id_twice() {
    for (page, text) in pages(&site()) {
        let all = attributes(text, "id");
        let different: HashSet<_> = all.iter().collect();
        assert_eq!(all.len(), different.len(), "{page}");
    }
}

#[test]
fn every_message_has_a_page_and_is_listed_on_three() {
    let (files, schema) = (site(), builtin().unwrap());
    let mut messages = 0;
    for protocol in &schema.protocols {
        for message in &protocol.messages {
            let path = format!("{}/{}/{}.html", protocol.name, message.direction.as_str(), message.name);
            let title = message.name.snake().to_uppercase();
            assert!(files[&path].contains(&format!("<h1>{title}</h1>")), "{path}");
            for list in ["index.html", "names.html", &format!("{}/index.html", protocol.name)] {
                assert!(files[list].contains(&format!("{}.html", message.name)), "{path} in {list}");
            }
            messages += 1;
        }
    }
    assert_eq!(messages, 59);
}

/// What somebody who does not know the protocol would ask, with the answers of the description of the wire format.
#[test]
fn a_page_answers_what_people_ask() {
    let files = site();
    let page = text_of(&files["stateful/s2b/confirm_receive.html"]);
    for answer in [
        "Confirms a notification: answers the last part of a RECEIVE_STREAM",
        "Type code 9 ( 0009 )",
        "Answers RECEIVE_STREAM",
        "Signed by signing.confirm_receive",
        // Which error comes if the identifier has 65 bytes, and which checks are made before it.
        "x-identifier has at most 64 bytes too_long x-identifier the value&#39;s first byte",
        // Bytes 4 to 6.
        "4..6 00 03 x-identifier length: 3 bytes",
    ] {
        assert!(page.contains(answer), "{answer}\n{page}");
    }
    let page = text_of(&files["stateful/s2b/notify.html"]);
    for answer in
        ["In uncompressed", "digest_mismatch", "the SHA-512 of the body", "Answered by CONFIRM_NOTIFY"]
    {
        assert!(page.contains(answer), "{answer}\n{page}");
    }
    let page = text_of(&files["stateless/s2b/subscribe_exact.html"]);
    assert!(page.contains("HTTP POST /v1/subscribe/exact"), "{page}");
    assert!(text_of(&files["stateful/s2b/confirm_receive.html"]).contains("Answered by nothing"));
    // What is not sent has no sender; its number has one byte, and what has no length before it has no other length.
    let page = text_of(&files["signing/s2b/confirm_receive.html"]);
    for answer in [
        "Type code 8 ( 08 )",
        "Made by both",
        "an unsigned integer of 8 bytes",
        "1 byte is there for the message's own code",
    ] {
        assert!(page.contains(answer), "{answer}\n{page}");
    }
    assert!(!page.contains("read with fewer too"), "{page}");
    // One byte of length cannot say 256.
    assert!(!page.contains("too_long"), "{page}");
}

/// How a message is made, in each language by its own names.
#[test]
fn programs_make_the_example_of_its_values() {
    let page = site()["stateful/s2b/subscribe_exact.html"].replace("&#34;", "\"");
    for line in [
        "s2b::SubscribeExact {\n        authorization: Some(\"Bearer x\"),\n        tracing: b\"\\xaa\\xbb\\x01\",\n",
        "encode({\n  type: \"subscribe_exact\",\n  authorization: \"Bearer x\",\n  tracing: Buffer.from(\"aabb01\", \"hex\"),\n",
        "s2b.S2B_SubscribeExact(\n    type=SubscriberToBroadcasterStatefulMessageType.SUBSCRIBE_EXACT,\n    authorization=\"Bearer x\",\n",
        "S2B::SubscribeExact.new(\n  authorization: &#39;Bearer x&#39;,\n  tracing: [&#39;aabb01&#39;].pack(",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
}

/// Types have the texts of the schema, and what is said of their bytes is what writers do.
#[test]
fn types_say_what_they_allow() {
    let (files, schema) = (site(), builtin().unwrap());
    let page = text_of(&files["types.html"]);
    assert!(page.contains("Any bytes, possibly none. It need not be UTF-8, unlike a glob."), "{page}");
    for ty in &schema.types {
        assert!(files["types.html"].contains(&format!("<dt id=\"type-{}\">", ty.name)), "{}", ty.name);
    }
    let of = |name: &str| page.split(&format!(" {name} unsigned integer")).nth(1).unwrap().to_owned();
    let is_one_byte =
        |text: &str| text.split("Where it stands").next().unwrap().contains("zero is one byte 00");
    assert!(is_one_byte(&of("compressor")) && !is_one_byte(&of("length")), "{page}");
    // The field has a text of its own, which does not say what a topic may be.
    let page = text_of(&files["stateful/s2b/notify.html"]);
    assert!(page.contains("What every topic is The topic of notifications."), "{page}");
}

#[test]
fn pictures_are_described_for_those_who_do_not_see_them() {
    for (page, text) in pages(&site()) {
        let pictures = text.matches("<svg").count();
        assert_eq!(text.matches("role=\"img\" aria-labelledby=").count(), pictures, "{page}");
        assert_eq!(text.matches("<desc id=").count(), pictures, "{page}");
    }
}

#[test]
fn a_site_is_the_same_whenever_it_is_made() {
    assert_eq!(site(), site());
}

/// A policy that allows nothing inline has nothing to forbid.
#[test]
fn nothing_on_a_page_is_a_script_or_a_style() {
    for (page, text) in pages(&site()) {
        for hazard in
            ["<style", " style=", " onclick=", " onload=", "<script>", "javascript:", "http://", "https://"]
        {
            assert!(!without_texts(text).contains(hazard), "{page} has {hazard}");
        }
    }
}

/// The tags alone: texts may say what they like.
fn without_texts(page: &str) -> String {
    page.split('<').filter_map(|part| part.split_once('>')).flat_map(|(tag, _)| ["<", tag, ">"]).collect()
}
